using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Checks whether what several inputs give can stand side by side.</summary>
internal static class JoinChecks
{
    /// <summary>The shape behind [Join]; none after reporting what does not fit.</summary>
    /// <param name="stack">The inputs, whose own layers fit.</param>
    /// <param name="context">Where problems go.</param>
    public static EquatableArray<int>? Check(LayerStack stack, ReadingContext context)
    {
        var join = stack.Join!;
        try
        {
            if (stack.ModelInputs.Sum(input => input.OutputShape.Aggregate(1.0, (product, extent) => product * extent)) <= int.MaxValue)
            {
                return ModelInput.JoinedShape(context.ModelName, stack.ModelInputs);
            }

            context.Problems.Block(RuleIds.ModelTooLarge, join.Location, context.ModelName, join.Name);
        }
        catch (ShapeException exception)
        {
            context.Problems.Block(RuleIds.InputsDoNotJoin, join.Location, char.ToUpperInvariant(exception.Message[0]) + exception.Message.Substring(1));
        }

        return null;
    }
}
