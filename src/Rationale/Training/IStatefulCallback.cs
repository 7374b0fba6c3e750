namespace Rationale.Training;

/// <summary>A callback that remembers something across a resume: its state is kept in checkpoints.</summary>
/// <remarks>Thread safety: called by one thread at a time, as every <see cref="ITrainingCallback"/>.</remarks>
public interface IStatefulCallback : ITrainingCallback
{
    /// <summary>The name of the state, unique among the callbacks of a training.</summary>
    string StateName { get; }

    /// <summary>The state as text, asked for whenever a checkpoint is saved.</summary>
    string SaveState();

    /// <summary>Continues from a state, before <see cref="ITrainingCallback.OnTrainingBeginAsync"/>. Not called where the checkpoint has none.</summary>
    /// <param name="state">What <see cref="SaveState"/> gave.</param>
    void RestoreState(string state);
}
