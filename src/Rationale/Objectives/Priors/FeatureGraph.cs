using Rationale.Data;

namespace Rationale.Objectives;

/// <summary>Which features should matter alike: an undirected graph whose nodes are features, with a weight for each edge.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class FeatureGraph
{
    /// <summary>The Laplacian stands as a whole matrix among a program's values.</summary>
    private const int MaxFeatures = 8192;

    private FeatureGraph(int features, IReadOnlyList<(int Left, int Right, float Weight)> edges) => (Features, Edges) = (features, edges);

    /// <summary>Number of features.</summary>
    public int Features { get; }

    /// <summary>The edges, each between two different features.</summary>
    public IReadOnlyList<(int Left, int Right, float Weight)> Edges { get; }

    /// <summary>A graph of edges that weigh alike.</summary>
    /// <param name="features">Number of features, 1 to 8192.</param>
    /// <param name="edges">Pairs of features, from 0.</param>
    /// <exception cref="ArgumentException">An edge joins a feature that does not exist, or one with itself; the message names the edge.</exception>
    public static FeatureGraph Create(int features, IEnumerable<(int Left, int Right)> edges) => Create(features, edges.Select(edge => (edge.Left, edge.Right, 1f)));

    /// <summary>A graph.</summary>
    /// <param name="features">Number of features, 1 to 8192.</param>
    /// <param name="edges">Pairs of features, from 0, and the weight of each, above zero. An edge that is listed twice counts twice.</param>
    /// <exception cref="ArgumentException">An edge joins a feature that does not exist, or one with itself, or has no weight above zero; the message names the edge.</exception>
    public static FeatureGraph Create(int features, IEnumerable<(int Left, int Right, float Weight)> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (features is < 1 or > MaxFeatures)
        {
            throw new ArgumentException($"The graph has {features} features, but it may have 1 to {MaxFeatures}; join features that belong together first.");
        }

        var list = edges.ToList();
        for (var i = 0; i < list.Count; i++)
        {
            var (left, right, weight) = list[i];
            foreach (var node in new[] { left, right })
            {
                if ((uint)node >= (uint)features)
                {
                    throw new ArgumentException($"Edge {i} joins feature {left} and feature {right}, but there is no feature {node}: there are {features}, 0 to {features - 1}; remove the edge or correct it.");
                }
            }

            if (left == right)
            {
                throw new ArgumentException($"Edge {i} joins feature {left} with itself; remove it.");
            }

            if (!(weight > 0) || !float.IsFinite(weight))
            {
                throw new ArgumentException(FormattableString.Invariant($"Edge {i} between feature {left} and feature {right} has the weight {weight}, but weights are finite numbers above 0."));
            }
        }

        return new FeatureGraph(features, list);
    }

    /// <summary>A graph of edges between named features.</summary>
    /// <param name="names">The name of each feature, as the data have them.</param>
    /// <param name="edges">Pairs of names.</param>
    /// <exception cref="ArgumentException">A name is not among the features; the message names the edge.</exception>
    public static FeatureGraph Create(IReadOnlyList<string> names, IEnumerable<(string Left, string Right)> edges)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(edges);
        var places = new Dictionary<string, int>();
        for (var i = 0; i < names.Count; i++)
        {
            places[names[i]] = i;
        }

        return Create(names.Count, edges.Select((edge, number) => (Place(edge, edge.Left, number), Place(edge, edge.Right, number))));

        int Place((string Left, string Right) edge, string name, int number) => places.TryGetValue(name, out var place)
            ? place
            : throw new ArgumentException($"Edge {number} joins '{edge.Left}' and '{edge.Right}', but no feature is named '{name}'; remove the edge, or correct the name.");
    }

    /// <summary>D − A: on the diagonal the weights of each feature's edges, elsewhere the weight of the edge with its sign turned. [features × features].</summary>
    public FeatureMatrix ToLaplacian()
    {
        var laplacian = new float[Features * Features];
        foreach (var (left, right, weight) in Edges)
        {
            laplacian[(left * Features) + left] += weight;
            laplacian[(right * Features) + right] += weight;
            laplacian[(left * Features) + right] -= weight;
            laplacian[(right * Features) + left] -= weight;
        }

        return FeatureMatrix.FromArray(laplacian, Features);
    }
}
