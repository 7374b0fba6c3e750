namespace Rationale.Training.Callbacks;

/// <summary>The callbacks of a training in their order. An exception of one of them first saves what the training has reached, as a cancellation does.</summary>
/// <param name="training">Where the training stands.</param>
/// <param name="callbacks">In the order of the calls.</param>
/// <param name="checkpoints">What saves; null where nothing is saved.</param>
internal sealed class CallbackList(TrainingContext training, ITrainingCallback[] callbacks, CheckpointCallback? checkpoints)
{
    /// <summary>What checkpoints keep of the callbacks.</summary>
    public Dictionary<string, string> States => Stateful.ToDictionary(callback => callback.StateName, callback => callback.SaveState());

    private IEnumerable<IStatefulCallback> Stateful => callbacks.OfType<IStatefulCallback>();

    public void Restore(IReadOnlyDictionary<string, string> states)
    {
        foreach (var callback in Stateful)
        {
            if (states.TryGetValue(callback.StateName, out var state))
            {
                callback.RestoreState(state);
            }
        }
    }

    /// <summary>Tells how far the work before the first step is.</summary>
    public IProgress<double> Preparation => new Share(this, static (callback, training, fraction) => callback.OnPreparationProgress(training, fraction));

    /// <summary>Tells how far the validation is.</summary>
    public IProgress<double> Validation => new Share(this, static (callback, training, fraction) => callback.OnValidationProgress(training, fraction));

    /// <summary>Tells how far the writing of a checkpoint is.</summary>
    public IProgress<double> Checkpointing => new Share(this, static (callback, training, fraction) => callback.OnCheckpointProgress(training, fraction));

    /// <summary>Tells how far the reading of the best parameters is.</summary>
    public IProgress<double> Restoration => new Share(this, static (callback, training, fraction) => callback.OnRestorationProgress(training, fraction));

    public void StepBegin() => Each(static (callback, training, _) => callback.OnStepBegin(training));

    public void StepEnd() => Each(static (callback, training, _) => callback.OnStepEnd(training));

    public ValueTask TrainingBeginAsync() => EachAsync(callback => callback.OnTrainingBeginAsync(training));

    public ValueTask EpochEndAsync() => EachAsync(callback => callback.OnEpochEndAsync(training));

    public ValueTask TrainingEndAsync() => EachAsync(callback => callback.OnTrainingEndAsync(training));

    /// <summary>Saves where the training stands between two epochs or in the middle of one, where a folder is set.</summary>
    public async ValueTask SaveAsync()
    {
        if (checkpoints is not null)
        {
            var path = checkpoints.Save(Checkpointing);
            await EachAsync(callback => callback.OnCheckpointAsync(training, path)).ConfigureAwait(false);
        }
    }

    private void Each(Action<ITrainingCallback, TrainingContext, double> call, double fraction = 0)
    {
        try
        {
            foreach (var callback in callbacks)
            {
                call(callback, training, fraction);
            }
        }
        catch
        {
            Rescue();
            throw;
        }
    }

    private async ValueTask EachAsync(Func<ITrainingCallback, ValueTask> call)
    {
        try
        {
            foreach (var callback in callbacks)
            {
                await call(callback).ConfigureAwait(false);
            }
        }
        catch
        {
            Rescue();
            throw;
        }
    }

    private void Rescue()
    {
        // Without a step there is nothing that an older checkpoint should give way to.
        if (training.Step == training.FirstStep)
        {
            return;
        }

        try
        {
            checkpoints?.Save(progress: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the callback threw says more than a checkpoint that cannot be written.
        }
    }

    private sealed class Share(CallbackList list, Action<ITrainingCallback, TrainingContext, double> call) : IProgress<double>
    {
        public void Report(double value) => list.Each(call, value);
    }
}
