namespace Rationale.Oracle;

/// <summary>The attribution targets that a model with classes has, and how attributes and reference files write them.</summary>
public static class EveryTarget
{
    private static readonly (string Name, Target Target)[] Named =
    [
        ("SumOfLogProbabilities", new Target(TargetOutput.LogProbability, TargetClass.All)),
        ("MaxLogProbability", new Target(TargetOutput.LogProbability)),
        ("PredictedProbability", new Target(TargetOutput.Probability)),
        ("LabeledProbability", new Target(TargetOutput.Probability, TargetClass.Labeled)),
        ("PredictedLogit", new Target(TargetOutput.Logit)),
        ("LabeledLogit", new Target(TargetOutput.Logit, TargetClass.Labeled)),
        ("LabeledLogProbability", new Target(TargetOutput.LogProbability, TargetClass.Labeled)),
        ("SumOfOutputs", OfRegressor),
    ];

    public static Target OfRegressor => new(TargetOutput.Logit, TargetClass.All);

    public static Target[] All => [.. Named.Select(named => named.Target)];

    /// <summary>The target that a reference file names.</summary>
    public static Target Parse(string name) => Named.Single(named => named.Name == name).Target;

    /// <summary>The arguments of an attribute.</summary>
    public static string Arguments(Target target) => $"Output = TargetOutput.{target.Output}, Class = TargetClass.{target.Class}";
}
