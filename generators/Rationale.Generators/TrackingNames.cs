namespace Rationale.Generators;

/// <summary>Names of the stages of the pipeline, by which tests see what ran again and what did not.</summary>
internal static class TrackingNames
{
    /// <summary>Model classes as data.</summary>
    public const string Read = nameof(Read);

    /// <summary>Models as the text of their files.</summary>
    public const string Compile = nameof(Compile);
}
