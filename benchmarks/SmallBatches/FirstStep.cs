using System.Diagnostics;
using System.Runtime;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Benchmarks.SmallBatches;

/// <summary>
/// What a process takes until its first step of training, or its first prediction: time of the clock and of the processors, and how much of it the runtime compiles. Run in a fresh process each time,
/// published in the way that is measured.
/// </summary>
internal sealed class FirstStep
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private (TimeSpan Wall, TimeSpan Processors, TimeSpan Compiling, long Methods) _before;

    /// <summary>Measures the parts of a first step with 256 examples.</summary>
    /// <param name="create">Makes the model.</param>
    /// <param name="predicts">Whether one example is predicted instead.</param>
    public async Task RunAsync(Func<IModel> create, bool predicts)
    {
        const int Examples = 256;
        Console.WriteLine($"{"",-12} {"clock",9} {"processors",12} {"compiling",12} {"methods",9}");
        Report("runtime");
        using var model = create();
        Report("model");
        var (random, width) = (new Random(1), model.Specification.Inputs[0].Width);
        float[] features = [.. Enumerable.Range(0, Examples * width).Select(_ => random.NextSingle())];
        var data = Dataset.ForClassification(FeatureMatrix.FromArray(features, width), [.. Enumerable.Range(0, Examples).Select(row => row % 3)], model.Specification.Task.Outputs)
            .WithAnnotationMask(FeatureMatrix.Repeat(new float[width], Examples));
        Report("data");
        if (predicts)
        {
            model.Predict(features.AsSpan(0, width).ToArray());
            Report("prediction");
            return;
        }

        using var training = ((IRuntimeOwner)model).Runtime.PrepareTraining(data, new TrainingOptions());
        await training.StartAsync();
        training.NextEpoch();
        await training.NextBatchAsync();
        Report("start");
        training.ComputeGradients();
        Report("gradients");
        training.ClipGradients();
        training.UpdateParameters();
        Report("update");
    }

    private void Report(string part)
    {
        using var process = Process.GetCurrentProcess();
        var now = (Wall: _clock.Elapsed, Processors: process.TotalProcessorTime, Compiling: JitInfo.GetCompilationTime(), Methods: JitInfo.GetCompiledMethodCount());
        Console.WriteLine(
            $"{part,-12} {(now.Wall - _before.Wall).TotalMilliseconds,6:0.0} ms {(now.Processors - _before.Processors).TotalMilliseconds,9:0.0} ms {(now.Compiling - _before.Compiling).TotalMilliseconds,9:0.0} ms {now.Methods - _before.Methods,9:N0}");
        _before = now;
    }
}
