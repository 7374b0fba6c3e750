using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rationale.Data;
using Rationale.Gpu;
using Rationale.Training;

namespace Rationale.Hosting.Tests;

/// <summary>A training of the application: interrupted, resumed, completed, failed.</summary>
public sealed class HostedTrainingTests
{
    private static readonly Dataset Data = TestData.Clouds(160);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(33)]
    public async Task Stopped_in_the_middle_and_started_again_it_gives_the_bits_of_an_unbroken_training(int stopAfter)
    {
        using var folder = new TestFolder();
        using var unbroken = new Blobs();
        await unbroken.TrainAsync(Data, Options(null), cancellationToken: Token);

        var pause = new PauseCallback(stopAfter);
        using (var host = TestHosts.Create(folder, rationale => rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data) { Options = Options(pause) }), InFolder)))
        {
            await host.StartAsync(Token);
            await pause.Reached.WaitAsync(Token);
            var stopping = host.StopAsync(Token);
            pause.Continue();
            await stopping;
            var status = host.Services.GetRequiredKeyedService<TrainingStatus>("Blobs");
            Assert.Equal(TrainingState.Interrupted, status.State);
            Assert.Null(status.Result);
        }

        Assert.True(File.Exists(folder["run/last.safetensors"]));
        Assert.False(File.Exists(folder["run/weights.safetensors"]));
        var steps = await CompleteAsync(folder, rationale => rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data) { Options = Options(null) }), InFolder));
        Assert.Equal(60, steps);
        using var resumed = new Blobs();
        resumed.Load(folder["run/weights.safetensors"]);
        Assert.Equal(unbroken.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
    }

    [Fact]
    public async Task What_was_trained_replaces_what_is_served()
    {
        using var folder = new TestFolder();
        using var expected = new Blobs();
        await expected.TrainAsync(Data, Options(null), cancellationToken: Token);
        using var host = TestHosts.Create(folder, rationale => rationale
            .AddModel<Blobs>("served.safetensors", options => options.MayBeMissing = true)
            .AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data) { Options = Options(null) }), InFolder));
        await host.StartAsync(Token);
        var status = host.Services.GetRequiredKeyedService<TrainingStatus>("Blobs");
        await EndAsync(status);
        Assert.Equal((TrainingState.Completed, 6), (status.State, status.Progress!.Epoch));
        Assert.Equal(expected.Parameters.Values.ToArray(), host.Services.GetRequiredService<Blobs>().Parameters.Values.ToArray());
        Assert.Equal(["a", "b", "c", "d"], host.Services.GetRequiredService<Blobs>().FeatureNames);
        Assert.True(File.Exists(folder["served.safetensors"]));
    }

    [Fact]
    public async Task The_configuration_says_how_long_it_trains_and_a_job_stops_the_application()
    {
        using var folder = new TestFolder();
        using var host = TestHosts.Create(
            folder,
            rationale => rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data) { Options = Options(null) })),
            ("Rationale:Trainings:Blobs:CheckpointFolder", "run"),
            ("Rationale:Trainings:Blobs:Epochs", "2"),
            ("Rationale:Trainings:Blobs:BatchSize", "40"),
            ("Rationale:Trainings:Blobs:WeightsPath", "done/blobs.safetensors"),
            ("Rationale:Trainings:Blobs:StopApplication", "true"));
        await host.RunAsync(Token);
        Assert.True(File.Exists(folder["done/blobs.safetensors"]));
        Assert.Equal(2, Storage.History.Read(folder["run/history.jsonl"]).Count);
    }

    [Theory]
    [InlineData("emulated", "gpu emulated")]
    [InlineData("auto", "cpu")]
    [InlineData("cpu", "cpu")]
    [InlineData(null, "cpu")]
    public async Task The_configuration_says_where_it_trains(string? device, string expected)
    {
        using var folder = new TestFolder();
        using var host = TestHosts.Create(
            folder,
            rationale => rationale.AddDevices(GpuDevices.Parse).AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data) { Options = Options(null) }), InFolder),
            ("Rationale:Trainings:Blobs:Epochs", "1"),
            ("Rationale:Trainings:Blobs:Device", device));
        await host.StartAsync(Token);
        var status = host.Services.GetRequiredKeyedService<TrainingStatus>("Blobs");
        await EndAsync(status);
        Assert.Equal((TrainingState.Completed, expected), (status.State, status.Result!.Device));
    }

    [Theory]
    [InlineData(true, "tpu", "The Device of the training 'Blobs' cannot be read: 'tpu' names no device; choose auto, cpu, cuda, opencl or emulated, or one of several by its index, as cuda:1.")]
    [InlineData(false, "cuda", "The Device of the training 'Blobs' is 'cuda', but the application knows 'cpu' only; take that, or reference Rationale.Gpu and call AddRationale().AddDevices(GpuDevices.Parse).")]
    public async Task A_device_that_has_no_name_is_refused_at_the_start(bool isAdded, string device, string expected)
    {
        using var folder = new TestFolder();
        var exception = await TestHosts.StartFailureAsync(
            folder,
            rationale => (isAdded ? rationale.AddDevices(GpuDevices.Parse) : rationale).AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data)), InFolder),
            ("Rationale:Trainings:Blobs:Device", device));
        Assert.Contains(expected, Assert.IsType<OptionsValidationException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_is_in_the_status()
    {
        using var folder = new TestFolder();
        var narrow = Dataset.ForClassification(FeatureMatrix.FromArray([1, 2, 3], 3), [0], 3);
        using var host = TestHosts.Create(folder, rationale =>
        {
            rationale.Services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
            rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(narrow)), InFolder);
        });
        await host.StartAsync(Token);
        var status = host.Services.GetRequiredKeyedService<TrainingStatus>("Blobs");
        await EndAsync(status);
        Assert.Equal(TrainingState.Failed, status.State);
        Assert.Equal("The examples have 3 features, but 'Blobs' takes [Input(4)]: 4 an example.", status.Error!.Message);
    }

    [Fact]
    public async Task A_training_without_a_folder_is_refused_at_the_start()
    {
        using var folder = new TestFolder();
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data))));
        Assert.Contains(
            "A training of an application needs a folder for checkpoints, or it could not continue after a restart; set CheckpointFolder.",
            Assert.IsType<OptionsValidationException>(exception).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_training_of_a_class_is_refused()
    {
        var rationale = new ServiceCollection().AddRationale().AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data)));
        var exception = Assert.Throws<InvalidOperationException>(() => rationale.AddTraining<Blobs>((_, _) => Task.FromResult(new TrainingSetup(Data))));
        Assert.Equal("A training of 'Blobs' has been added already; add one training of a class, and change its data or options there.", exception.Message);
    }

    private static void InFolder(ModelTrainingOptions options) => options.CheckpointFolder = "run";

    private static TrainingOptions Options(ITrainingCallback? callback) => new() { Workers = 1, Callbacks = callback is null ? [] : [callback] };

    private static async Task<long> CompleteAsync(TestFolder folder, Action<RationaleBuilder> configure)
    {
        using var host = TestHosts.Create(folder, configure);
        await host.StartAsync(Token);
        var status = host.Services.GetRequiredKeyedService<TrainingStatus>("Blobs");
        await EndAsync(status);
        Assert.Equal(TrainingState.Completed, status.State);
        await host.StopAsync(Token);
        return status.Result!.Steps;
    }

    private static async Task EndAsync(TrainingStatus status)
    {
        while (status.State is TrainingState.Waiting or TrainingState.Running)
        {
            await Task.Delay(5, Token);
        }
    }

    /// <summary>Holds the training after a step until it may go on, so that the host is told to stop in the middle.</summary>
    private sealed class PauseCallback(int steps) : ITrainingCallback
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _continue = new();

        public Task Reached => _reached.Task;

        public void Continue() => _continue.Set();

        public void OnStepEnd(TrainingContext training)
        {
            if (training.Step == steps)
            {
                _reached.SetResult();
                _continue.Wait(Token);
            }
        }
    }
}
