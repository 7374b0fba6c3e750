using System.Numerics.Tensors;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.SelfExplaining;

/// <summary>
/// How fast relevances can change around an example: the largest ‖θ(x) − θ(x′)‖ / ‖h(x) − h(x′)‖ over a ball, searched by projected gradient ascent over all examples at
/// once (Alvarez-Melis and Jaakkola 2018, equation 4). What is reported is the best point met, always inside the ball; the authors' code returns the last one, wherever it is.
/// Concepts that are learned may stand almost still along some way, and the ratio is then as large as one likes; <see cref="StabilityDistance.Features"/> divides by
/// how far the example itself has moved, as the authors' code does for its figures of images.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ContinuousStability
{
    private const double FirstStep = 0.5;

    /// <summary>Concepts that move by less than this share of their size have not moved.</summary>
    private const double Still = 1e-6;

    /// <summary>The estimate for each example, a lower bound of the true one, and the point where it was found; not a number where no point of the ball that was met has other concepts.</summary>
    /// <param name="model">A self-explaining model.</param>
    /// <param name="features">The examples.</param>
    /// <param name="radius">Radius of the ball in the input space, Euclidean, above zero.</param>
    /// <param name="steps">Steps of the search, at least 1.</param>
    /// <param name="seed">Seed of the starting points.</param>
    /// <param name="distance">What the change of the relevances is divided by.</param>
    /// <param name="progress">Told the share done, after each step.</param>
    /// <param name="cancellationToken">Ends the work between steps.</param>
    /// <exception cref="ArgumentException">The model has no concepts, the examples do not fit it, or a number is out of range.</exception>
    public static IReadOnlyList<StabilityEstimate> Estimate(
        IModel model,
        FeatureMatrix features,
        double radius,
        int steps = 50,
        ulong seed = 0,
        StabilityDistance distance = StabilityDistance.Concepts,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        features = ModelRuntime.From(model).Prepare(features);
        var explanations = ConceptExplanations.Compute(model, features, cancellationToken: cancellationToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (!(radius > 0) || !double.IsFinite(radius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, $"The ball's radius is {radius}, but it must be finite and above zero.");
        }

        var (examples, width) = (features.Count, features.Width);
        var anchors = features.ToArray();
        var points = anchors.ToArray();
        var random = new RandomSource(seed).Fork("stability");
        for (var example = 0; example < examples; example++)
        {
            var move = Enumerable.Range(0, width).Select(_ => (float)random.NextNormal()).ToArray();
            Move(points.AsSpan(example * width, width), move, 0.5 * radius);
        }

        var inputs = new Dictionary<string, float[]>
        {
            [Models.InputRows.NameOf(model.Specification)] = points,
            [ModelPrograms.AnchorFeatures] = anchors,
            [ModelPrograms.AnchorConcepts] = [.. Enumerable.Range(0, examples).SelectMany(example => explanations.Concepts(example).ToArray())],
            [ModelPrograms.AnchorRelevances] = [.. Enumerable.Range(0, examples).SelectMany(example => explanations.Relevances(example).ToArray())],
        };
        var (ratios, distances, gradients) = (new float[examples], new float[examples], new float[examples * width]);
        var best = Enumerable.Repeat(new StabilityEstimate(double.NaN, null), examples).ToArray();
        for (var step = 0; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ModelRuntime.From(model).Stability(distance == StabilityDistance.Features, layout => new NamedBatch(layout, examples, inputs), ratios, distances, gradients);
            var length = FirstStep * radius * (1 - ((double)step / (steps + 1)));
            for (var example = 0; example < examples; example++)
            {
                // Where the concepts stand still there is no ratio, only rounding divided by nothing.
                var size = distance == StabilityDistance.Features ? TensorPrimitives.Norm(anchors.AsSpan(example * width, width)) : TensorPrimitives.Norm(explanations.Concepts(example));
                var point = points.AsSpan(example * width, width);
                if (distances[example] > Still * (1 + size) && !(ratios[example] <= best[example].Ratio))
                {
                    best[example] = new StabilityEstimate(ratios[example], point.ToArray());
                }

                Move(point, gradients.AsSpan(example * width, width), length);
                Project(point, anchors.AsSpan(example * width, width), radius);
            }

            progress?.Report((double)(step + 1) / (steps + 1));
        }

        return best;
    }

    private static void Move(Span<float> point, ReadOnlySpan<float> direction, double length)
    {
        var norm = TensorPrimitives.Norm(direction);
        if (norm > 0 && float.IsFinite(norm))
        {
            TensorPrimitives.MultiplyAdd(direction, (float)(length / norm), point, point);
        }
    }

    private static void Project(Span<float> point, ReadOnlySpan<float> center, double radius)
    {
        var distance = DiscreteStability.Distance(point, center);
        if (distance > radius)
        {
            TensorPrimitives.Subtract(point, center, point);
            TensorPrimitives.MultiplyAdd(point, (float)(radius / distance), center, point);
        }
    }
}

/// <summary>What the change of relevances is divided by.</summary>
public enum StabilityDistance
{
    /// <summary>‖h(x) − h(x′)‖: the paper's definition.</summary>
    Concepts,

    /// <summary>‖x − x′‖: comparable between models whatever their concepts are.</summary>
    Features,
}
