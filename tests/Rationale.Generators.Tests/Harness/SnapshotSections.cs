namespace Rationale.Generators.Tests;

/// <summary>
/// Which sections of its generated code the snapshot of a shape holds: <c>Everything</c> and <c>DigitsModule</c> the full surface of a model and of a module, the others what is special about them.
/// What is left out runs all the same: <see cref="ExecutionTests"/> compares every program of every shape with the interpreter, bit for bit, and <see cref="CompilationTests"/> compiles it without a warning.
/// </summary>
internal static class SnapshotSections
{
    /// <summary>Paths of <see cref="GeneratedSection"/>, by the name of the shape.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["Everything"] = ["*"],

        // Losses and penalties.
        ["PlainClassifier"] = ["Main/TrainAsync/remarks", "Main/RunAsync", "Main/Programs", "Training/Tile"],
        ["ConstrainedClassifier"] = ["Main/TrainAsync/remarks", "Training"],
        ["BinaryClassifier"] = ["Main/TrainAsync/remarks", "Training/Tile/Task loss", "Training/Tile/Inner gradient"],
        ["Regressor"] = ["Main/Specification", "Main/TrainAsync/remarks", "Main/Explain", "Training/Tile/Task loss", "Training/Tile/Inner gradient", "Training/Tile/Explanation penalty", "Training/Epilogue"],
        ["NormalizedReduction"] = ["Main/TrainAsync/remarks", "Training/Memory", "Training/Prologue/Explanation penalty", "Training/Tile", "Training/Pass1/Explanation penalty", "Training/Epilogue", "Training/AfterPass1", "Training/AfterPass2"],
        ["AutomaticWeight"] = ["Main/Specification", "Main/TrainAsync/remarks", "Main/RunAsync", "Training/Memory", "Training/Prologue/Outer gradient", "Training/Epilogue"],
        ["Scheduled"] = ["Main/Specification", "Main/TrainAsync/remarks"],
        ["WeightPenalty"] = ["Main/TrainAsync/remarks", "Training/Memory", "Training/Epilogue"],

        // Layers.
        ["NoBias"] = ["Main/Specification", "Training/Tile/Forward pass", "Training/Tile/Outer gradient"],
        ["Dropout"] = ["Main/Specification", "Training/Memory", "Training/Tile/Forward pass", "Training/Tile/Inner gradient"],
        ["EveryActivation"] = ["Main/Specification", "Training/Tile/Forward pass", "Training/Tile/Inner gradient"],
        ["Image"] = ["Main/Specification", "Main/Predict", "Main/Explain"],
        ["ConvolutionalClassifier"] = ["Main/Specification", "Training/Tile"],
        ["ConvolutionForms"] = ["Main/Specification", "Training/Prologue", "Training/Pass1/Forward pass", "Training/Pass1/Inner gradient"],
        ["Decoder"] = ["Main/Specification", "Training/Tile/Forward pass", "Training/Tile/Inner gradient", "Training/Epilogue"],
        ["ResidualNetwork"] = ["Main/Specification", "Training/Tile/Forward pass", "Training/Tile/Inner gradient"],
        ["RepeatedBlocks"] =
        [
            "Main/Specification", "Training/Tile/Forward pass", "Training/Tile/Inner gradient", "Training/Tile/Outer gradient",
            "Training/ForwardPassOfWide", "Training/InnerGradientOfWide", "Training/OuterGradientOfWide", "Training/OuterGradientOfWide2",
        ],
        ["LayerNormalized"] = ["Main/Specification", "Training/Tile/Forward pass"],
        ["Normalized"] = ["Main/Specification", "Training/Memory", "Training/Prologue/Forward pass", "Training/Tile", "Training/Pass1", "Training/Pass3/Forward pass", "Training/Epilogue", "Training/AfterPass2"],
        ["Transformer"] = ["Main/Specification", "Training/Tile/Forward pass", "Training/Epilogue"],

        // Concerns with a file of their own.
        ["SelfExplainingTable"] = ["Main/Specification", "Main/TrainAsync/remarks", "SelfExplaining", "Training/Memory", "Training/Tile/Forward pass", "Training/Tile/Task loss", "Training/Tile/Inner gradient", "Training/Tile/Robustness", "Training/Epilogue"],
        ["SelfExplainingChoice"] = ["Main/Specification", "Main/TrainAsync/remarks", "SelfExplaining/ExplainConcepts", "Training/Memory", "Training/Tile/Forward pass", "Training/Epilogue"],
        ["SmoothedClassifier"] = ["Main/Specification", "Main/TrainAsync/remarks", "Smoothing"],
        ["Counterfactual"] = ["Translator", "TranslatorGenerators/Memory", "TranslatorGenerators/Tile/Classifier term", "TranslatorDiscriminators/Memory", "TranslatorToSecond/Tile"],
        ["SmoothedTable"] = ["Main/Specification", "Main/TrainAsync/remarks", "Smoothing/Smoothed", "Smoothing/Certify"],

        ["PriorClassifier"] = ["Main/Specification", "Main/TrainAsync", "Training"],
        ["PriorRegressor"] = ["Main/Specification", "Main/TrainAsync/remarks", "Training/Prologue"],
        ["StructuralPriors"] = ["Main/Specification", "Main/TrainAsync/remarks", "Training/Memory"],

        // Several inputs.
        ["TwoInputs"] = ["Main/Head", "Main/Specification", "Main/TrainAsync/remarks", "Main/Explain", "Inputs", "Training/Tile/Forward pass", "Training/Tile/Inner gradient", "Training/Tile/Explanation penalty"],
        ["SmoothedInputs"] = ["Main/Specification", "Smoothing/Smoothed", "Inputs"],
        ["SelfExplainingInputs"] = ["Main/Specification", "SelfExplaining/ExplainConcepts", "Inputs/ExplainConcepts"],

        // Names and places.
        ["NestedInEverything"] = ["Main/Head", "Prediction/Head"],
        ["GenericWithConstraints"] = ["Main/Head", "Main/Model", "Prediction/Head"],
        ["GlobalNamespace"] = ["Main/Head", "Prediction/Head"],
        ["KeywordNames"] = ["Main/Head", "Main/@event", "Prediction/Head"],
        ["HidingMembers"] = ["Main/Head", "Main/Specification", "Main/RunAsync", "Main/Predict", "Main/Explain", "Prediction/Head", "Prediction/Tile"],

        // Modules.
        ["DigitsModule"] = ["Main", "Training/Pass3/Forward pass"],
        ["GatedModule"] = ["Main/Specification", "Main/ParameterBindings", "Main/ExplainedLoss", "Training/Pass1/Forward pass"],
        ["SortingModule"] = ["Main"],
        ["ConceptModule"] = ["Main/Specification", "Main/forward", "Main/ExplainedLoss"],
        ["RegisteredByHand"] = ["Main/Head", "Main/Specification", "Main/ParameterBindings", "Main/ToModel", "Main/CopyFrom", "Main/ExplainedLoss"],
    };
}
