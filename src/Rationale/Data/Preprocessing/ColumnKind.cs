namespace Rationale.Data;

/// <summary>What a column between two steps of a preprocessing is.</summary>
internal enum ColumnKind
{
    /// <summary>A number of the raw data, perhaps scaled.</summary>
    Number,

    /// <summary>Texts of the raw data.</summary>
    Text,

    /// <summary>Whether a value was missing.</summary>
    Indicator,

    /// <summary>Whether an example is of one category.</summary>
    Category,

    /// <summary>The number of a category.</summary>
    Code,

    /// <summary>The id of a token.</summary>
    Token,
}
