namespace Rationale.Graph.Models;

/// <summary>Which features of an example belong together.</summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record Grouping
{
    /// <summary>The group of each feature of an example, numbered from 0 without gaps.</summary>
    /// <param name="inputShape">Shape of an example.</param>
    /// <exception cref="ShapeException">The groups do not fit the shape.</exception>
    public abstract IReadOnlyList<int> GroupOf(EquatableArray<int> inputShape);

    /// <summary>Number of groups.</summary>
    /// <param name="inputShape">Shape of an example.</param>
    /// <exception cref="ShapeException">The groups do not fit the shape.</exception>
    public virtual int Count(EquatableArray<int> inputShape) => GroupOf(inputShape).Max() + 1;

    /// <summary>Number of features.</summary>
    protected static int Length(EquatableArray<int> inputShape) => inputShape.Aggregate(1, (product, extent) => product * extent);
}

/// <summary>Each feature by itself; each token of an example of token ids.</summary>
public sealed record SingleFeatures : Grouping
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> GroupOf(EquatableArray<int> inputShape) => [.. Enumerable.Range(0, Length(inputShape))];

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> inputShape) => Length(inputShape);
}

/// <summary>Patches of an image, all channels together, row by row; those at the far edges are smaller where sizes do not divide.</summary>
/// <param name="Height">Rows of a patch.</param>
/// <param name="Width">Columns of a patch.</param>
/// <param name="ChannelsFirst">Whether an image is [channels, height, width], as TorchSharp has them, and not [height, width, channels].</param>
public sealed record Patches(int Height, int Width, bool ChannelsFirst = false) : Grouping
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> GroupOf(EquatableArray<int> inputShape)
    {
        var (_, across) = Counts(inputShape);
        var (rows, columns) = Extents(inputShape);
        return [.. Enumerable.Range(0, Length(inputShape)).Select(feature =>
        {
            var pixel = ChannelsFirst ? feature % (rows * columns) : feature / inputShape[2];
            return (pixel / columns / Height * across) + (pixel % columns / Width);
        })];
    }

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> inputShape)
    {
        var (down, across) = Counts(inputShape);
        return down * across;
    }

    /// <summary>Patches one below the other and side by side.</summary>
    private (int Down, int Across) Counts(EquatableArray<int> inputShape) => inputShape.Count == 3 && Height >= 1 && Width >= 1
        ? (((Extents(inputShape).Rows - 1) / Height) + 1, ((Extents(inputShape).Columns - 1) / Width) + 1)
        : throw new ShapeException($"patches of {Height}×{Width} need images of shape [{(ChannelsFirst ? "channels, height, width" : "height, width, channels")}], but an example has the shape {ShapeException.Format(inputShape)}");

    private (int Rows, int Columns) Extents(EquatableArray<int> inputShape) => ChannelsFirst ? (inputShape[1], inputShape[2]) : (inputShape[0], inputShape[1]);
}

/// <summary>Groups of one's own.</summary>
/// <param name="GroupOfFeature">The group of each feature.</param>
public sealed record ListedGroups(EquatableArray<int> GroupOfFeature) : Grouping
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> GroupOf(EquatableArray<int> inputShape)
    {
        if (GroupOfFeature.Count != Length(inputShape))
        {
            throw new ShapeException($"groups are given for {GroupOfFeature.Count} features, but an example has {Length(inputShape)}");
        }

        var found = GroupOfFeature.Distinct().OrderBy(group => group).ToList();
        var gap = Enumerable.Range(0, found.Count).FirstOrDefault(index => found[index] != index);
        return found[0] == 0 && gap == 0
            ? [.. GroupOfFeature]
            : throw new ShapeException($"group {(found[0] == 0 ? gap : 0)} has no features, but group {found[found.Count - 1]} has; number the groups from 0 without gaps");
    }
}
