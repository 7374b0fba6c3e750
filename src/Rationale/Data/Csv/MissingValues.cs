namespace Rationale.Data;

/// <summary>What reading does with values that are missing.</summary>
public enum MissingValues
{
    /// <summary>A missing value is an error that names line and column.</summary>
    Refuse,

    /// <summary>It stays missing: a preprocessing fills it (<c>Impute</c>) before a model sees it. Labels and targets must be there.</summary>
    Keep,

    /// <summary>Rows in which a feature, the label or a target is missing are left out.</summary>
    DropRows,
}
