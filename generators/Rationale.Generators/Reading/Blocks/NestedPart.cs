using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Networks of a model's own that stand in nested classes, each marked by an attribute.</summary>
internal static class NestedPart
{
    /// <summary>The layers of the nested class with a mark; none where there is no such class, or after reporting why it cannot be used.</summary>
    /// <param name="type">The model.</param>
    /// <param name="mark">Name of the class of the marking attribute.</param>
    /// <param name="attribute">The attribute that wants the part.</param>
    /// <param name="context">Where problems go.</param>
    public static EquatableArray<Layer> Read(INamedTypeSymbol type, string mark, AttributeUse attribute, ReadingContext context)
    {
        foreach (var nested in type.GetTypeMembers())
        {
            if (context.Blocks.Reader.Attributes(nested)?.Block?.ClassName == mark)
            {
                if (context.Blocks.Reader.Read(nested).Any(problem => problem.Blocks))
                {
                    context.Problems.Block(RuleIds.BlockHasErrors, attribute.Location, nested.Name, context.ModelName);
                }

                return context.Blocks.Reader.Layers(nested);
            }
        }

        return new EquatableArray<Layer>([]);
    }
}
