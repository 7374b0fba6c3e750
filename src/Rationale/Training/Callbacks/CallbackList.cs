namespace Rationale.Training.Callbacks;

/// <summary>The callbacks of a training in their order. An exception of one of them first saves what the training has reached, as a cancellation does.</summary>
/// <param name="training">Where the training stands.</param>
/// <param name="callbacks">In the order of the calls.</param>
/// <param name="checkpoints">What saves; null where nothing is saved.</param>
internal sealed class CallbackList(TrainingContext training, ITrainingCallback[] callbacks, CheckpointCallback? checkpoints) : IProgress<double>
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

    public void StepBegin()
    {
        try
        {
            foreach (var callback in callbacks)
            {
                callback.OnStepBegin(training);
            }
        }
        catch
        {
            Rescue();
            throw;
        }
    }

    public void StepEnd()
    {
        try
        {
            foreach (var callback in callbacks)
            {
                callback.OnStepEnd(training);
            }
        }
        catch
        {
            Rescue();
            throw;
        }
    }

    /// <summary>Tells how far the validation is.</summary>
    void IProgress<double>.Report(double value)
    {
        try
        {
            foreach (var callback in callbacks)
            {
                callback.OnValidationProgress(training, value);
            }
        }
        catch
        {
            Rescue();
            throw;
        }
    }

    public ValueTask TrainingBeginAsync() => EachAsync(callback => callback.OnTrainingBeginAsync(training));

    public ValueTask EpochEndAsync() => EachAsync(callback => callback.OnEpochEndAsync(training));

    public ValueTask TrainingEndAsync() => EachAsync(callback => callback.OnTrainingEndAsync(training));

    /// <summary>Saves where the training stands between two epochs or in the middle of one, where a folder is set.</summary>
    public async ValueTask SaveAsync()
    {
        if (checkpoints is not null)
        {
            var path = checkpoints.Save();
            await EachAsync(callback => callback.OnCheckpointAsync(training, path)).ConfigureAwait(false);
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
            checkpoints?.Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the callback threw says more than a checkpoint that cannot be written.
        }
    }
}
