using System.Collections.Immutable;
using Rationale.Randomness;

namespace Rationale.Data;

public sealed partial class Dataset
{
    /// <summary>Some of the examples, in the order given.</summary>
    /// <param name="examples">Indices of examples; at least one; one may occur more than once.</param>
    /// <exception cref="ArgumentException">No examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A index is outside the data.</exception>
    public Dataset Select(ReadOnlySpan<int> examples)
    {
        RequireExamples(examples.Length);
        var features = Features.Select(examples);
        var labels = new int[_labels.Length == 0 ? 0 : examples.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = _labels[examples[i]];
        }

        var numbers = Inputs.IsEmpty ? [] : examples.ToArray();
        return WithExamples(features, labels, Targets?.Select(examples), AnnotationMask?.Select(examples), column => column.Select(numbers));
    }

    /// <summary>The first examples.</summary>
    /// <param name="count">How many, at least 1; more than there are gives all.</param>
    /// <exception cref="ArgumentException"><paramref name="count"/> is below 1.</exception>
    public Dataset Take(int count) => Slice(0, Math.Min(count, Count));

    /// <summary>All but the first examples.</summary>
    /// <param name="count">How many are left out; at least 1 example must remain.</param>
    /// <exception cref="ArgumentException">Nothing remains, or <paramref name="count"/> is negative.</exception>
    public Dataset Skip(int count)
    {
        if (count < 0)
        {
            throw new ArgumentException($"The number of examples to skip is {count}, but it must be at least 0.");
        }

        return Slice(count, Count - count);
    }

    /// <summary>The same examples in random order.</summary>
    /// <param name="seed">Equal seeds give equal orders.</param>
    public Dataset Shuffle(ulong seed) => Select(RandomOrder(Count, new RandomSource(seed)));

    /// <summary>Splits the examples at random into two datasets.</summary>
    /// <param name="fraction">Share of the first, above 0 and below 1; its size is rounded to the nearest number of examples.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <param name="stratified">Whether each class is split by itself, so that both parts have its share (classification only).</param>
    /// <returns>Both parts, each in random order (stratified: also mixed over the classes).</returns>
    /// <exception cref="ArgumentException">The fraction is out of range, a part would be empty, or stratified regression was asked for.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed, bool stratified = false)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"The split fraction is {fraction}, but it must lie between 0 and 1, both excluded."));
        }

        if (stratified && _labels.Length == 0)
        {
            throw new ArgumentException(Targets is null
                ? "A stratified split was asked for, but the examples of this dataset are unlabeled."
                : "A stratified split was asked for, but this dataset is for regression and has no classes.");
        }

        var order = RandomOrder(Count, new RandomSource(seed));
        var firstCount = (int)Math.Round(fraction * Count, MidpointRounding.AwayFromZero);
        if (firstCount == 0 || firstCount == Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A split of {Count} examples at {fraction} leaves {firstCount} and {Count - firstCount} examples, but each part needs at least 1."));
        }

        if (stratified)
        {
            order = Stratify(order, fraction, firstCount);
        }

        return (Select(order.AsSpan(0, firstCount)), Select(order.AsSpan(firstCount)));
    }

    /// <summary>Datasets one below the other; nothing but the labels is copied.</summary>
    /// <param name="parts">
    /// At least one; all of one kind and width. Features, classes and the columns of further inputs are brought into the order of the first part that names them, and classes that only a later part has follow.
    /// Examples of a part without an annotation mask get zeros if another part has them; a part without names takes over those of another.
    /// </param>
    /// <exception cref="ArgumentException">No parts, parts of different kinds (classification, regression, unlabeled), widths that differ, or other features.</exception>
    public static Dataset Concat(params IReadOnlyList<Dataset> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
        {
            throw new ArgumentException("No datasets were given, but a concatenation needs at least one.");
        }

        if (parts.Any(part => part.IsLabeled) && parts.Any(part => !part.IsLabeled))
        {
            throw new ArgumentException("Labeled and unlabeled datasets were given together, but a concatenation needs one kind.");
        }

        if (parts.Any(part => part.Targets is null) && parts.Any(part => part.Targets is not null))
        {
            throw new ArgumentException("Datasets for classification and for regression were given together, but a concatenation needs one kind.");
        }

        if (parts.FirstOrDefault(part => part.FeaturesName != parts[0].FeaturesName) is { } other)
        {
            throw new ArgumentException($"Some of the datasets call their features '{parts[0].FeaturesName}' and others '{other.FeaturesName}', but a concatenation needs one name; give it with WithFeaturesName.");
        }

        var featureNames = parts.FirstOrDefault(part => part.FeatureNames is not null)?.FeatureNames;
        string[]? classNames = parts.Any(part => part.ClassNames is not null) ? [.. parts.SelectMany(part => part.ClassNames ?? []).Distinct(StringComparer.Ordinal)] : null;
        parts = [.. parts.Select(part => part.AlignTo(featureNames, classNames, "Another dataset"))];
        foreach (var input in parts[0].InputNames)
        {
            var names = parts.Select(part => part.NamesOf(input)).FirstOrDefault(names => names is not null);
            parts = [.. parts.Select(part => part.AlignInput(input, names, $"The input '{input}' of another dataset"))];
        }

        var features = FeatureMatrix.Concat([.. parts.Select(part => part.Features)]);
        var targets = parts[0].Targets is null ? null : FeatureMatrix.Concat([.. parts.Select(part => part.Targets!)]);
        var annotations = parts.All(part => part.AnnotationMask is null)
            ? null
            : FeatureMatrix.Concat([.. parts.Select(part => part.AnnotationMask ?? FeatureMatrix.Repeat(new float[features.Width], part.Count))]);
        int[] labels = [.. parts.SelectMany(part => part._labels)];
        var classes = parts.Max(part => part.Classes);
        return new Dataset(features, labels, classes, targets, annotations, featureNames, classNames?.Length == classes ? classNames : null) { FeaturesName = parts[0].FeaturesName, Inputs = DatasetInput.Concat(parts), Reading = parts[0].Reading };
    }

    private Dataset Slice(int first, int count)
    {
        RequireExamples(count);
        return WithExamples(Features.Slice(first, count), _labels.Length == 0 ? [] : _labels[first..(first + count)],
            Targets?.Slice(first, count), AnnotationMask?.Slice(first, count), column => column.Slice(first, count));
    }

    private Dataset WithExamples(FeatureMatrix features, int[] labels, FeatureMatrix? targets, FeatureMatrix? annotations, Func<FeatureMatrix, FeatureMatrix> choose) =>
        new(features, labels, Classes, targets, annotations, FeatureNames, ClassNames) { FeaturesName = FeaturesName, Inputs = Inputs.ToImmutableSortedDictionary(input => input.Key, input => input.Value.For(choose)), Reading = Reading };

    /// <summary>Puts each class's share of the first part in front, by largest remainders, keeping the random order within both parts.</summary>
    private int[] Stratify(int[] order, double fraction, int firstCount)
    {
        var sizes = new int[Classes];
        foreach (var label in _labels)
        {
            sizes[label]++;
        }

        var shares = Array.ConvertAll(sizes, size => (int)Math.Floor(fraction * size));
        var missing = firstCount - shares.Sum();
        foreach (var label in Enumerable.Range(0, Classes).OrderByDescending(label => fraction * sizes[label] - shares[label]).Take(missing))
        {
            shares[label]++;
        }

        List<int> first = [], second = [];
        foreach (var example in order)
        {
            (shares[_labels[example]]-- > 0 ? first : second).Add(example);
        }

        return [.. first, .. second];
    }

    private static int[] RandomOrder(int count, RandomSource random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    private static void RequireExamples(int count)
    {
        if (count < 1)
        {
            throw new ArgumentException($"A dataset of {count} examples was asked for, but it needs at least 1.");
        }
    }
}
