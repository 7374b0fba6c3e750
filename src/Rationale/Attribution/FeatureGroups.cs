namespace Rationale.Attribution;

/// <summary>
/// Features that are kept or replaced together: patches of an image, columns that mean one thing. Each feature belongs to one group. Equal partitions are equal, whatever
/// their names. Immutable, so safe for any number of threads.
/// </summary>
public sealed class FeatureGroups : IEquatable<FeatureGroups>
{
    private readonly int[] _groupOf;
    private readonly int[][] _members;

    private FeatureGroups(int[] groupOf, IReadOnlyList<string>? names = null)
    {
        (_groupOf, Names) = (groupOf, names);
        _members = [.. groupOf.Select((group, feature) => (group, feature)).GroupBy(pair => pair.group, pair => pair.feature).OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>Number of groups.</summary>
    public int Count => _members.Length;

    /// <summary>Number of features.</summary>
    public int Features => _groupOf.Length;

    /// <summary>One name per group; null where they have none.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The group of each feature.</summary>
    public IReadOnlyList<int> GroupOf => _groupOf;

    /// <summary>The features of a group, ascending.</summary>
    /// <param name="group">From 0 to <see cref="Count"/> − 1.</param>
    public IReadOnlyList<int> this[int group] => _members[group];

    /// <summary>Each feature by itself.</summary>
    /// <param name="features">Number of features.</param>
    public static FeatureGroups Singles(int features) => FromAssignment([.. Enumerable.Range(0, features)]);

    /// <summary>Groups of one's own.</summary>
    /// <param name="groupOf">The group of each feature; groups are numbered from 0 without gaps.</param>
    /// <exception cref="ArgumentException">There are no features, or a number is negative or left out.</exception>
    public static FeatureGroups FromAssignment(ReadOnlySpan<int> groupOf)
    {
        int[] groups = [.. groupOf];
        if (groups.Length == 0)
        {
            throw new ArgumentException("Groups of 0 features were asked for, but there must be at least 1.");
        }

        var found = groups.Distinct().Order().ToArray();
        var gap = Enumerable.Range(0, found.Length).FirstOrDefault(index => found[index] != index, -1);
        return gap < 0
            ? new FeatureGroups(groups)
            : throw new ArgumentException($"Group {gap} has no features, but group {found[^1]} has; number the groups from 0 without gaps.");
    }

    /// <summary>Patches of an image, all channels together, row by row. Patches at the far edges are smaller where sizes do not divide.</summary>
    /// <param name="shape">[height, width, channels], as the model's input.</param>
    /// <param name="height">Rows of a patch.</param>
    /// <param name="width">Columns of a patch.</param>
    /// <exception cref="ArgumentException">The shape is not that of an image, or a size is below 1.</exception>
    public static FeatureGroups Patches(IReadOnlyList<int> shape, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count != 3 || height < 1 || width < 1)
        {
            throw new ArgumentException($"Patches of {height}×{width} were asked for in examples of shape [{string.Join(", ", shape)}]; patches of at least 1×1 need images [height, width, channels].");
        }

        var across = (shape[1] + width - 1) / width;
        return FromAssignment([.. Enumerable.Range(0, shape[0] * shape[1] * shape[2]).Select(feature =>
        {
            var pixel = feature / shape[2];
            return (pixel / shape[1] / height * across) + (pixel % shape[1] / width);
        })]);
    }

    /// <summary>The same groups with names for tables.</summary>
    /// <param name="names">One per group; null removes them.</param>
    /// <exception cref="ArgumentException">Not one name per group.</exception>
    public FeatureGroups WithNames(IReadOnlyList<string>? names) => names is null || names.Count == Count
        ? new FeatureGroups(_groupOf, names is null ? null : [.. names])
        : throw new ArgumentException($"{names.Count} names were given for {Count} groups; give one name each.");

    /// <inheritdoc/>
    public bool Equals(FeatureGroups? other) => other is not null && _groupOf.AsSpan().SequenceEqual(other._groupOf);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureGroups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Features);

    /// <summary>The members of each group, once it is known that examples have the right width.</summary>
    internal int[][] MembersOver(int width) => width == Features
        ? _members
        : throw new ArgumentException($"The groups divide {Features} features, but an example has {width}; make groups for {width} features.");
}
