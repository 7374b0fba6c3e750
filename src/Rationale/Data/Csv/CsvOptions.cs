using System.Text;

namespace Rationale.Data;

/// <summary>What the columns of a CSV file mean.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record CsvOptions
{
    /// <summary>Texts that stand for a missing value where nobody says otherwise.</summary>
    internal static readonly IReadOnlyList<string> UsualMissingTexts = ["", "?", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null"];

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

    /// <summary>Columns that are left out of the features, by name or index: identifiers, or further labels, which would tell the label.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Features that are texts, by name or index: the names of categories, or sentences. A preprocessing encodes them (<c>OneHot</c>, <c>Ordinal</c>, <c>Tokenize</c>); all other features are numbers.</summary>
    public IReadOnlyList<string> CategoricalColumns { get; init; } = [];

    /// <summary>Features that are dates, by name or index: each is the number of days since 1970-01-01, with the time of day as a fraction, in universal time where the text has an offset.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> DateColumns { get; init; } = [];

    /// <summary>How dates are written, such as <c>dd.MM.yyyy</c> (custom format strings of .NET), with names of months in the language of <see cref="Culture"/>.</summary>
    /// <value>The default is <see langword="null"/>: ISO 8601, such as <c>2024-01-31</c> or <c>2024-01-31T13:45:00Z</c>.</value>
    public string? DateFormat { get; init; }

    /// <summary>How numbers are written, such as <c>CultureInfo.GetCultureInfo("de-DE")</c> or <c>new NumberFormatInfo { NumberDecimalSeparator = "," }</c>. A model that is trained on the data remembers it, and <see cref="ThousandsSeparator"/>, <see cref="MissingTexts"/> and <see cref="DateColumns"/>, for raw examples.</summary>
    /// <value>The default is <see langword="null"/>: as in English, with a decimal point, whatever the culture of the machine.</value>
    public IFormatProvider? Culture { get; init; }

    /// <summary>What may stand between groups of three digits, as in <c>1,234,567.89</c>; a blank stands for any. A number with groups of other sizes is an error. Null where there are no groups.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public char? ThousandsSeparator { get; init; }

    /// <summary>What begins a line that is a comment, such as <c>#</c>; null where there are no comments.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public char? CommentCharacter { get; init; }

    /// <summary>What happens to values that are missing.</summary>
    /// <value>The default is <see cref="MissingValues.Refuse"/>.</value>
    public MissingValues MissingValues { get; init; }

    /// <summary>Texts that stand for a missing value, as they are written; spaces around them do not count.</summary>
    /// <value>The default is nothing at all, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>n/a</c>, <c>NaN</c>, <c>nan</c>, <c>NULL</c> and <c>null</c>.</value>
    public IReadOnlyList<string> MissingTexts { get; init; } = UsualMissingTexts;

    /// <summary>The classes in order, as the label column writes them; null numbers classes by their value where all are integers, and in order of first appearance otherwise.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The encoding of a file that is read by its path; null for UTF-8, or what a byte order mark says. Bytes that are none of it are an error.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Encoding? Encoding { get; init; }
}
