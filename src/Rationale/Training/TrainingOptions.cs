using Microsoft.Extensions.Logging;
using Rationale.Data;

namespace Rationale.Training;

/// <summary>What to change for one training. Everything left out is as the model's attributes say.</summary>
/// <remarks>Thread safety: trainings only read it, so that several may share it while nobody changes its dictionaries.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data, at least 1.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.Epochs"/>.</value>
    public int? Epochs { get; init; }

    /// <summary>Examples per step, at least 1; data with fewer examples form one smaller batch.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.BatchSize"/>.</value>
    public int? BatchSize { get; init; }

    /// <summary>The optimizer.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.Optimizer"/>.</value>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>Step size, above zero.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.LearningRate"/>.</value>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes during the training.</summary>
    /// <value>The default is that of the model's <see cref="LearningRateScheduleAttribute"/> and <see cref="WarmUpAttribute"/>; <see cref="LearningRateSchedule.Constant"/> switches both off.</value>
    public LearningRateSchedule? LearningRateSchedule { get; init; }

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>, in [0, 1).</summary>
    /// <value>The default is that of <see cref="TrainAttribute.Momentum"/>.</value>
    public double? Momentum { get; init; }

    /// <summary>Decoupled weight decay of <see cref="OptimizerKind.AdamW"/>, zero or more.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.WeightDecay"/>.</value>
    public double? WeightDecay { get; init; }

    /// <summary>Largest L2 norm of the whole gradient; zero switches clipping off.</summary>
    /// <value>The default is that of <see cref="TrainAttribute.ClipNorm"/>.</value>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Coefficients of the objective to change, by their keys: <c>explanation</c>, <c>weights.L2</c>, <c>weights.L1</c>, <c>robustness</c>, <c>reconstruction</c>, <c>sparsity</c>,
    /// as far as the model has such terms; a part of a term that is declared as zero beside another, such as <c>weights.L1</c>, can be raised. A term whose coefficients are all zero is left out, at less cost. Copies made by <see langword="with"/> share the
    /// dictionary until they are given one of their own.
    /// </summary>
    /// <value>The default is empty: every coefficient is as the model's attributes say.</value>
    public Dictionary<string, double> Coefficients { get; init; } = [];

    /// <summary>The coefficient <c>explanation</c>: weight of the explanation penalty, zero or more. Zero trains without it, at less than half the cost.</summary>
    /// <value>The default is that of <see cref="ExplainConstraintAttribute.Weight"/>.</value>
    public double? ExplanationWeight { get; init; }

    /// <summary>The ratio of the coefficient <c>explanation</c>: chooses the weight so that the penalty starts this many times as large as the task loss; excludes <see cref="ExplanationWeight"/>.</summary>
    /// <value>The default is that of <see cref="ExplainConstraintAttribute.AutomaticRatio"/>.</value>
    public double? AutomaticRatio { get; init; }

    /// <summary>
    /// Chooses coefficients, by their keys, so that what each multiplies starts this many times as large as the task loss; zero keeps what the model declares or another option sets.
    /// Excludes setting the same coefficient.
    /// </summary>
    /// <value>The default is empty.</value>
    public Dictionary<string, double> AutomaticRatios { get; init; } = [];

    /// <summary>The coefficient <c>robustness</c>: λ of a self-explaining model, zero or more. Zero trains without the penalty, at a fraction of the cost; above zero only where the model declares a weight above zero.</summary>
    /// <value>The default is that of <see cref="SelfExplainingAttribute.RobustnessWeight"/>.</value>
    public double? RobustnessWeight { get; init; }

    /// <summary>
    /// When terms of the objective are computed and with which share of their weights, by the names of the terms: a warm-up, or every k steps. For a term that is not computed at every step, the
    /// metrics of each epoch have <c>NAME.error</c>, the relative standard error of its mean that comes from the steps without it. On the CPU and on GPUs; not on the torch target.
    /// </summary>
    /// <value>The default is empty: every term at every step.</value>
    public Dictionary<string, Rationale.Objectives.TermSchedule> TermSchedules { get; init; } = [];

    /// <summary>
    /// Learning rates of parameters that terms of the objective have of their own, such as a prior network, by the name of the term; zero keeps them as they are. Copies made by
    /// <see langword="with"/> share the dictionary until they are given one of their own.
    /// </summary>
    /// <value>The default is empty: rates are as the model's attributes say.</value>
    public Dictionary<string, double> TermLearningRates { get; init; } = [];

    /// <summary>
    /// Whether a term of the objective that the data do not have the inputs for, such as a constraint without annotation masks, is left out with a warning. Otherwise such data are refused; a term
    /// whose coefficients are zero needs no data.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowMissingInputs { get; init; }

    /// <summary>Where the steps run; a GPU also measures the <see cref="Validation"/> data and automatic weights, which are measured on the model's own device otherwise.</summary>
    /// <value>The default is <see cref="Device.Cpu"/>: the cores of this machine.</value>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Worker threads of the training, zero or more; zero for as many as the model has. Equal numbers give equal bits.</summary>
    /// <value>The default is 0: <see cref="IModel.Workers"/>.</value>
    public int Workers { get; init; }

    /// <summary>Seed of the order of the examples and of dropout. The parameters have a seed of their own, given to the model's constructor.</summary>
    /// <value>The default is 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Whether each epoch has its own order. Without, batches are the same contiguous slices in every epoch, as the RRR authors have it.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a last batch with fewer examples is left out.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DropLast { get; init; }

    /// <summary>Annotated examples that are put before every batch: the way to use few annotations (RRR's <c>always_include</c>).</summary>
    /// <value>The default is none.</value>
    public Dataset? AlwaysInclude { get; init; }

    /// <summary>Examples to measure on after each epoch.</summary>
    /// <value>The default is none.</value>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Names of metrics that are measured on the <see cref="Validation"/> data after each epoch, besides the loss and the accuracy (of a regressor: mean squared error and R²);
    /// <see cref="Rationale.Metrics.Metric"/> has them all.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>When to stop before the last epoch.</summary>
    /// <value>The default is never.</value>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Folder for the last and the best checkpoint and for the history; missing folders are created.</summary>
    /// <value>The default is none: nothing is written.</value>
    public string? CheckpointFolder { get; init; }

    /// <summary>Whether to continue from the last checkpoint in the folder, where there is one.</summary>
    /// <value>The default is <see langword="false"/>: the files of an earlier run in the folder are renamed to end with <c>.previous</c>, with a warning.</value>
    public bool Resume { get; init; }

    /// <summary>Weights of the classes in the task loss.</summary>
    /// <value>The default is those of <see cref="ClassifierAttribute.ClassWeights"/>.</value>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>What else follows the training, in the order of the calls.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ITrainingCallback> Callbacks { get; init; } = [];

    /// <summary>Receives the training's log.</summary>
    /// <value>The default is none.</value>
    public ILogger? Logger { get; init; }
}
