namespace Rationale.Storage;

/// <summary>A file holds the parameters of another model.</summary>
/// <param name="path">The file.</param>
/// <param name="found">The architecture in the file.</param>
/// <param name="expected">The architecture of the model.</param>
public sealed class ArchitectureMismatchException(string path, string found, string expected)
    : InvalidOperationException($"{path} holds a model of architecture \"{found}\", but this model is \"{expected}\"; load a file saved by the same architecture.")
{
    /// <summary>The architecture in the file.</summary>
    public string Found { get; } = found;

    /// <summary>The architecture of the model.</summary>
    public string Expected { get; } = expected;
}
