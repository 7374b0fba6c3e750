using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Models;
using Rationale.Randomness;

namespace Rationale.SelfExplaining;

/// <summary>
/// Whether concepts can be moved to those of another class while the prediction stays: for each example, how near to the concepts of an example of another class a small change
/// of the features can bring it, by projected gradient descent (Zheng, Fernandes and Prakash 2019, arXiv 1905.12429). Where that falls below the
/// distance within a class (<see cref="ConceptDistances.InClass"/>), concepts do not say what they seem to.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class AdversarialConcepts
{
    /// <summary>The smallest distance found for each example.</summary>
    /// <param name="model">A self-explaining model.</param>
    /// <param name="data">Examples with their labels, of at least two classes. Each example's target is drawn from those of other classes.</param>
    /// <param name="radius">The largest change of a feature, above zero.</param>
    /// <param name="steps">Steps of the descent, at least 1.</param>
    /// <param name="seed">Seed of the targets.</param>
    /// <param name="progress">Told the share done, after each step.</param>
    /// <param name="cancellationToken">Ends the work between steps.</param>
    /// <exception cref="ArgumentException">The model has no concepts, the examples do not fit it or are all of one class, or a number is out of range.</exception>
    public static IReadOnlyList<AdversarialConcept> Find(
        IModel model, Dataset data, double radius, int steps = 40, ulong seed = 0, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        data = ModelRuntime.From(model).Align(data);
        var features = InputRows.Join(model.Specification, data);
        var explanations = ConceptExplanations.Compute(model, features, cancellationToken: cancellationToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (!(radius > 0) || !double.IsFinite(radius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, $"The largest change of a feature is {radius}, but it must be finite and above zero.");
        }

        var targets = Targets(ConceptLabels.Find(explanations, data), seed);
        var (examples, width, outputs) = (data.Count, features.Width, model.Specification.Task.Outputs);
        var anchors = features.ToArray();
        var points = anchors.ToArray();
        var inputs = new Dictionary<string, float[]>
        {
            [InputRows.NameOf(model.Specification)] = points,
            [Graph.Models.ModelPrograms.AnchorConcepts] = [.. targets.SelectMany(target => explanations.Concepts(target).ToArray())],
        };
        var (predictions, distances, gradients) = (new float[examples * outputs], new float[examples], new float[examples * width]);
        var found = new AdversarialConcept[examples];
        for (var step = 0; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ModelRuntime.From(model).ConceptDistance(layout => new NamedBatch(layout, examples, inputs), predictions, distances, gradients);

            // Long steps reach the edge of the box, short ones settle inside it.
            var length = (float)(radius * Math.Max(0.5 * (1 - ((double)step / steps)), 1.0 / steps));
            for (var example = 0; example < examples; example++)
            {
                if (step == 0)
                {
                    found[example] = new AdversarialConcept(targets[example], distances[example], distances[example]);
                }
                else if (distances[example] < found[example].Distance && Classes.Predicted(predictions.AsSpan(example * outputs, outputs)) == Classes.Predicted(explanations.Outputs(example)))
                {
                    found[example] = found[example] with { Distance = distances[example] };
                }

                for (var i = example * width; i < (example + 1) * width; i++)
                {
                    var (low, high) = (anchors[i] - (float)radius, anchors[i] + (float)radius);
                    points[i] = float.IsFinite(gradients[i]) ? Math.Clamp(points[i] - (length * Math.Sign(gradients[i])), low, high) : points[i];
                }
            }

            progress?.Report((double)(step + 1) / (steps + 1));
        }

        return found;
    }

    private static int[] Targets(int[] labels, ulong seed)
    {
        if (labels.Distinct().Count() < 2)
        {
            throw new ArgumentException($"All examples have the label {labels[0]}, but concepts are to be moved to those of another class; give examples of at least two classes.");
        }

        var random = new RandomSource(seed).Fork("targets");
        return Array.ConvertAll(labels, label =>
        {
            int target;
            do
            {
                target = random.NextInt32(labels.Length);
            }
            while (labels[target] == label);
            return target;
        });
    }
}

/// <summary>How near to another example's concepts a change has come.</summary>
/// <param name="Target">Index of the other example, of another class.</param>
/// <param name="Natural">‖h(x) − h(target)‖ before the change.</param>
/// <param name="Distance">The smallest one found while the predicted class stayed; at most <paramref name="Natural"/>.</param>
public readonly record struct AdversarialConcept(int Target, double Natural, double Distance);
