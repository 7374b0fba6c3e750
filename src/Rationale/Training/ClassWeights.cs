namespace Rationale.Training;

/// <summary>
/// Weights of the classes in the task loss of a training. A sum becomes Σ wᵢ lᵢ, a mean Σ wᵢ lᵢ / Σ wᵢ over the batch, where wᵢ is the weight of example i, its own times that of its class.
/// Penalties are not weighted. Immutable, and safe for use by several threads.
/// </summary>
public sealed class ClassWeights
{
    private readonly double[]? _weights;

    private ClassWeights(double[]? weights, bool isBalanced) => (_weights, IsBalanced) = (weights, isBalanced);

    /// <summary>No weights, whatever the model declares.</summary>
    public static ClassWeights None { get; } = new(null, false);

    /// <summary>n / (k nᶜ) for a class with nᶜ of the n training examples, where k classes occur: every class has the same weight in total (scikit-learn's <c>balanced</c>). Not for streams, whose classes cannot be counted before.</summary>
    public static ClassWeights Balanced { get; } = new(null, true);

    /// <summary>Whether the weights follow from the training data.</summary>
    public bool IsBalanced { get; }

    /// <summary>Weights given by hand.</summary>
    /// <param name="weights">One for each class, finite, zero or more and not all zero; two for a binary classifier.</param>
    public static ClassWeights Create(params ReadOnlySpan<double> weights) => new(weights.ToArray(), false);

    /// <summary>The weights as given; null for <see cref="None"/> and <see cref="Balanced"/>.</summary>
    internal IReadOnlyList<double>? Values => _weights;

    /// <summary>The weights that give each class the same total.</summary>
    internal static float[] Balance(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var (examples, present) = ((double)labels.Length, counts.Count(count => count > 0));
        return [.. counts.Select(count => count == 0 ? 0 : (float)(examples / present / count))];
    }
}
