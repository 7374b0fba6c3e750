using Rationale.Graph;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Input].</summary>
internal static class InputReader
{
    /// <summary>Reads the shape of an example: at least one dimension, each at least 1.</summary>
    public static EquatableArray<int> Read(AttributeUse attribute, ReadingContext context)
    {
        var shape = attribute.Values("shape");
        if (shape.Length == 0)
        {
            context.Problems.Block(RuleIds.CountBelowOne, attribute.Location, attribute.Name, context.ModelName, "number of dimensions", "0");
        }

        for (var index = 0; index < shape.Length; index++)
        {
            if (shape[index] < 1)
            {
                context.Problems.Block(
                    RuleIds.CountBelowOne,
                    attribute.LocationOfElement(index),
                    attribute.Name,
                    context.ModelName,
                    "shape",
                    ReadingContext.Text(shape[index]));
            }
        }

        return EquatableArray.Create(shape);
    }
}
