using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>What a reader of one attribute may know of the model, and the checks that many of them share.</summary>
/// <param name="modelName">Name of the class, for messages.</param>
/// <param name="typeLocation">Where the class is named, for problems that no attribute causes.</param>
/// <param name="blocks">Reads the blocks that the class names.</param>
internal sealed class ReadingContext(string modelName, Location typeLocation, BlockScope blocks)
{
    /// <summary>Name of the class, for messages.</summary>
    public string ModelName => modelName;

    /// <summary>Reads the blocks that the class names.</summary>
    public BlockScope Blocks => blocks;

    /// <summary>Where problems go.</summary>
    public ProblemList Problems { get; } = new();

    /// <summary>Where the class is named, for problems that no attribute causes.</summary>
    public Location TypeLocation => typeLocation;

    /// <summary>Reads a count and reports one below 1.</summary>
    public int Count(AttributeUse attribute, string name, int fallback = 0)
    {
        var count = attribute.Value(name, fallback);
        if (count < 1)
        {
            Problems.Block(RuleIds.CountBelowOne, attribute.LocationOf(name), attribute.Name, modelName, name, Text(count));
        }

        return count;
    }

    /// <summary>Reads a count that may be zero and reports one below.</summary>
    public int CountOrZero(AttributeUse attribute, string name)
    {
        var count = attribute.Value(name, 0);
        if (count < 0)
        {
            Problems.Block(RuleIds.CountBelowZero, attribute.LocationOf(name), attribute.Name, modelName, name, Text(count));
        }

        return count;
    }

    /// <summary>Reads a weight and reports one that is negative, NaN or infinite.</summary>
    public double Weight(AttributeUse attribute, string name, double fallback)
    {
        var weight = attribute.Value(name, fallback);
        if (!(weight >= 0) || double.IsInfinity(weight))
        {
            Problems.Block(RuleIds.WeightOutOfRange, attribute.LocationOf(name), attribute.Name, modelName, name, Text(weight));
        }

        return weight;
    }

    /// <summary>Reads an enum and reports a value that it does not define.</summary>
    public T Choice<T>(AttributeUse attribute, string name, T fallback)
        where T : struct, Enum
    {
        var choice = attribute.EnumValue(name, fallback);
        if (!Enum.IsDefined(typeof(T), choice))
        {
            Problems.Block(
                RuleIds.UndefinedEnumValue,
                attribute.LocationOf(name),
                attribute.Name,
                modelName,
                name,
                choice.ToString(),
                string.Join(", ", Enum.GetNames(typeof(T))));
        }

        return choice;
    }

    /// <summary>A number as it stands in messages, the same on every machine.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
