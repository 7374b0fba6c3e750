namespace Rationale.Generators.Reading;

/// <summary>Names of the members that the generator adds to a model. A user's member of one of these names would not compile beside them.</summary>
internal static class GeneratedMembers
{
    /// <summary>The classes of the programs, which models and modules have.</summary>
    private static readonly string[] OfPrograms = ["Programs", "TrainingProgram", "EvaluationProgram", "PredictionProgram", "ExplanationProgram"];

    /// <summary>Names that every model has, each once.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Specification",
        "Parameters",
        "Workers",
        "FeatureNames",
        "ClassNames",
        "Initialize",
        "TrainAsync",
        "Predict",
        "Evaluate",
        "Explain",
        "Save",
        "Load",
        "Dispose",
        "RunAsync",
        .. OfPrograms,
        "_runtime",
    ];

    /// <summary>Names that only some models have.</summary>
    private static readonly string[] OfSmoothed = ["Smoothed", "Certify"];
    private static readonly string[] OfSelfExplaining = ["ExplainConcepts"];

    /// <summary>Names that a TorchSharp module has instead.</summary>
    public static IReadOnlyList<string> OfModules { get; } =
    [
        "Specification",
        "ParameterBindings",
        "ToModel",
        "CopyFrom",
        "ExplainedLoss",
        .. OfPrograms,
        "_componentsRegistered",
    ];

    /// <summary>Names of the members of one model.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="isModule">Whether it is a TorchSharp module.</param>
    public static IEnumerable<string> Of(ModelAttributes attributes, bool isModule) => isModule ? OfModules
        : Names
            .Concat(attributes.Settings.ContainsKey(nameof(SmoothedAttribute)) ? OfSmoothed : [])
            .Concat(attributes.Settings.ContainsKey(nameof(SelfExplainingAttribute)) ? OfSelfExplaining : []);
}
