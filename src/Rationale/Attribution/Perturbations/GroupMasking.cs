namespace Rationale.Attribution;

/// <summary>Examples of which some groups of features are replaced by a baseline. Reading only: several threads may ask at once.</summary>
internal sealed class GroupMasking
{
    private readonly int[][] _members;
    private readonly Baseline _baseline;

    /// <summary>Checks groups and baseline against the examples.</summary>
    /// <param name="groups">The groups; null for each feature by itself.</param>
    /// <param name="baseline">What replaces features.</param>
    /// <param name="context">The examples.</param>
    public GroupMasking(FeatureGroups? groups, Baseline baseline, AttributionContext context)
    {
        (Groups, _baseline) = (groups, baseline.For(context.Function, context.Features));
        _members = groups is null
            ? [.. Enumerable.Range(0, context.Width).Select(feature => (int[])[feature])]
            : groups.MembersOver(context.Width);
    }

    public FeatureGroups? Groups { get; }

    /// <summary>Number of groups.</summary>
    public int Count => _members.Length;

    /// <summary>The example with the groups that are not kept replaced.</summary>
    public void Keep(ExplainedExample example, bool[] kept, Span<float> x)
    {
        _baseline.Fill(example.Index, x);
        for (var group = 0; group < kept.Length; group++)
        {
            if (kept[group])
            {
                foreach (var feature in _members[group])
                {
                    x[feature] = example.Values[feature];
                }
            }
        }
    }

    /// <summary>Replaces one group of an example that is there already.</summary>
    public void Replace(ExplainedExample example, int group, Span<float> x)
    {
        Span<float> baseline = x.Length <= 1024 ? stackalloc float[x.Length] : new float[x.Length];
        _baseline.Fill(example.Index, baseline);
        foreach (var feature in _members[group])
        {
            x[feature] = baseline[feature];
        }
    }
}
