using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>The device that is chosen by estimates, where there is no card and where one is pretended.</summary>
public class AutoDeviceTests
{
    private static readonly GpuInfo BigCard = new(GpuDevice.Emulated, "a big card", 80L << 30, 132);

    [Fact]
    public async Task Without_a_card_it_is_the_CPU()
    {
        Assert.SkipWhen(GpuDevices.HasCuda, "This machine has NVIDIA's driver.");
        Assert.Same(GpuDevice.Auto, Device.Auto);
        Assert.Equal("auto", Device.Auto.ToString());
        Assert.Equal(await TrainedAsync(Device.Cpu), await TrainedAsync(Device.Auto));
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var expected = model.Evaluate(Small.Blobs(9)).Losses;
        model.Device = Device.Auto;
        Assert.Equal(expected, model.Evaluate(Small.Blobs(9)).Losses);
    }

    [Fact]
    public async Task Why_there_is_no_card_is_logged_once()
    {
        var log = new CollectedLog();
        var device = new AutoDevice { Find = () => null };
        for (var i = 0; i < 2; i++)
        {
            using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
            await model.TrainAsync(Small.Blobs(9), new TrainingOptions { Epochs = 1, Device = device, Validation = Small.Blobs(3), Logger = log }, cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal([$"Information: Device.Auto takes cpu: {CudaDriver.WhyNoDevice()}."], log.Lines.Where(line => line.Contains("Device.Auto", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2, 50, 30, 256, 100_000, false)]
    [InlineData(784, 512, 256, 256, 100_000, true)]
    [InlineData(784, 512, 256, 256, 100, false)]
    [InlineData(784, 4096, 4096, 4096, 1000, true)]
    public void A_card_is_worth_it_for_wide_networks_and_many_steps(int inputs, int first, int second, int batch, long steps, bool isWorthIt)
    {
        var (gpu, cpu) = GpuCost.Choice(Plan(inputs, first, second, batch, steps), 132, workers: 16);
        Assert.Equal(isWorthIt, gpu < cpu);
    }

    [Fact]
    public void A_small_card_must_have_more_to_do() => Assert.True(
        GpuCost.Choice(Plan(784, 512, 256, 256, 1000), 10, 16).Gpu > GpuCost.Choice(Plan(784, 512, 256, 256, 1000), 132, 16).Gpu);

    [Fact]
    public async Task What_is_worth_it_runs_on_the_card()
    {
        var asked = 0;
        var device = new AutoDevice { Find = () => { asked++; return BigCard; } };
        Assert.Equal(await TrainedAsync(Device.Cpu), await TrainedAsync(device));
        Assert.Equal(1, asked);
        IStepTarget target = device;
        using var parameters = new AlignedBuffer<float>(ModelGraph.Build(Network(784, 512, 256), training: true).ParameterLength);
        using var executor = target.Prepare(Plan(784, 512, 256, 4, 1_000_000), parameters, new ExecutionOptions { Workers = 1 });
        Assert.IsType<GpuExecutor<float>>(executor);
    }

    private static ModelSpecification Network(int inputs, int first, int second) => Small.Create(
        inputs, Small.Classes(10), new DenseLayer(first, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(second, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(10, true, Initialization.PyTorchDefault)) with
    { Objectives = TaskLoss.With(Small.Sum) };

    private static StepPlan Plan(int inputs, int first, int second, int batch, long steps)
    {
        var source = new ProgramSource(Network(inputs, first, second));
        return source.TrainingPlan(Network(inputs, first, second), [], source.Training.Layout, batch, steps, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
    }

    private static async Task<float[]> TrainedAsync(Device device)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(Small.Blobs(45), new TrainingOptions { Epochs = 2, Seed = 3, Device = device }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("cpu", result.Device);
        return model.Copy();
    }
}
