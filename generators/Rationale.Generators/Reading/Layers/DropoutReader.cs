using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Dropout].</summary>
internal static class DropoutReader
{
    /// <summary>Reads the rate; it must be in [0, 1): at 1 nothing would be left to scale up.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
    {
        var rate = attribute.Value("rate", 0.0);
        if (!(rate >= 0 && rate < 1))
        {
            context.Problems.Block(RuleIds.DropoutRateOutOfRange, attribute.LocationOf("rate"), context.ModelName, $"[Dropout({ReadingContext.Text(rate)})]");
        }

        return new DropoutLayer(rate);
    }
}
