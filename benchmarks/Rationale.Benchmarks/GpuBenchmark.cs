using System.Diagnostics;
using System.Globalization;
using Rationale.Gpu;
using Rationale.Training;

namespace Rationale.Benchmarks;

/// <summary>
/// Steps on a GPU, the rows <c>gpu-…</c>: medians of five measurements, in microseconds, and below them each of the two ways to run by itself. They need no peer; <c>gpu_peer.py</c> measures PyTorch and JAX by themselves, since all share one card, and
/// <c>gpu-check.sh</c> puts both into one table.
/// </summary>
public static class GpuBenchmark
{
    private const int Measurements = 5;
    private const int DigitsOfEpoch = 60_000;

    /// <summary>The row that needs a process of its own: asked for by its whole name.</summary>
    private const string FirstStepName = "gpu-first-step-resnet-small";

    /// <summary>Rows whose products may be rounded, as a second row of their own.</summary>
    private static readonly string[] RoundedRows = ["gpu-rrr-784-512-256-10", "gpu-rrr-784-4096-4096-10"];

    /// <summary>Steps whose losses wait on the device together; measurements are multiples of it, so that all have been made when the clock stops.</summary>
    private const int StepsTogether = 32;

    private static readonly (string Name, Func<IModel> Create, int Batch, int Steps)[] Rows =
    [
        ("gpu-rrr-2-50-30-2", () => new Plane(), 256, 60 * StepsTogether),
        ("gpu-rrr-30-64-64-2", () => new Table(), 64, 60 * StepsTogether),
        ("gpu-rrr-784-50-30-10", () => new Digits(), 256, 30 * StepsTogether),
        ("gpu-rrr-784-512-256-10", () => new WideDigits(), 256, 20 * StepsTogether),
        ("gpu-rrr-784-4096-4096-10", () => new WidestDigits(), 4096, StepsTogether),
        ("gpu-rrr-conv", () => new ConvolutionalDigits(), 128, 10 * StepsTogether),
        ("gpu-rrr-resnet-small", () => new SmallResidual(), 64, 4 * StepsTogether),
        ("gpu-rrr-transformer", () => new Transformer(), 64, 4 * StepsTogether),
    ];

    /// <summary>Measures and prints every row whose name contains a text.</summary>
    /// <param name="device">Where to run.</param>
    /// <param name="filter">The text.</param>
    public static void Run(GpuDevice device, string filter)
    {
        if (filter == FirstStepName)
        {
            Print(FirstStepName, () => FirstStep(device));
            return;
        }

        foreach (var (name, create, batch, steps) in Rows.Where(row => row.Name.Contains(filter, StringComparison.Ordinal)))
        {
            // The row itself comes first, so that it has a number however long the ways take that it has not chosen; these are measured once.
            Print(name, () => Step(create, batch, steps, device, Measurements));
            if (RoundedRows.Contains(name))
            {
                Print($"{name}-tf32", () => Step(create, batch, steps, device with { Mode = GpuMode.WholeBatch, AllowTensorFloat32 = true }, Measurements));
            }

            foreach (var mode in new[] { GpuMode.Tiles, GpuMode.WholeBatch })
            {
                Print($"{name} {mode}", () => Step(create, batch, steps, device with { Mode = mode }, measurements: 1));
            }
        }

        if ("gpu-epoch-784-50-30-10".Contains(filter, StringComparison.Ordinal))
        {
            Print("gpu-epoch-784-50-30-10", () => Epoch(device));
        }
    }

    private static void Print(string name, Func<double> measure)
    {
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GPU {name}: {measure():0.0} us"));
        }
        catch (Exception exception) when (exception is GpuException or OutOfMemoryException or InvalidOperationException)
        {
            Console.WriteLine($"GPU {name}: failed, {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static double Step(Func<IModel> create, int batch, int steps, GpuDevice device, int measurements)
    {
        var first = Stopwatch.StartNew();
        var (isEmulated, row) = (device.Kind == GpuKind.Emulated, new StepCase("gpu", steps, create, batch, device: device));
        var warming = isEmulated ? 1 : StepsTogether;
        row.RunMicroseconds(warming);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    first {warming} steps {first.Elapsed.TotalSeconds:0.0} s"));

        // What cores play for a card is a thousand times slower, and its time is no figure: one step shows that there is one.
        return isEmulated ? row.RunMicroseconds(1) : Median(measurements, () => row.RunMicroseconds(steps));
    }

    /// <summary>From before the model is made until the losses of its first step are here, in a process that has done nothing else.</summary>
    private static double FirstStep(GpuDevice device)
    {
        var clock = Stopwatch.StartNew();
        using var model = new SmallResidual();
        var data = SyntheticData.For(SmallResidual.Specification, 64);
        model.TrainAsync(data, new TrainingOptions { Epochs = 1, BatchSize = 64, Device = device }).GetAwaiter().GetResult();
        return clock.Elapsed.TotalMicroseconds;
    }

    /// <summary>An epoch of as many digits as MNIST has, shuffled, with the losses read.</summary>
    private static double Epoch(GpuDevice device)
    {
        using var model = new Digits();
        var data = SyntheticData.For(Digits.Specification, device.Kind == GpuKind.Emulated ? 256 : DigitsOfEpoch);
        var ends = new EpochClock();
        model.TrainAsync(data, new TrainingOptions { Epochs = Measurements + 2, BatchSize = 256, Device = device, Callbacks = [ends] }).GetAwaiter().GetResult();
        return ends.MedianMicroseconds;
    }

    private static double Median(int measurements, Func<double> measure) => Enumerable.Range(0, measurements).Select(_ => measure()).Order().ElementAt(measurements / 2);

    private sealed class EpochClock : ITrainingCallback
    {
        private readonly List<long> _ends = [];

        public double MedianMicroseconds => _ends.Zip(_ends.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds).Skip(1).Order().ElementAt(Measurements / 2);

        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            _ends.Add(Stopwatch.GetTimestamp());
            return ValueTask.CompletedTask;
        }
    }
}
