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

    /// <summary>Some features are many times as large as others, so that the large ones alone decide what the first layer gives; or all of them are far from unit scale.</summary>
    FeatureScales,

    /// <summary>Every class is a number and there are very many of them: the label column looks like a target of a regression.</summary>
    NumericLabels,

    /// <summary>The checkpoint was made with another number of workers, which add their sums in another order.</summary>
    WorkersDiffer,

    /// <summary>The checkpoint was made with another learning rate, coefficient or the like, on another device, or by a model of another name.</summary>
    CheckpointDiffers,

    /// <summary>The folder of checkpoints has an earlier run, whose files are renamed.</summary>
    ReplacesRun,

    /// <summary>The loss at the end of the training is many times that of its first step.</summary>
    Diverging,

    /// <summary>The data have an annotation mask that no term of the model reads.</summary>
    UnusedMask,

    /// <summary>All training examples are of one class.</summary>
    OneClass,

    /// <summary>The targets of a regression are far from unit scale.</summary>
    TargetScale,

    /// <summary>The model has classes of which there is no training example, although there are several of which there is one.</summary>
    MissingClasses,

    /// <summary>The blocks of a stream are smaller than a batch, so that each batch is one block.</summary>
    SmallBlocks,

    /// <summary>The metric of <see cref="TrainingOptions.EarlyStopping"/> was not a number after any epoch, so that none of them is the best.</summary>
    NoBestEpoch,
}
