using System.Numerics.Tensors;

namespace Rationale.Attribution;

/// <summary>
/// A weighted regression of scores on the sets of groups that are kept. What does not depend on the scores, the matrix of the normal equations, is factored once for all
/// examples.
/// </summary>
internal abstract class Surrogate
{
    private readonly int[][] _members;
    private readonly double[] _weights;

    /// <summary>Takes the sets.</summary>
    /// <param name="kept">[samples × groups].</param>
    /// <param name="weights">The weight of each set.</param>
    protected Surrogate(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights)
    {
        Groups = kept.Count == 0 ? 1 : kept[0].Length;
        _weights = [.. weights];
        _members = [.. kept.Select(set => Enumerable.Range(0, set.Length).Where(group => set[group]).ToArray())];
    }

    /// <summary>Number of groups.</summary>
    protected int Groups { get; }

    /// <summary>Attributions of one example.</summary>
    /// <param name="scores">The score at each set; see the derived class for sets that come before.</param>
    /// <param name="attributions">Receives one for each group.</param>
    public abstract void Solve(ReadOnlySpan<double> scores, Span<double> attributions);

    /// <summary>Zᵀ W Z, up to the diagonal.</summary>
    protected double[][] Gram(CancellationToken cancellationToken)
    {
        double[][] gram = [.. Enumerable.Range(0, Groups).Select(example => new double[example + 1])];
        for (var sample = 0; sample < _members.Length; sample++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var i in _members[sample])
            {
                foreach (var j in _members[sample])
                {
                    if (j > i)
                    {
                        break;
                    }

                    gram[i][j] += _weights[sample];
                }
            }
        }

        return gram;
    }

    /// <summary>Zᵀ W (v − shift).</summary>
    protected void Project(ReadOnlySpan<double> scores, double shift, Span<double> result)
    {
        result.Clear();
        for (var sample = 0; sample < _members.Length; sample++)
        {
            var value = _weights[sample] * (scores[sample] - shift);
            foreach (var group in _members[sample])
            {
                result[group] += value;
            }
        }
    }

    /// <summary>Σ w v / Σ w.</summary>
    protected double WeightedMean(ReadOnlySpan<double> scores) => TensorPrimitives.Dot<double>(_weights, scores) / TotalWeight;

    /// <summary>Σ w.</summary>
    protected double TotalWeight => TensorPrimitives.Sum<double>(_weights);
}
