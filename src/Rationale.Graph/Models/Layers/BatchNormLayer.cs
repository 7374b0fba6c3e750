namespace Rationale.Graph.Models;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015) along all dimensions but the last: each channel is brought to mean zero and variance one over the whole batch, then scaled
/// and shifted by trained numbers. Outside of training, and always where it is frozen, running statistics stand for those of the batch.
/// </summary>
/// <param name="Momentum">Share of a batch in the running statistics.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Frozen">Whether the running statistics are used, and left as they are, in training too.</param>
public sealed record BatchNormLayer(double Momentum, double Epsilon, bool Frozen) : Layer
{
    /// <inheritdoc/>
    public override string Name => "BatchNorm";

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => 2.0 * input[input.Count - 1];

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("batchNorm");
        var number = name.Substring("batchNorm".Length);
        var width = Shape.Unbatched(input.Shape.Last);
        var scale = context.Parameter($"{name}.scale", $"γᵇ{number}", width, new Initializer(InitializerKind.Constant, 1));
        var shift = context.Parameter($"{name}.shift", $"βᵇ{number}", width, new Initializer(InitializerKind.Constant, 0));
        var mean = context.Buffer($"{name}.mean", $"μ{number}", width, 0);
        var variance = context.Buffer($"{name}.variance", $"v{number}", width, 1);
        var normalized = context.Training && !Frozen
            ? OfBatch(context, input, (scale, shift), (mean, variance), width)
            : Normalize(input, scale / (variance + Epsilon).Sqrt(), shift, mean);
        return normalized.Named($"b{number}");
    }

    /// <summary>x · a + (β − μ · a): the statistics are one scale and one shift for each channel, computed once a step.</summary>
    private static Node Normalize(Node input, Node factor, Node shift, Node mean) => (input * factor) + (shift - (mean * factor));

    /// <summary>Mean first, then the variance around it: a variance from sums of squares would lose its digits where the mean is large. The variance that is kept is the unbiased one.</summary>
    private Node OfBatch(LayerContext context, Node input, (Node Scale, Node Shift) trained, (Node Mean, Node Variance) running, Shape width)
    {
        var positions = input.Shape.Length / input.Shape.Last;
        context.Require(positions == 1 ? 2 : 1);
        var values = (double)positions * context.Builder.BatchSize();
        var mean = input.SumTo(width) / values;
        var centered = input - mean;
        var variance = centered.Square().SumTo(width) / values;
        context.Update(running.Mean, ((1 - Momentum) * running.Mean) + (Momentum * mean));
        context.Update(running.Variance, ((1 - Momentum) * running.Variance) + (Momentum * variance * (values / values.Affine(1, -1))));
        return (centered * (trained.Scale / (variance + Epsilon).Sqrt())) + trained.Shift;
    }
}
