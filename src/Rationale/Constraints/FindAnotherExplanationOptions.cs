using Rationale.Data;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>How to look for other explanations.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record FindAnotherExplanationOptions
{
    /// <summary>Models to train, the first one unconstrained.</summary>
    /// <value>The default is 3.</value>
    public int Rounds { get; init; } = 3;

    /// <summary>The share c of the largest gradient above which an input counts as looked at.</summary>
    /// <value>The default is 0.67, the authors' choice.</value>
    public double Cutoff { get; init; } = LargestGradientMask.DefaultCutoff;

    /// <summary>The attribution target whose gradient says what a model looked at; null for the model's default, the probability of the predicted class.</summary>
    public Target? Target { get; init; }

    /// <summary>Examples to measure each round's model on.</summary>
    public Dataset? Test { get; init; }

    /// <summary>The training of every round; a checkpoint folder gets a folder for each round, <c>round-1</c> and so on.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Weight of the penalty in a round, counted from 0; null for the model's own. The authors raise it when explanations do not move apart.</summary>
    public Func<int, double>? ExplanationWeight { get; init; }

    internal TrainingOptions TrainingOf(int round)
    {
        // In one folder a round would take up, or replace, what the round before it left.
        var training = Training with { CheckpointFolder = Training.CheckpointFolder is { } folder ? Path.Combine(folder, FormattableString.Invariant($"round-{round + 1}")) : null };
        return ExplanationWeight is { } weight ? training with { ExplanationWeight = weight(round), AutomaticRatio = null } : training;
    }
}
