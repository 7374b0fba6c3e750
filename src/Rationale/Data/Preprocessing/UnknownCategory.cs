namespace Rationale.Data;

/// <summary>What an encoder does with a category that the training data did not have.</summary>
public enum UnknownCategory
{
    /// <summary>It is an error that lists the known ones.</summary>
    Refuse,

    /// <summary>It is none of the known ones: zeros of a one-hot encoding, −1 of an ordinal one.</summary>
    Ignore,
}
