using System.Numerics.Tensors;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Randomness;

namespace Rationale.SelfExplaining;

/// <summary>
/// How fast relevances can change around a row: the largest ‖θ(x) − θ(x′)‖ / ‖h(x) − h(x′)‖ over a ball, searched by projected gradient ascent over all rows at
/// once (Alvarez-Melis and Jaakkola 2018, equation 4). What is reported is the best point met, always inside the ball; the authors' code returns the last one, wherever it is.
/// Concepts that are learned may stand almost still along some way, and the ratio is then as large as one likes; <see cref="StabilityDistance.Features"/> divides by
/// how far the row itself has moved, as the authors' code does for its figures of images.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ContinuousStability
{
    private const double FirstStep = 0.5;

    /// <summary>Concepts that move by less than this share of their size have not moved.</summary>
    private const double Still = 1e-6;

    /// <summary>The estimate for each row, a lower bound of the true one; not a number where no point of the ball that was met has other concepts.</summary>
    /// <param name="model">A self-explaining model.</param>
    /// <param name="features">The rows.</param>
    /// <param name="radius">Radius of the ball in the input space, Euclidean, above zero.</param>
    /// <param name="steps">Steps of the search, at least 1.</param>
    /// <param name="seed">Seed of the starting points.</param>
    /// <param name="distance">What the change of the relevances is divided by.</param>
    /// <param name="progress">Told the share done, after each step.</param>
    /// <param name="cancellationToken">Ends the work between steps.</param>
    /// <exception cref="ArgumentException">The model has no concepts, the rows do not fit it, or a number is out of range.</exception>
    public static IReadOnlyList<double> Estimate(
        IModel model,
        FeatureMatrix features,
        double radius,
        int steps = 50,
        ulong seed = 0,
        StabilityDistance distance = StabilityDistance.Concepts,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var explanations = ConceptExplanations.Compute(model, features, cancellationToken: cancellationToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (!(radius > 0) || !double.IsFinite(radius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, $"The ball's radius is {radius}, but it must be finite and above zero.");
        }

        var (rows, width) = (features.Count, features.Width);
        var anchors = features.ToArray();
        var points = anchors.ToArray();
        var random = new RandomSource(seed).Fork("stability");
        for (var row = 0; row < rows; row++)
        {
            var move = Enumerable.Range(0, width).Select(_ => (float)random.NextNormal()).ToArray();
            Move(points.AsSpan(row * width, width), move, 0.5 * radius);
        }

        var columns = new Dictionary<string, float[]>
        {
            [model.Specification.Inputs[0].Name] = points,
            [ModelPrograms.AnchorFeatures] = anchors,
            [ModelPrograms.AnchorConcepts] = [.. Enumerable.Range(0, rows).SelectMany(row => explanations.Concepts(row).ToArray())],
            [ModelPrograms.AnchorRelevances] = [.. Enumerable.Range(0, rows).SelectMany(row => explanations.Relevances(row).ToArray())],
        };
        var (ratios, distances, gradients) = (new float[rows], new float[rows], new float[rows * width]);
        var best = Enumerable.Repeat(double.NaN, rows).ToArray();
        for (var step = 0; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ModelRuntime.From(model).Stability(distance == StabilityDistance.Features, layout => new NamedBatch(layout, rows, columns), ratios, distances, gradients);
            var length = FirstStep * radius * (1 - ((double)step / (steps + 1)));
            for (var row = 0; row < rows; row++)
            {
                // Where the concepts stand still there is no ratio, only rounding divided by nothing.
                var size = distance == StabilityDistance.Features ? TensorPrimitives.Norm(anchors.AsSpan(row * width, width)) : TensorPrimitives.Norm(explanations.Concepts(row));
                if (distances[row] > Still * (1 + size))
                {
                    best[row] = double.IsNaN(best[row]) ? ratios[row] : Math.Max(best[row], ratios[row]);
                }

                var point = points.AsSpan(row * width, width);
                Move(point, gradients.AsSpan(row * width, width), length);
                Project(point, anchors.AsSpan(row * width, width), radius);
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
