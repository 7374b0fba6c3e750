using Rationale.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>libtorch keeps its number of threads for each thread that calls it; sums have other last bits where it differs.</summary>
public sealed class ThreadCountTests
{
    [TorchFact]
    public void A_forward_runs_with_the_same_number_of_threads_whoever_calls_it()
    {
        using var module = new CountingModule();
        module.Initialize(1);
        var counts = new List<(int Inside, int Afterwards)>();
        foreach (var count in (int[])[1, 3])
        {
            var thread = new Thread(() =>
            {
                set_num_threads(count);
                module.Counts.Clear();
                module.Predict([1, 2, 3]);
                counts.Add((Assert.Single(module.Counts.Distinct()), get_num_threads()));
            });
            thread.Start();
            thread.Join();
        }

        Assert.Equal(2, counts.Count);
        Assert.Equal(counts[0].Inside, counts[1].Inside);
        Assert.Equal([1, 3], counts.Select(count => count.Afterwards));
    }

    [TorchFact]
    public async Task A_training_keeps_its_number_of_threads_over_all_its_steps()
    {
        using var module = new CountingModule();
        module.Initialize(1);
        await module.TrainAsync(Rationale.Tests.Models.Small.Blobs(40, 3), new TrainingOptions { Epochs = 3, BatchSize = 8 }, null, TestContext.Current.CancellationToken);
        Assert.True(module.Counts.Count >= 15);
        Assert.Single(module.Counts.Distinct());
    }
}

/// <summary>A module that says how many threads its forward had.</summary>
[Classifier(classes: 3)]
[Input(3)]
public sealed partial class CountingModule : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(3, 3);

    /// <summary>Threads of libtorch in every call.</summary>
    public List<int> Counts { get; } = [];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Counts.Add(get_num_threads());
        return output.call(input);
    }
}
