namespace Rationale.Graph.Models;

/// <summary>
/// Steps of which each takes values of earlier ones, so that a value may go to several places and a part may be applied several times with the same weights: recurrent cells, attention, dense connections of a
/// hand-written forward pass. y is what the last step gives. Value 0 is the layer's input, value k what the k-th step gives.
/// </summary>
/// <param name="Steps">The steps, at least one.</param>
public sealed record DataflowLayer(EquatableArray<DataflowStep> Steps) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dataflow";

    /// <inheritdoc/>
    public override string Signature => $"Dataflow({string.Join("; ", Steps.Select(step => step.Signature))})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var shapes = Shapes(input);
        return shapes[shapes.Count - 1];
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input)
    {
        var shapes = Shapes(input);
        return Steps.OfType<LayerStep>().Where(step => step.Weights == 0).Sum(step => step.Layer.ParameterCount(shapes[step.Input]))
            + Steps.OfType<ParameterStep>().Sum(step => step.Shape.Aggregate(1.0, (product, extent) => product * extent));
    }

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input)
    {
        var shapes = Shapes(input);
        return Math.Max(
            shapes.Max(shape => shape.Aggregate(1.0, (product, extent) => product * extent)),
            Steps.OfType<LayerStep>().Select(step => step.Layer.MaxExampleLength(shapes[step.Input])).DefaultIfEmpty(0).Max());
    }

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var values = new List<Node> { input };
        var counts = new List<LayerContext.LayerCounts>();
        foreach (var step in Steps)
        {
            counts.Add(context.Here());
            if (step is LayerStep { Weights: > 0 and var first })
            {
                using var again = context.Again(counts[first - 1]);
                values.Add(step.Apply(context, values));
            }
            else
            {
                values.Add(step.Apply(context, values));
            }
        }

        return values[values.Count - 1];
    }

    /// <summary>The shape of each value, the input first.</summary>
    private List<EquatableArray<int>> Shapes(EquatableArray<int> input)
    {
        var shapes = new List<EquatableArray<int>> { input };
        foreach (var step in Steps)
        {
            shapes.Add(step.OutputShape(shapes));
        }

        return shapes;
    }
}
