using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Graph;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// A call of a known function or constructor with its arguments by parameter name. Versions of TorchSharp write names differently, so capitals and underscores do not count,
/// and a name may have alternatives: <c>in_channels|inputChannel</c>.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="name">Name of the function.</param>
/// <param name="arguments">Its arguments, defaults among them.</param>
/// <param name="evaluate">What an argument is worth.</param>
internal sealed class CallSite(IOperation call, string name, ImmutableArray<IArgumentOperation> arguments, Func<IOperation, Value> evaluate)
{
    private readonly Dictionary<IArgumentOperation, Value> _values = [];

    /// <summary>The call.</summary>
    public IOperation Call => call;

    /// <summary>Name of the function.</summary>
    public string Name => name;

    /// <summary>The type of a parameter by its whole name; null if there is none.</summary>
    public string? TypeName(string parameter) => Find(parameter)?.Parameter is { } known ? TorchTypes.NameOf(known.Type) : null;

    /// <summary>The member of an enum that is passed, by name; null if the function has no such parameter.</summary>
    public string? EnumName(string parameter) => Find(parameter)?.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type && Value(parameter) is Constant { Content: { } content }
        ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, content))?.Name ?? content.ToString()
        : null;

    /// <summary>What an argument is worth; null if the function has no such parameter, or if null is passed.</summary>
    public Value? Value(string parameter)
    {
        if (Find(parameter) is not { } argument)
        {
            return null;
        }

        // Reading an argument may call modules, which counts.
        if (!_values.TryGetValue(argument, out var value))
        {
            _values[argument] = value = evaluate(argument.Value);
        }

        return value is Constant { Content: null } ? null : value;
    }

    /// <summary>The values of a <c>params</c> parameter or list, one by one.</summary>
    public IReadOnlyList<Value> Values(string parameter) => Value(parameter) switch
    {
        ListValue list => list.Items,
        null => [],
        var single => [single],
    };

    /// <summary>An integer that must be given or have a default.</summary>
    public int Integer(string parameter) => Integer(parameter, null);

    /// <summary>An integer, or a fallback where the function has no such parameter or null is passed.</summary>
    public int Integer(string parameter, int? fallback) => Value(parameter) switch
    {
        Constant { Integer: { } whole } => whole,
        null when fallback is { } number => number,
        var other => throw Wrong(parameter, other, "an integer"),
    };

    /// <summary>An integer from 1: a size.</summary>
    public int Count(string parameter, int? fallback = null) => AtLeast(1, parameter, Integer(parameter, fallback));

    /// <summary>A number.</summary>
    public double Number(string parameter, double fallback) => Value(parameter) switch
    {
        Constant { Content: { } content } when content is not (string or bool or char) => Convert.ToDouble(content, System.Globalization.CultureInfo.InvariantCulture),
        null => fallback,
        var other => throw Wrong(parameter, other, "a number"),
    };

    /// <summary>A truth value.</summary>
    public bool Flag(string parameter, bool fallback) => Value(parameter) switch
    {
        Constant { Content: bool flag } => flag,
        null => fallback,
        var other => throw Wrong(parameter, other, "true or false"),
    };

    /// <summary>Two integers, of which one may stand for both; null where null is passed and there is no such parameter.</summary>
    public (int Height, int Width)? Pair(string parameter) => Value(parameter) switch
    {
        null => null,
        Constant => (Integer(parameter), Integer(parameter)),
        ListValue { Items: [Constant { Integer: { } height }, Constant { Integer: { } width }] } => (height, width),
        ListValue { Items: [Constant { Integer: { } both }] } => (both, both),
        var other => throw Wrong(parameter, other, "one or two integers"),
    };

    /// <summary>Height and width, both from 1.</summary>
    public (int Height, int Width) Size(string parameter) => Pair(parameter) is var (height, width)
        ? (AtLeast(1, parameter, height), AtLeast(1, parameter, width))
        : throw Wrong(parameter, null, "one or two integers");

    /// <summary>Two numbers that a layer has as one.</summary>
    public int Square(string parameter, int fallback, int least) => Pair(parameter) switch
    {
        null => fallback,
        var (height, width) when height == width => AtLeast(least, parameter, height),
        var (height, width) => throw Refuse(RuleIds.ArgumentNotUnderstood, parameter, $"is ({height}, {width}), but a layer has one number for both directions"),
    };

    /// <summary>Integers.</summary>
    public IReadOnlyList<int> Integers(string parameter) =>
        [.. Values(parameter).Select(value => value is Constant { Integer: { } whole } ? whole : throw Wrong(parameter, value, "integers"))];

    /// <summary>A dimension of an example from 1; 0 is the batch, wherever it stands. Dimensions of TorchSharp's tensor are counted from the end where they are negative.</summary>
    public int Axis(string parameter, TensorValue input, int? fallback = null) => AxisFrom(Integer(parameter, fallback), input);

    /// <summary>A dimension of an example from 1, or 0 for the batch, from a dimension of TorchSharp's tensor.</summary>
    public int AxisFrom(int axis, TensorValue input)
    {
        axis = axis < 0 ? axis + input.Rank : axis;
        return axis < 0 || axis >= input.Rank
            ? throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, call.Syntax, $"names dimension {axis} of a tensor of {input.Rank}")
            : input.BatchAxis == TensorValue.NoBatch ? axis + 1
            : axis == input.BatchAxis ? 0 : axis < input.BatchAxis ? axis + 1 : axis;
    }

    /// <summary>Refuses an argument other than the one that a layer can stand for.</summary>
    public void Require(string parameter, bool holds, string detail)
    {
        if (!holds)
        {
            throw Refuse(RuleIds.ArgumentNotUnderstood, parameter, detail);
        }
    }

    /// <summary>Refuses a parameter that was given.</summary>
    public void RequireNone(string parameter) => Require(parameter, Value(parameter) is null, "is given, but a layer has no such setting");

    /// <summary>Applies a layer, and says in the words of the layer what does not fit.</summary>
    public static TensorValue Fit(IOperation at, Func<TensorValue> apply)
    {
        try
        {
            return apply();
        }
        catch (ShapeException exception)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, exception.Message);
        }
    }

    /// <summary>An exception that marks an argument, and names the parameter.</summary>
    /// <param name="id">The rule that reports it.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="detail">What is wrong with it, to be read after "which".</param>
    public NotUnderstoodException Refuse(string id, string parameter, string detail)
    {
        var argument = Find(parameter);
        return new NotUnderstoodException(
            id,
            call.Syntax,
            $"has '{argument?.Parameter?.Name ?? parameter.Split('|')[0]}', which {detail}",
            argument is { ArgumentKind: ArgumentKind.Explicit, Value: var given } ? given.Syntax : null);
    }

    private int AtLeast(int least, string parameter, int value) => value >= least
        ? value
        : throw Refuse(RuleIds.ModuleShapesDoNotFit, parameter, $"is {value}, but must be at least {least}");

    private static string Normalize(string name) => name.Replace("_", "").ToLowerInvariant();

    private NotUnderstoodException Wrong(string parameter, Value? value, string wanted) =>
        Refuse(RuleIds.ArgumentNotUnderstood, parameter, $"is {value?.Kind ?? "not given"}, but {wanted} known at compile time is needed");

    private IArgumentOperation? Find(string parameter)
    {
        var names = parameter.Split('|').Select(Normalize).ToList();
        return arguments.FirstOrDefault(argument => argument.Parameter is { } known && names.Contains(Normalize(known.Name)));
    }
}
