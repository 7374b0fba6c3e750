namespace Rationale.Graph.Objectives;

/// <summary>A value beside the features and the labels that an objective term reads from the data, by name.</summary>
/// <param name="Name">Its name in the data set.</param>
/// <param name="Shape">Its shape: batched where each example has its own, otherwise one tensor for the whole data set, such as a matrix of meta-features.</param>
/// <param name="Missing">What happens with data that lack it.</param>
/// <param name="Meaning">What its values say, for documentation: a phrase without a full stop. Ready for XML.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ObjectiveInput(string Name, Shape Shape, MissingInput Missing, string Meaning);

/// <summary>What happens where data lack an input of an objective term.</summary>
public enum MissingInput
{
    /// <summary>The data are refused.</summary>
    Error,

    /// <summary>It is zero everywhere.</summary>
    Zeros,

    /// <summary>
    /// The term is left out where the data have none of its inputs of this kind: a training does not compute it, and an evaluation reports it as zero. Beside one that they have, another is
    /// zero everywhere.
    /// </summary>
    LeaveOut,
}
