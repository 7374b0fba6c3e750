using FsCheck;
using FsCheck.Fluent;

namespace Rationale.Generators.Tests;

/// <summary>Random declared models: every task, layer, penalty and setting, in small sizes.</summary>
internal static class RandomModels
{
    private static readonly Gen<string> Reductions = Gen.Elements("Sum", "Mean", "Normalized").Select(reduction => $"Reduction = Reduction.{reduction}");

    private static readonly Gen<string> Dense =
        from units in Gen.Choose(1, 20)
        from bias in Gen.Elements("true", "false")
        from initialization in Gen.Elements(Enum.GetNames<Initialization>())
        select $"[Dense({units}, Bias = {bias}, Initialization = Initialization.{initialization})]";

    private static readonly Gen<string> Layer = Gen.Frequency(
        (3, Dense),
        (4, Gen.Elements("[Relu]", "[LeakyRelu(0.1)]", "[LeakyRelu(-0.5)]", "[Elu]", "[Elu(0.3)]", "[Gelu]", "[Silu]", "[Tanh]", "[Sigmoid]", "[Softplus]")),
        (1, Gen.Elements("[Dropout(0.5)]", "[Dropout(0)]", "[Dropout(0.1)]")),
        (1, Gen.Constant("[Flatten]")));

    private static readonly Gen<string> Task = Gen.OneOf(
        from classes in Gen.Choose(1, 5) from reduction in Reductions select $"[Classifier({classes}, {reduction})] [{classes}]",
        from outputs in Gen.Choose(1, 3) from reduction in Reductions select $"[Regressor({outputs}, {reduction})] [{outputs}]");

    private static readonly Gen<string> WeightPenalty = Gen.Elements("", "", "[WeightPenalty(L2 = 0.01)]", "[WeightPenalty(L1 = 0.01)]", "[WeightPenalty(L1 = 0.01, L2 = 0.02)]");

    /// <summary>The attributes of a model.</summary>
    public static Gen<string> Attributes { get; } =
        from task in Task
        from shape in Gen.Choose(1, 4).NonEmptyListOf().Resize(3)
        from before in Gen.Elements("", "", "[Tanh]")
        from layers in Layer.ListOf().Resize(5)
        from constraint in Constraint(task)
        from penalty in WeightPenalty
        let outputs = task[(task.LastIndexOf('[') + 1)..^1]
        select $"{task[..task.LastIndexOf('[')]}[Input({string.Join(", ", shape)})] {before} [Flatten] {string.Join(" ", layers)} [Dense({outputs})] {constraint} {penalty}";

    private static Gen<string> Constraint(string task) =>
        from present in Gen.Elements(true, true, false)
        from scalar in Gen.Elements(task.StartsWith("[Regressor", StringComparison.Ordinal) ? [nameof(ExplainedScalar.SumOfOutputs)] : Enum.GetNames<ExplainedScalar>())
        from norm in Gen.Elements(Enum.GetNames<PenaltyNorm>())
        from reduction in Reductions
        select present ? $"[ExplainConstraint(Weight = 2, Scalar = ExplainedScalar.{scalar}, Norm = PenaltyNorm.{norm}, {reduction})]" : "";
}
