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

    /// <summary>Names that every TorchSharp module has, whatever else the project references.</summary>
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

    /// <summary>Names that a TorchSharp module has where it is a model: those of a declared one, but for Dispose, which a module has from TorchSharp.</summary>
    public static IReadOnlyList<string> ModuleModelMembers { get; } =
        [.. ModuleMembers, .. Names.Except(ModuleMembers).Where(name => name != "Dispose"), "TorchTraining", "SharedRuntime", "_sharedRuntime", "_sharedRuntimeGate"];

    /// <summary>Names of the members of one declared model.</summary>
    /// <param name="attributes">Its attributes.</param>
    public static IEnumerable<string> List(ModelAttributes attributes) => Names
        .Concat(OfSettings(attributes))
        .Concat(attributes.Translators.SelectMany(translator => OfTranslator(TranslatorNames.In(translator))));

    /// <summary>Names of the members of one TorchSharp module.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="knowsTorch">Whether its project references the torch target.</param>
    public static IEnumerable<string> ListOfModule(ModelAttributes attributes, bool knowsTorch) =>
        knowsTorch && attributes.Layers.Any(InputReader.IsInput) ? ModuleModelMembers.Concat(OfSettings(attributes)) : ModuleMembers;

    private static IEnumerable<string> OfSettings(ModelAttributes attributes) =>
    [
        .. attributes.Settings.ContainsKey(nameof(SmoothedAttribute)) ? SmoothedMembers : [],
        .. attributes.Settings.ContainsKey(nameof(SelfExplainingAttribute)) ? SelfExplainingMembers : [],
    ];

    private static IEnumerable<string> OfTranslator(string name) =>
    [
        name + "Specification", $"Create{name}", $"Train{name}Async", name + "Programs", name + "GeneratorsProgram", name + "DiscriminatorsProgram", name + "ToSecondProgram", name + "ToFirstProgram",
        name + "TranslationProgram",
    ];
}
