using Microsoft.Extensions.Logging;

namespace Rationale.Counterfactuals;

/// <summary>What to change from a translator's own defaults, for one training.</summary>
/// <remarks>Thread safety: trainings only read it, so that several may share it.</remarks>
public sealed record TranslatorOptions
{
    /// <summary>Epochs with the whole learning rate.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public int? Epochs { get; init; }

    /// <summary>Epochs behind them, over which the learning rate falls to zero on a straight line.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public int? DecayEpochs { get; init; }

    /// <summary>Images of each class in a step.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public int? BatchSize { get; init; }

    /// <summary>Of Adam, whose β₁ is 0.5.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public double? LearningRate { get; init; }

    /// <summary>Weight of the cycle term.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public double? CycleWeight { get; init; }

    /// <summary>Weight of the identity term, as a share of that of the cycle term.</summary>
    /// <value>The default is null: what the translator declares.</value>
    public double? IdentityWeight { get; init; }

    /// <summary>The trained classifier that guides the generators, where the translator declares that it does; its parameters are held.</summary>
    /// <value>The default is null.</value>
    public IModel? Classifier { get; init; }

    /// <summary>Seed of order and image pool.</summary>
    /// <value>The default is 1234.</value>
    public ulong Seed { get; init; } = 1234;

    /// <summary>Where the steps of both sides run; Adam runs on the cores of this machine, and images are translated on <see cref="Translator.Device"/>.</summary>
    /// <value>The default is <see cref="Device.Cpu"/>.</value>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Worker threads on the cores of this machine; zero for one a core.</summary>
    /// <value>The default is 0.</value>
    public int Workers { get; init; }

    /// <summary>Folder of the checkpoint, which is saved after each epoch and when the training is canceled.</summary>
    /// <value>The default is null: none is saved.</value>
    public string? CheckpointFolder { get; init; }

    /// <summary>Whether to go on from the checkpoint in the folder, where there is one: bit for bit as if the training had never stopped.</summary>
    /// <value>The default is false: the checkpoint of an earlier run in the folder is renamed to end with <c>.previous</c>, with a warning.</value>
    public bool Resume { get; init; }

    /// <summary>Receives warnings.</summary>
    /// <value>The default is none.</value>
    public ILogger? Logger { get; init; }
}
