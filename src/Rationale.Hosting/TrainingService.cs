using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rationale.Training;

namespace Rationale.Hosting;

/// <summary>Trains a model while the application runs. Stopping ends the step in progress and writes a checkpoint; the next start continues there, bit for bit as if nothing had happened.</summary>
internal sealed class TrainingService<TModel>(
    TrainingStatus status,
    Func<IServiceProvider, TModel> create,
    Func<IServiceProvider, CancellationToken, Task<TrainingSetup>> setup,
    IServiceProvider services,
    IOptionsMonitor<ModelTrainingOptions> options,
    IEnumerable<ModelRegistration> registrations,
    ModelFiles files,
    DeviceNames devices,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : BackgroundService, IProgress<TrainingProgress>
    where TModel : class, IModel
{
    private readonly ILogger _logger = loggers.CreateLogger($"Rationale.Training.{status.Name}");
    private long _step;

    /// <inheritdoc/>
    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        _step = value.Step;
        status.Report(value);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TrainAsync(options.Get(status.Name), stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            status.Interrupt();
            HostingLog.TrainingInterrupted(_logger, status.Name, _step);
        }
        catch (Exception exception)
        {
            // Whatever it is, the health check and whoever asks must learn of it; the host then does what it is configured to do.
            status.Fail(exception);
            HostingLog.TrainingFailed(_logger, exception, status.Name);
            throw;
        }
    }

    private async Task TrainAsync(ModelTrainingOptions chosen, CancellationToken stoppingToken)
    {
        status.Begin();
        var folder = ModelFiles.Absolute(services, chosen.CheckpointFolder!);
        HostingLog.TrainingStarted(_logger, status.Name, folder);
        var (data, training) = await SetupAsync(chosen, folder, stoppingToken).ConfigureAwait(false);
        using var model = create(services);
        var result = await model.TrainAsync(data, training, this, stoppingToken).ConfigureAwait(false);
        var path = WeightsPath(chosen, folder);
        model.Save(path);
        foreach (var served in Served().Where(served => files.PathOf(services, served.Name) == path))
        {
            files.Replace(served.Resolve(services), served.Name, path);
        }

        status.Complete(result);
        HostingLog.TrainingCompleted(_logger, status.Name, result.Steps, path);
        if (chosen.StopApplication)
        {
            lifetime.StopApplication();
        }
    }

    private async Task<(Data.Dataset Data, TrainingOptions Options)> SetupAsync(ModelTrainingOptions chosen, string folder, CancellationToken stoppingToken)
    {
        var made = await setup(services, stoppingToken).ConfigureAwait(false);
        return (made.Train, made.Options with
        {
            CheckpointFolder = folder,
            Resume = true,
            Logger = _logger,
            Epochs = chosen.Epochs ?? made.Options.Epochs,
            BatchSize = chosen.BatchSize ?? made.Options.BatchSize,
            LearningRate = chosen.LearningRate ?? made.Options.LearningRate,
            Seed = chosen.Seed ?? made.Options.Seed,
            Workers = chosen.Workers ?? made.Options.Workers,
            Device = chosen.Device is { } device ? devices.Find(device) : made.Options.Device,
        });
    }

    private string WeightsPath(ModelTrainingOptions chosen, string folder)
    {
        if (chosen.WeightsPath is { } path)
        {
            return ModelFiles.Absolute(services, path);
        }

        return Served().ToList() is [var only] ? files.PathOf(services, only.Name) : Path.Combine(folder, "weights.safetensors");
    }

    private IEnumerable<ModelRegistration> Served() => registrations.Where(registration => registration.ModelType == typeof(TModel));
}
