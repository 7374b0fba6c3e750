using System.Diagnostics;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>Where a training stands, as callbacks see it: one object for each training, whose values change from step to step.</summary>
/// <remarks>Not safe for concurrent use: read it during a call of a callback, on the thread of the call.</remarks>
public sealed class TrainingContext
{
    private static readonly Dictionary<string, double> None = [];

    private readonly TrainingPlan _plan;
    private readonly Stopwatch _clock = new();
    private readonly List<HistoryRecord> _history = [];
    private readonly List<TrainingWarning> _warnings = [];

    internal TrainingContext(string model, TrainingPlan plan, CancellationToken cancellationToken) => (ModelName, _plan, CancellationToken) = (model, plan, cancellationToken);

    /// <summary>Name of the model.</summary>
    public string ModelName { get; }

    /// <summary>The epoch in progress or just ended, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs asked for.</summary>
    public int Epochs => _plan.Epochs;

    /// <summary>Steps made since the training began, those before a resume included.</summary>
    public long Step { get; private set; }

    /// <summary>Batches of an epoch; −1 where they are not known yet.</summary>
    public int BatchesPerEpoch { get; internal set; } = -1;

    /// <summary>The learning rate of the last step made, or of the step that begins.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>The mean of each loss term over the steps of this epoch so far, by name. Computed at each call.</summary>
    public IReadOnlyDictionary<string, double> Losses => Averages?.Means() ?? None;

    /// <summary>What the validation after this epoch measured, by name; empty during an epoch and without validation data.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; internal set; } = None;

    /// <summary>One record for each epoch that has ended.</summary>
    public IReadOnlyList<HistoryRecord> History => _history;

    /// <summary>What is allowed but rarely meant; all of it but a divergence, which the last epoch shows, is known before the first step.</summary>
    public IReadOnlyList<TrainingWarning> Warnings => _warnings;

    /// <summary>Time since the training began, without what was before a resume.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Canceled when the caller cancels the training.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether the training was asked to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>The epoch, from 1, whose validation was best; 0 without validation.</summary>
    public int BestEpoch { get; internal set; }

    /// <summary>What validation measured in the best epoch; not a number without validation.</summary>
    internal double BestMetric { get; set; } = double.NaN;

    /// <summary>Steps made in the epoch in progress.</summary>
    internal int StepInEpoch { get; private set; }

    /// <summary>Steps made before the checkpoint from which the training continued.</summary>
    internal long FirstStep { get; private set; }

    /// <summary>Whether the epoch has ended: a checkpoint stands at the beginning of the next one.</summary>
    internal bool EpochEnded { get; private set; }

    /// <summary>Examples seen by the steps of this run.</summary>
    internal long Examples { get; private set; }

    /// <summary>Time before the resume.</summary>
    internal double SecondsBefore { get; set; }

    internal LossAverages? Averages { get; set; }

    /// <summary>Ends the training: after the epoch where an epoch has just ended, otherwise after the step in progress, with a checkpoint from which a resumed training goes on with the next step.</summary>
    public void Stop() => IsStopping = true;

    internal void StartClock() => _clock.Start();

    internal void Add(HistoryRecord record) => _history.Add(record);

    internal void Add(TrainingWarning warning) => _warnings.Add(warning);

    internal void BeginEpoch()
    {
        Epoch++;
        EpochEnded = false;
        Metrics = None;
    }

    internal void EndStep(int examples)
    {
        Step++;
        StepInEpoch++;
        Examples += examples;
    }

    internal void EndEpoch()
    {
        StepInEpoch = 0;
        EpochEnded = true;
    }

    internal void Restore(Checkpoint checkpoint)
    {
        (Epoch, StepInEpoch) = (checkpoint.Epoch - 1, checkpoint.StepInEpoch);
        Step = FirstStep = checkpoint.OptimizerStep;
        (BestMetric, BestEpoch) = (checkpoint.BestMetric, checkpoint.BestEpoch);
    }
}
