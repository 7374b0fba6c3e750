namespace Rationale.Data;

/// <summary>What stands in place of a missing value; everything is measured on the training data.</summary>
public enum Imputation
{
    /// <summary>The mean of the values that are there.</summary>
    Mean,

    /// <summary>Their median; of an even number of values the mean of the two in the middle.</summary>
    Median,

    /// <summary>The most frequent number or text; of equally frequent ones the least, texts in ordinal order.</summary>
    Mode,

    /// <summary>Zero.</summary>
    Zero,
}
