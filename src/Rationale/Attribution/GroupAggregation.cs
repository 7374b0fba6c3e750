namespace Rationale.Attribution;

/// <summary>How the scores of features become the score of their group.</summary>
public enum GroupAggregation
{
    /// <summary>Their sum: completeness is kept, and features that disagree cancel.</summary>
    Sum,

    /// <summary>The sum of their sizes: a group in which much happens ranks high, for or against.</summary>
    SumOfAbsolute,
}
