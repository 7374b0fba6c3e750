namespace Rationale.Graph.Objectives;

/// <summary>A value beside the features and the labels that an objective term reads from the data, by name.</summary>
/// <param name="Name">Its name in the data set.</param>
/// <param name="Shape">Its shape: batched where each example has its own, otherwise one tensor for the whole data set, such as a matrix of meta-features.</param>
/// <param name="Missing">What happens with data that lack it.</param>
/// <param name="Meaning">What its values say, for documentation: a phrase without a full stop. Ready for XML.</param>
/// <param name="Draw">How its values are drawn, anew for each step; null where the data give them.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ObjectiveInput(string Name, Shape Shape, MissingInput Missing, string Meaning, InputDraw? Draw = null)
{
    /// <summary>Whether a column of a matrix for the whole data set should vary: one that is constant says nothing, and a training warns of it.</summary>
    public bool ShouldVary { get; init; }
}

/// <summary>Values that no data give, but that are drawn for each step and example: from seed, step and the example's place in the batch alone.</summary>
/// <param name="Kind">What is drawn.</param>
/// <param name="Number">Which draw of its kind, from 1: equal numbers are the same draw, whichever term reads it.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record InputDraw(InputDrawKind Kind, int Number);

/// <summary>What is drawn.</summary>
public enum InputDrawKind
{
    /// <summary>The features of an example of the background, which is the training data unless the data bring another. An example gets different ones under different numbers.</summary>
    Reference,

    /// <summary>A number from [0, 1).</summary>
    Uniform,
}

/// <summary>What happens where data lack an input of an objective term.</summary>
public enum MissingInput
{
    /// <summary>The data are refused.</summary>
    Error,

    /// <summary>It is zero everywhere.</summary>
    Zeros,

    /// <summary>It is one everywhere.</summary>
    Ones,

    /// <summary>
    /// Where the data have none of its inputs of this kind, a training refuses them, unless it is told to leave such terms out, and an evaluation reports the term as zero. Beside one that they have, another is
    /// zero everywhere.
    /// </summary>
    LeaveOut,
}
