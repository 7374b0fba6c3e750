using Rationale.Data;
using Rationale.Tests;
using Rationale.Tests.Models;
using Rationale.Tests.Smoothing;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>Other threads use a model while it is trained on the device, here and there: they see parameters of steps that were made, and the training has the bits of one that nobody watched.</summary>
public sealed class ConcurrentUseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_model_is_evaluated_asked_explained_certified_and_saved_while_it_is_trained(bool onDevice)
    {
        using var folder = new TemporaryFolder();
        var (features, masks) = SmallVoter.Examples(20);
        var data = Dataset.ForClassification(features, [.. Enumerable.Range(0, features.Count).Select(row => row % 4)], 4);
        using var alone = SmallVoter.Model();
        var initial = alone.Copy();
        await alone.TrainAsync(data, Options, cancellationToken: Token);

        using var model = SmallVoter.Model();
        model.Device = onDevice ? TestDevice.Current : Device.Cpu;
        using var middle = new SemaphoreSlim(0);
        using var used = new SemaphoreSlim(0);
        var training = model.TrainAsync(data, Options with { Callbacks = [new Pausing(middle, used)] }, cancellationToken: Token);

        // In the middle of the training, with steps on the device that nobody has looked at.
        await middle.WaitAsync(Token);
        Use();
        model.Save(folder["middle.safetensors"]);
        used.Release();

        // And while it goes on.
        var times = 0;
        for (; times < 2 || !training.IsCompleted; times++)
        {
            Use();
            model.Save(folder["later.safetensors"]);
        }

        Assert.Equal(12, (await training).Steps);
        Assert.Equal(alone.Copy(), model.Copy());
        using var saved = SmallVoter.Model(seed: 8);
        saved.Load(folder["middle.safetensors"]);
        Assert.NotEqual(initial, saved.Copy());
        Assert.NotEqual(alone.Copy(), saved.Copy());

        // The middle is what a training of half the steps gives.
        using var half = SmallVoter.Model();
        await half.TrainAsync(data, Options with { Epochs = 2 }, cancellationToken: Token);
        Assert.Equal(half.Copy(), saved.Copy());

        void Use()
        {
            Assert.True(double.IsFinite(model.Evaluate(data).Loss));
            Assert.All(model.Predict(data).Outputs(0).ToArray(), output => Assert.True(float.IsFinite(output)));
            Assert.All(model.Explain(data).Scores.ToArray(), score => Assert.True(float.IsFinite(score)));
            Assert.Equal(2, model.Smoothed.Certify(features.Slice(0, 2), masks.Slice(0, 2)).Count);
        }
    }

    private static TrainingOptions Options => new() { Epochs = 4, Seed = 3, BatchSize = 8, Device = TestDevice.Current };

    /// <summary>Lets the training wait after half of its steps until it has been used.</summary>
    private sealed class Pausing(SemaphoreSlim middle, SemaphoreSlim used) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training)
        {
            if (training.Step == 6)
            {
                middle.Release();
                used.Wait(TestContext.Current.CancellationToken);
            }
        }
    }
}
