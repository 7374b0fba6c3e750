namespace Rationale.Attribution;

/// <summary>What the scores of an attribution belong to, and what features, groups and classes are called in tables.</summary>
/// <param name="InputShape">Shape of one example.</param>
/// <param name="Groups">The groups that the scores belong to; null where each feature has its own.</param>
/// <param name="FeatureNames">One name per feature; null where they are not known.</param>
/// <param name="ClassNames">One name per class, perhaps of fewer classes than the model has; null where they are not known.</param>
internal sealed record ScoreLabels(IReadOnlyList<int> InputShape, FeatureGroups? Groups, IReadOnlyList<string>? FeatureNames, IReadOnlyList<string>? ClassNames)
{
    /// <summary>The raw features behind the features; null where those are not preprocessed.</summary>
    public RawFeatures? Raw { get; init; }

    /// <summary>Whether the scores have been converted into the units of raw features.</summary>
    public bool IsOriginal { get; init; }

    /// <summary>Whether each score is per unit of its own raw feature, so that scores cannot be compared or added.</summary>
    public bool IsPerUnit { get; init; }

    /// <summary>Number of features of one example.</summary>
    public int Width { get; } = InputShape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Number of scores of one example.</summary>
    public int Count => Groups?.Count ?? Width;

    /// <summary>Whether the scores are those of the pixels of an image.</summary>
    public bool IsImage => Groups is null && InputShape.Count == 3;

    /// <summary>The name of a score: that of its feature where one is known, otherwise its place in the input's shape, or the number of its group.</summary>
    public string this[int index] =>
        Groups is null ? Feature(index)
        : Groups.Names is { } names ? names[index]
        : Groups[index].Count == 1 && FeatureNames is not null ? Feature(Groups[index][0])
        : $"group {index}";

    /// <summary>The name of a class.</summary>
    public string Class(int index) => ClassNames is not null && index < ClassNames.Count ? ClassNames[index] : $"{index}";

    /// <summary>The same scores with other names.</summary>
    /// <exception cref="ArgumentException">Not one name per feature.</exception>
    public ScoreLabels WithNames(IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames)
    {
        if (featureNames is not null && featureNames.Count != Width)
        {
            throw new ArgumentException($"{featureNames.Count} feature names were given, but an example has {Width} features; give one name each.");
        }

        return this with { FeatureNames = featureNames is null ? null : [.. featureNames], ClassNames = classNames is null ? null : [.. classNames] };
    }

    private string Feature(int index)
    {
        if (FeatureNames is not null)
        {
            return FeatureNames[index];
        }

        var place = new int[InputShape.Count];
        for (var (axis, rest) = (place.Length - 1, index); axis >= 0; axis--)
        {
            (rest, place[axis]) = Math.DivRem(rest, InputShape[axis]);
        }

        return place.Length == 1 ? $"feature {index}" : $"[{string.Join(", ", place)}]";
    }
}
