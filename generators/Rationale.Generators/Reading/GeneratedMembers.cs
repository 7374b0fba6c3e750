namespace Rationale.Generators.Reading;

/// <summary>Names of the members that the generator adds to a model. A user's member of one of these names would not compile beside them.</summary>
internal static class GeneratedMembers
{
    /// <summary>All names, each once.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Specification",
        "Runtime",
        "TrainAsync",
        "Predict",
        "Evaluate",
        "Explain",
        "Save",
        "Load",
        "Dispose",
        "RunAsync",
        "Programs",
        "TrainingProgram",
        "EvaluationProgram",
        "PredictionProgram",
        "ExplanationProgram",
        "_runtime",
    ];
}
