using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission;

/// <summary>The types that generated code names, by their short names. The generator knows the runtime by name only.</summary>
internal static class KnownTypes
{
    private static readonly Dictionary<string, string> Namespaces = new Dictionary<string, string>
    {
        ["ILGPU"] = "Group Grid SharedMemory",
        ["System"] = "Delegate IProgress ReadOnlySpan",
        ["System.Collections.Generic"] = "IReadOnlyList",
        ["System.Linq"] = "Enumerable",
        ["System.CodeDom.Compiler"] = "GeneratedCodeAttribute",
        ["System.Threading"] = "CancellationToken",
        ["System.Threading.Tasks"] = "ConfigureAwaitOptions Task",
        ["Rationale"] = "IModel Model Reduction Initialization PenaltyNorm OptimizerKind ResizeKind Target SmoothedOutput BaseOutput MaskedTraining TranslatorKind ConceptAggregator TargetOutput TargetClass RobustnessReduction AttributionKind SparsityMeasure",
        ["Rationale.Attribution"] = "Attribution Attributions",
        ["Rationale.CompilerServices"] = "IRuntimeOwner ModelRuntime ModuleParameters ProgramSource TrainingRun",
        ["Rationale.Counterfactuals"] = "Translator TranslatorOptions TranslatorProgramSource TranslatorResult",
        ["Rationale.Data"] = "FeatureMatrix Dataset DatasetStream Preprocessing",
        ["Rationale.Execution"] = "Frame StepProgram ProgramLayout ValueLayout TotalLayout SumRange SharedInputLayout",
        ["Rationale.Gpu.Kernels"] = "BlockFrame Lanes BlockDimensions BlockConvolutionGeometry BlockPoolGeometry BlockBinaryKernels BlockConvolutionKernels BlockDropoutKernels BlockElementwiseKernels "
            + "BlockGemmKernels BlockPoolingKernels BlockReduceKernels BlockResizeKernels BlockSelectionKernels BlockSoftmaxKernels",
        ["Rationale.Graph"] = "EquatableArray Window",
        ["Rationale.Graph.Counterfactuals"] = "TranslatorSpecification TranslatorTrainingDefaults TranslatorWeights",
        ["Rationale.Graph.Models"] = "ModelSpecification ModelInput Layer DenseLayer DropoutLayer FlattenLayer ReluLayer LeakyReluLayer EluLayer GeluLayer SiluLayer TanhLayer SigmoidLayer SoftplusLayer SoftmaxLayer "
            + "ConvLayer MaxPoolLayer AveragePoolLayer GlobalAveragePoolLayer LayerNormLayer BatchNormLayer InstanceNormLayer ResidualLayer "
            + "ConvTransposeLayer AdaptiveAveragePoolLayer AdaptiveMaxPoolLayer ResizeLayer UpsampleLayer ReshapeLayer PermuteLayer "
            + "EmbeddingLayer PositionalEmbeddingLayer LastAxisDenseLayer AttentionLayer "
            + "ClampLayer ElementwiseLayer ElementwiseFunction GroupNormLayer ScaleLayer CombineLayer CombinationKind ConcatLayer SliceLayer PadLayer ReduceLayer CausalMaskLayer LogSoftmaxLayer ModuleLayer "
            + "DataflowLayer DataflowStep LayerStep CombineStep ConcatStep ProductStep ConstantStep ParameterStep InitializerKind ParameterBinding "
            + "ClassifierTask RegressorTask TrainingDefaults "
            + "SelfExplainingNetwork IdentityConcepts ChosenConcepts LearnedConcepts PrototypeConcepts ConstantConcepts "
            + "MaskSmoothing SingleFeatures Patches ListedGroups",
        ["Rationale.Graph.Objectives"] = "ObjectiveTerm AttributionSource " + string.Join(" ", typeof(ObjectiveTerm).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ObjectiveTerm)) && !type.IsAbstract).Select(type => type.Name)),
        ["Rationale.Graph.Scheduling"] = "Region",
        ["Rationale.Graph.Tensors"] = "TensorRole TensorSchedule TensorScript TensorType",
        ["Rationale.Kernels"] = "BinaryKernels ConvolutionKernels ConvolutionGeometry PooledConvolutionKernels PoolingKernels PoolGeometry ResizeKernels DropoutKernels ElementwiseKernels GemmKernels ReduceKernels SelectionKernels SoftmaxKernels",
        ["Rationale.Models"] = "ModelParameters Evaluation Prediction Predictions",
        ["Rationale.Smoothing"] = "Certificate SmoothedModel SmoothingProgress",
        ["Rationale.SelfExplaining"] = "ConceptExplanation ConceptExplanations",
        ["TorchSharp.torch"] = "Tensor autograd",
        ["TorchSharp.torch.nn"] = "functional",
        ["Rationale.Training"] = "TrainingOptions TrainingProgress TrainingResult ConstantSchedule StepSchedule CosineSchedule ReduceOnPlateauSchedule WarmUp",
    }
        .SelectMany(entry => entry.Value.Split(' '), (entry, name) => (name, entry.Key))
        .ToDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>Generic types that always have the same argument.</summary>
    private static readonly HashSet<string> SinglePrecision = ["BlockFrame", "Frame", "StepProgram"];

    /// <summary>Generic types whose arguments differ from use to use.</summary>
    private static readonly HashSet<string> Open = ["IProgress", "IReadOnlyList", "ReadOnlySpan", "Task"];

    /// <summary>All short names.</summary>
    public static IReadOnlyCollection<string> Names => Namespaces.Keys;

    /// <summary>The whole name, with the type argument where it is always the same.</summary>
    public static string FullName(string name) => $"global::{Namespaces[name]}.{name}{(SinglePrecision.Contains(name) ? "<float>" : "")}";

    /// <summary>
    /// The directive that imports a short name, or null where none can. A namespace as a whole may be imported only inside another one, where it comes before
    /// all that stands outside; in the global namespace it would meet the user's global usings as an equal. The compiler warns of an alias in small letters.
    /// </summary>
    public static string? Directive(string name, bool importsNamespaces) =>
        char.IsLower(name[0]) ? null
        : SinglePrecision.Contains(name) || IsNested(name) ? $"{name} = {FullName(name)}"
        : importsNamespaces ? $"global::{Namespaces[name]}"
        : Open.Contains(name) ? null
        : $"{name} = {FullName(name)}";

    /// <summary>Whether a type stands inside another one, which no directive imports as a whole without the rest of it.</summary>
    private static bool IsNested(string name) => Namespaces[name].StartsWith("TorchSharp.torch", StringComparison.Ordinal);
}
