using Rationale.Data;

namespace Rationale.Training.CrossValidation;

/// <summary>How data are divided into folds, and what is learned in each.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it; what <see cref="Training"/> holds has its own rules.</remarks>
public sealed record CrossValidationOptions
{
    /// <summary>Number of folds, at least 2.</summary>
    /// <value>The default is 5.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Equal seeds give equal folds.</summary>
    /// <value>The default is 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Whether each class is divided by itself; null for classification, and not for regression.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public bool? Stratified { get; init; }

    /// <summary>Steps that are fitted to the training part of each fold, so that nothing of what is held out leaks into it; null where the data are trained on as they are.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public PreprocessingBuilder? Preprocessing { get; init; }

    /// <summary>Whether the targets of a regression are brought to mean 0 and deviation 1 by those of the training part. Errors are in the units of the targets all the same, losses in those of the training.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ScaleTargets { get; init; }

    /// <summary>How each fold is trained. Each has a folder of its own below <see cref="TrainingOptions.CheckpointFolder"/>, so that what was interrupted goes on with <see cref="TrainingOptions.Resume"/>.</summary>
    /// <value>The default is what the model itself says.</value>
    public TrainingOptions Training { get; init; } = new();
}
