namespace Rationale.Training;

/// <summary>
/// Follows a training: implement what is needed, the rest does nothing. Progress, history, checkpoints and early stopping are callbacks themselves.
/// </summary>
/// <remarks>
/// Calls come one after another, in the order of <see cref="TrainingOptions.Callbacks"/>, on the thread that trains. An exception ends the training as a cancellation does: a checkpoint is saved where
/// a folder is set, and the exception reaches whoever awaits the training. What a step calls should not allocate; <see cref="TrainingContext.Losses"/> does.
/// </remarks>
public interface ITrainingCallback
{
    /// <summary>Before <see cref="OnTrainingBeginAsync"/>, several times where it takes long: while a checkpoint is read from which the training continues, or while automatic coefficients are measured.</summary>
    /// <param name="training">Where the training stands; its steps are those before a resume only once the checkpoint is restored.</param>
    /// <param name="fraction">Share that is done, above 0 and at most 1.</param>
    /// <remarks>The pass over the data goes on meanwhile: the model must not be used here.</remarks>
    void OnPreparationProgress(TrainingContext training, double fraction)
    {
    }

    /// <summary>Before the first step, after a checkpoint has been restored.</summary>
    /// <param name="training">Where the training stands.</param>
    ValueTask OnTrainingBeginAsync(TrainingContext training) => default;

    /// <summary>Before each step, when its batch is chosen.</summary>
    /// <param name="training">Where the training stands; <see cref="TrainingContext.Step"/> does not count this step yet.</param>
    void OnStepBegin(TrainingContext training)
    {
    }

    /// <summary>After each step, when the parameters have been updated.</summary>
    /// <param name="training">Where the training stands; <see cref="TrainingContext.Step"/> counts this step.</param>
    void OnStepEnd(TrainingContext training)
    {
    }

    /// <summary>While the validation after an epoch runs, several times where it takes long.</summary>
    /// <param name="training">Where the training stands.</param>
    /// <param name="fraction">Share of the validation data that is measured, above 0 and at most 1.</param>
    /// <remarks>The pass goes on meanwhile: the model must not be used here.</remarks>
    void OnValidationProgress(TrainingContext training, double fraction)
    {
    }

    /// <summary>After each epoch and its validation, before the checkpoint of the epoch is saved.</summary>
    /// <param name="training">Where the training stands, with the <see cref="TrainingContext.Metrics"/> of the epoch.</param>
    ValueTask OnEpochEndAsync(TrainingContext training) => default;

    /// <summary>While a checkpoint is written, several times where it takes long. A cancellation does not end it: a checkpoint is what a canceled training leaves.</summary>
    /// <param name="training">Where the training stands.</param>
    /// <param name="fraction">Share that is written, above 0 and at most 1.</param>
    void OnCheckpointProgress(TrainingContext training, double fraction)
    {
    }

    /// <summary>After a checkpoint has been saved.</summary>
    /// <param name="training">Where the training stands.</param>
    /// <param name="path">The file.</param>
    ValueTask OnCheckpointAsync(TrainingContext training, string path) => default;

    /// <summary>After the last epoch, several times where it takes long: while the best parameters are read from the file of an earlier run.</summary>
    /// <param name="training">Where the training stands.</param>
    /// <param name="fraction">Share that is read, above 0 and at most 1.</param>
    void OnRestorationProgress(TrainingContext training, double fraction)
    {
    }

    /// <summary>After the last epoch, when the best parameters have been put back where that is asked for. Not called where the training is canceled or fails.</summary>
    /// <param name="training">Where the training stands.</param>
    ValueTask OnTrainingEndAsync(TrainingContext training) => default;
}
