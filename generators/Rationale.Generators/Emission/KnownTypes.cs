namespace Rationale.Generators.Emission;

/// <summary>The types that generated code names, by their short names. The generator knows the runtime by name only.</summary>
internal static class KnownTypes
{
    private static readonly Dictionary<string, string> Namespaces = new()
    {
        ["System"] = "IProgress ReadOnlySpan",
        ["System.CodeDom.Compiler"] = "GeneratedCodeAttribute",
        ["System.Threading"] = "CancellationToken",
        ["System.Threading.Tasks"] = "Task",
        ["Rationale"] = "IModel Reduction Initialization ExplainedScalar PenaltyNorm OptimizerKind",
        ["Rationale.Data"] = "Column Dataset DatasetStream",
        ["Rationale.Execution"] = "Frame StepProgram ProgramLayout ColumnLayout TotalLayout SumRange",
        ["Rationale.Graph"] = "EquatableArray",
        ["Rationale.Graph.Models"] = "ModelSpecification Layer Dense Dropout Flatten Relu LeakyRelu Elu Gelu Silu Tanh Sigmoid Softplus "
            + "ClassifierTask RegressorTask ExplanationConstraint WeightPenalty TrainingDefaults",
        ["Rationale.Graph.Scheduling"] = "Region",
        ["Rationale.Kernels"] = "Binary DropoutMask Elementwise Gemm Optimizers Reduce Selection Softmax",
        ["Rationale.Models"] = "Evaluation Explanation ModelRuntime Prediction Predictions ProgramSource",
        ["Rationale.Training"] = "TrainingOptions TrainingProgress TrainingResult TrainingRun",
    };

    private static readonly Dictionary<string, string> Arguments = new()
    {
        ["Frame"] = "<float>",
        ["StepProgram"] = "<float>",
    };

    /// <summary>Generic types that are named with several arguments, so that no alias can stand for them.</summary>
    private static readonly HashSet<string> Open = ["IProgress", "ReadOnlySpan", "Task"];

    private static readonly Dictionary<string, string> Spaces = Namespaces
        .SelectMany(entry => entry.Value.Split(' '), (entry, name) => (name, entry.Key))
        .ToDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>All short names.</summary>
    public static IReadOnlyCollection<string> Names => Spaces.Keys;

    /// <summary>The namespace of a type.</summary>
    public static string NamespaceOf(string name) => Spaces[name];

    /// <summary>The whole name, with the type arguments that it always has.</summary>
    public static string FullName(string name) => $"global::{Spaces[name]}.{name}{(Arguments.TryGetValue(name, out var arguments) ? arguments : "")}";

    /// <summary>Whether a type has arguments that differ from use to use.</summary>
    public static bool IsOpen(string name) => Open.Contains(name);
}
