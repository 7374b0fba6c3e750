using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads the activations that have a parameter.</summary>
internal static class ActivationReaders
{
    /// <summary>Reads [LeakyRelu].</summary>
    public static Layer ReadLeakyRelu(AttributeUse attribute, ReadingContext context) => new LeakyReluLayer(Finite(attribute, context, "slope"));

    /// <summary>Reads [Elu].</summary>
    public static Layer ReadElu(AttributeUse attribute, ReadingContext context) => new EluLayer(Finite(attribute, context, "alpha"));

    private static double Finite(AttributeUse attribute, ReadingContext context, string name)
    {
        var number = attribute.Value(name, 0.0);
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            context.Problems.Block(
                RuleIds.ActivationParameterNotFinite,
                attribute.LocationOf(name),
                attribute.Name,
                context.ModelName,
                name,
                ReadingContext.Text(number));
        }

        return number;
    }
}
