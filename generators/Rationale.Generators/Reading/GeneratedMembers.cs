namespace Rationale.Generators.Reading;

/// <summary>Names of the members that the generator adds to a model. A user's member of one of these names would not compile beside them.</summary>
internal static class GeneratedMembers
{
    /// <summary>The classes of the programs, which models and modules have.</summary>
    private static readonly string[] ProgramMembers = ["Programs", "TrainingProgram", "EvaluationProgram", "PredictionProgram", "ExplanationProgram"];

    /// <summary>Names that every model has, each once.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Specification",
        "Parameters",
        "Workers",
        "FeatureNames",
        "ClassNames",
        "Preprocessing",
        "DecisionThreshold",
        "Initialize",
        "TrainAsync",
        "Predict",
        "Evaluate",
        "Explain",
        "Save",
        "Load",
        "Dispose",
        "RunAsync",
        .. ProgramMembers,
        "_runtime",
    ];

    /// <summary>Names that only some models have.</summary>
    private static readonly string[] SmoothedMembers = ["Smoothed", "Certify"];
    private static readonly string[] SelfExplainingMembers = ["ExplainConcepts"];

    /// <summary>Names that a TorchSharp module has instead.</summary>
    public static IReadOnlyList<string> ModuleMembers { get; } =
    [
        "Specification",
        "ParameterBindings",
        "ToModel",
        "CopyFrom",
        "ExplainedLoss",
        .. ProgramMembers,
        "_componentsRegistered",
    ];

    /// <summary>Names of the members of one model.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="isModule">Whether it is a TorchSharp module.</param>
    public static IEnumerable<string> List(ModelAttributes attributes, bool isModule) => isModule ? ModuleMembers
        : Names
            .Concat(attributes.Settings.ContainsKey(nameof(SmoothedAttribute)) ? SmoothedMembers : [])
            .Concat(attributes.Settings.ContainsKey(nameof(SelfExplainingAttribute)) ? SelfExplainingMembers : [])
            .Concat(attributes.Translators.SelectMany(translator => OfTranslator(TranslatorNames.In(translator))));

    private static IEnumerable<string> OfTranslator(string name) =>
    [
        name + "Specification", $"Create{name}", $"Train{name}Async", name + "Programs", name + "GeneratorsProgram", name + "DiscriminatorsProgram", name + "ToSecondProgram", name + "ToFirstProgram",
        name + "TranslationProgram",
    ];
}
