using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Input].</summary>
internal static class InputReader
{
    /// <summary>Whether an attribute is [Input].</summary>
    public static bool IsInput(AttributeUse attribute) => attribute.ClassName == nameof(InputAttribute);

    /// <summary>Reads the name of an input: that of the features where none is given.</summary>
    public static string ReadName(AttributeUse attribute) => attribute.Value(nameof(InputAttribute.Name), ModelInput.Features);

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
