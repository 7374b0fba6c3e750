using System.Text;

namespace Rationale.Data;

/// <summary>What the columns of a CSV file mean.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record CsvOptions
{
    /// <summary>Whether the first line holds names.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between two fields.</summary>
    /// <value>The default is a comma.</value>
    public char Separator { get; init; } = ',';

    /// <summary>The column that holds the class of each row: its name or, where the name is a number that is no header, its index from 0. Null for regression.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The columns that a regressor must predict, by name or index; empty for classification.</summary>
    public IReadOnlyList<string> TargetColumns { get; init; } = [];

    /// <summary>The columns used as features, by name or index, in this order; null takes all that are neither label nor target.</summary>
    public IReadOnlyList<string>? FeatureColumns { get; init; }

    /// <summary>The classes in order, as the label column writes them; null numbers them in order of first appearance.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The encoding of a file that is read by its path; null for UTF-8, or what a byte order mark says. Bytes that are none of it are an error.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Encoding? Encoding { get; init; }
}
