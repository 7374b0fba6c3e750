namespace Rationale.Training.CrossValidation;

/// <summary>Where a cross-validation stands.</summary>
/// <param name="Fold">The fold that is trained on, from 1.</param>
/// <param name="Folds">Number of folds.</param>
/// <param name="Training">Where its training stands.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record CrossValidationProgress(int Fold, int Folds, TrainingProgress Training)
{
    /// <summary>The fold, and the line of its training.</summary>
    public override string ToString() => $"Fold {Fold} of {Folds}: {Training}";

    /// <summary>Tells of the trainings of a fold at once, on the thread that reports.</summary>
    internal sealed class OfFold(IProgress<CrossValidationProgress> whole, int fold, int folds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(new CrossValidationProgress(fold, folds, value));
    }
}
