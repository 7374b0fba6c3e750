using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>
/// Real images beside their counterfactuals: the same image, changed until it belongs to another class. From wherever they come (a translator, a function of one's own, a folder, the nearest
/// example), filter, attributions and score take them in this form. Immutable, so safe for any number of threads.
/// </summary>
public sealed class CounterfactualPairs
{
    private readonly int[] _from;
    private readonly int[] _to;

    private CounterfactualPairs(FeatureMatrix real, FeatureMatrix counterfactual, int[] from, int[] to) => (Real, Counterfactual, _from, _to) = (real, counterfactual, from, to);

    /// <summary>Number of pairs.</summary>
    public int Count => Real.Count;

    /// <summary>The real images, [pairs × pixels and channels].</summary>
    public FeatureMatrix Real { get; }

    /// <summary>Their counterfactuals, [pairs × pixels and channels].</summary>
    public FeatureMatrix Counterfactual { get; }

    /// <summary>The class of each real image.</summary>
    public ReadOnlyMemory<int> From => _from;

    /// <summary>The class that each counterfactual should have.</summary>
    public ReadOnlyMemory<int> To => _to;

    /// <summary>Joins images to pairs.</summary>
    /// <param name="real">The real images.</param>
    /// <param name="counterfactual">A counterfactual for each.</param>
    /// <param name="from">The class of each real image.</param>
    /// <param name="to">The class that each counterfactual should have.</param>
    /// <param name="range">The values that pixels may have; null not to check them.</param>
    /// <exception cref="ArgumentException">The sizes differ, there are no pairs, two classes of a pair are equal, or a value is not finite or outside the range.</exception>
    public static CounterfactualPairs Create(FeatureMatrix real, FeatureMatrix counterfactual, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ValueRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(counterfactual);
        DatasetChecks.Features(real);
        DatasetChecks.Finite(counterfactual, "value", " of the counterfactual");
        if (real.Count != counterfactual.Count || real.Width != counterfactual.Width)
        {
            throw new ArgumentException(
                $"{real.Count} real images of {real.Width} values were given with {counterfactual.Count} counterfactuals of {counterfactual.Width}; give one counterfactual of the same size for each image.");
        }

        if (from.Length != real.Count || to.Length != real.Count)
        {
            throw new ArgumentException($"{from.Length} classes of real images and {to.Length} of counterfactuals were given for {real.Count} pairs; give one of each for each pair.");
        }

        for (var pair = 0; pair < from.Length; pair++)
        {
            if (from[pair] < 0 || to[pair] < 0 || from[pair] == to[pair])
            {
                throw new ArgumentException($"Pair {pair} goes from class {from[pair]} to class {to[pair]}; a counterfactual belongs to another class, and classes are 0 or more.");
            }
        }

        range?.Check(real, "real image");
        range?.Check(counterfactual, "counterfactual image");
        return new CounterfactualPairs(real, counterfactual, from.ToArray(), to.ToArray());
    }

    /// <summary>Joins images of one class to counterfactuals of another.</summary>
    /// <param name="real">The real images.</param>
    /// <param name="counterfactual">A counterfactual for each.</param>
    /// <param name="from">The class of all real images.</param>
    /// <param name="to">The class that all counterfactuals should have.</param>
    /// <param name="range">The values that pixels may have; null not to check them.</param>
    /// <exception cref="ArgumentException">The sizes differ, there are no pairs, the classes are equal, or a value is not finite or outside the range.</exception>
    public static CounterfactualPairs Create(FeatureMatrix real, FeatureMatrix counterfactual, int from, int to, ValueRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        return Create(real, counterfactual, [.. Enumerable.Repeat(from, real.Count)], [.. Enumerable.Repeat(to, real.Count)], range);
    }

    /// <summary>Some of the pairs, in the order given.</summary>
    /// <param name="pairs">Numbers of pairs; at least one.</param>
    /// <exception cref="ArgumentException">No pairs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    public CounterfactualPairs Select(ReadOnlySpan<int> pairs)
    {
        if (pairs.IsEmpty)
        {
            throw new ArgumentException("A selection of 0 pairs was asked for, but there must be at least 1.");
        }

        var (real, counterfactual) = (Real.Select(pairs), Counterfactual.Select(pairs));
        var (from, to) = (new int[pairs.Length], new int[pairs.Length]);
        for (var i = 0; i < pairs.Length; i++)
        {
            (from[i], to[i]) = (_from[pairs[i]], _to[pairs[i]]);
        }

        return new CounterfactualPairs(real, counterfactual, from, to);
    }

    /// <summary>Pairs of several sources or directions, one behind the other.</summary>
    /// <param name="parts">At least one; all of one image size.</param>
    /// <exception cref="ArgumentException">No parts, or their sizes differ.</exception>
    public static CounterfactualPairs Concat(params IReadOnlyList<CounterfactualPairs> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new CounterfactualPairs(
            FeatureMatrix.Concat([.. parts.Select(part => part.Real)]),
            FeatureMatrix.Concat([.. parts.Select(part => part.Counterfactual)]),
            [.. parts.SelectMany(part => part._from)],
            [.. parts.SelectMany(part => part._to)]);
    }

    /// <summary>The classes of images as labels of a data set.</summary>
    internal Dataset Labeled(bool counterfactual) => Dataset.ForClassification(counterfactual ? Counterfactual : Real, counterfactual ? _to : _from);
}
