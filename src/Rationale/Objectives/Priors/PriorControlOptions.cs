using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>How a prior is compared with its controls.</summary>
/// <remarks>Thread safety: immutable but for the dictionaries of its <see cref="Training"/>, which must not change while a comparison runs.</remarks>
public sealed record PriorControlOptions
{
    /// <summary>Runs of each variant, at least 1; a test of the differences needs 2.</summary>
    /// <value>The default is 5.</value>
    public int Runs { get; init; } = 5;

    /// <summary>Seed of the first run; each run has the next. Splits, parameters, batches, draws and noise follow from it, and are the same for all variants of a run but for what makes them differ.</summary>
    /// <value>The default is 0.</value>
    public ulong Seed { get; init; }

    /// <summary>The variants.</summary>
    /// <value>The default is all four.</value>
    public IReadOnlyList<PriorControl> Controls { get; init; } = Enum.GetValues<PriorControl>();

    /// <summary>What the trainings have in common; validation data and seed are set for each run.</summary>
    /// <value>The default is what the model declares.</value>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Share of the data to train on, where the data are split here.</summary>
    /// <value>The default is 0.6.</value>
    public double TrainShare { get; init; } = 0.6;

    /// <summary>Share of the data to validate on, which decides when to stop; what is left is for the test.</summary>
    /// <value>The default is 0.2.</value>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>The metric that is compared on the test data, by its name; see <see cref="Metrics.Metric"/>.</summary>
    /// <value>The default is <c>accuracy</c> of a classifier and <c>meanSquaredError</c> of a regressor.</value>
    public string? Metric { get; init; }

    /// <summary>Which features matter, for the run of a number: gives the area under the ROC curve of the prior. Null where it is not known.</summary>
    /// <value>The default is null.</value>
    public Func<int, IReadOnlyList<bool>>? Relevance { get; init; }

    /// <summary>Trainings at a time, each on one core; zero for as many as there are cores. It does not change any number.</summary>
    /// <value>The default is 0.</value>
    public int Parallel { get; init; }
}

/// <summary>The data of one run.</summary>
/// <param name="Train">To learn from, with the meta-features.</param>
/// <param name="Validation">To decide when to stop; null for none.</param>
/// <param name="Test">To measure on.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorControlData(Data.Dataset Train, Data.Dataset? Validation, Data.Dataset Test);

/// <summary>How far a comparison is.</summary>
/// <param name="Done">Trainings that have ended.</param>
/// <param name="Total">All trainings.</param>
/// <param name="Last">The variant of the last one.</param>
/// <param name="Run">Its run, from 0.</param>
/// <param name="Value">Its metric on the test data.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorControlProgress(int Done, int Total, PriorControl Last, int Run, double Value);
