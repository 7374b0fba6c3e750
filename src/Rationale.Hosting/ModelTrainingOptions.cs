using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>What the configuration says about a training of the application, bound from <c>Rationale:Trainings:CLASS</c>. What is null is as <see cref="TrainingSetup.Options"/> or the model say.</summary>
/// <remarks>Thread safety: settings are made at the start, and read by any thread after.</remarks>
public sealed class ModelTrainingOptions
{
    /// <summary>The folder of checkpoints and history, which the training continues from. A relative path begins at the content root of the application.</summary>
    /// <value>There is no default.</value>
    [Required(ErrorMessage = "A training of an application needs a folder for checkpoints, or it could not continue after a restart; set CheckpointFolder.")]
    public string? CheckpointFolder { get; set; }

    /// <summary>Where the weights are saved when the training is complete.</summary>
    /// <value>The default is the file that the only model of that class is served from; otherwise <c>weights.safetensors</c> in the folder of checkpoints.</value>
    public string? WeightsPath { get; set; }

    /// <summary>Passes over the data.</summary>
    [Range(1, int.MaxValue)]
    public int? Epochs { get; set; }

    /// <summary>Examples per step.</summary>
    [Range(1, int.MaxValue)]
    public int? BatchSize { get; set; }

    /// <summary>Step size.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public double? LearningRate { get; set; }

    /// <summary>Seed of the order of the examples and of dropout.</summary>
    public ulong? Seed { get; set; }

    /// <summary>Worker threads of the training; zero for one a core. A training that is to continue elsewhere with equal bits needs a fixed number.</summary>
    [Range(0, 4096)]
    public int? Workers { get; set; }

    /// <summary>Where the steps run: <c>cpu</c>, or what the names of <see cref="RationaleBuilder.AddDevices"/> are.</summary>
    public string? Device { get; set; }

    /// <summary>Whether the application stops when the training is complete: for a job that does nothing else.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool StopApplication { get; set; }
}

/// <summary>Checks the ranges that the attributes of the options state.</summary>
[OptionsValidator]
internal sealed partial class ModelTrainingOptionsValidator : IValidateOptions<ModelTrainingOptions>;
