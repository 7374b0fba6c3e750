namespace Rationale.Training;

/// <summary>What a training warns of.</summary>
public enum TrainingWarningKind
{
    /// <summary>A term of the objective is left out, as <see cref="TrainingOptions.AllowMissingInputs"/> asks, because the data lack what it reads.</summary>
    InputMissing,

    /// <summary>An annotation mask is zero everywhere, so that its term has nothing to penalize.</summary>
    EmptyMask,

    /// <summary>A column of what a term reads is the same for all features, so that the term learns nothing from it.</summary>
    ConstantInput,

    /// <summary>Some features are many times as large as others, so that the large ones alone decide what the first layer gives.</summary>
    FeatureScales,

    /// <summary>Every class is a number and there are very many of them: the label column looks like a target of a regression.</summary>
    NumericLabels,

    /// <summary>The checkpoint was made with another number of workers, which add their sums in another order.</summary>
    WorkersDiffer,

    /// <summary>The checkpoint was made with another learning rate, coefficient or the like, or by a model of another name.</summary>
    CheckpointDiffers,
}
