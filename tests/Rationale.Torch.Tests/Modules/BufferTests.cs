using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Buffers that are no running statistics: masks, encodings of positions and counters keep their values and their types.</summary>
public sealed class BufferTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public void Drawing_parameters_anew_leaves_them()
    {
        using var read = new BufferedRead();
        using var opaque = new BufferedOpaque();
        Keeps(read, read.scale, read.norm);
        Keeps(opaque, opaque.scale, opaque.norm);

        static void Keeps<T>(T module, Tensor scale, BatchNorm1d norm)
            where T : Module<Tensor, Tensor>, IModel
        {
            using var without = no_grad();
            norm.running_mean!.fill_(3);
            switch (module)
            {
                case BufferedRead read:
                    read.Initialize(5);
                    break;
                case BufferedOpaque opaque:
                    opaque.Initialize(5);
                    break;
            }

            Assert.Equal([0f, 1, 2, 3, 4], scale.contiguous().data<float>().ToArray());
            Assert.Equal(0, norm.running_mean![0].item<float>());
        }
    }

    [TorchFact]
    public void Truth_values_and_large_counters_are_saved_and_loaded_exactly()
    {
        const long Many = (1L << 24) + 1;
        using var read = new BufferedRead();
        using var opaque = new BufferedOpaque();
        Keeps(read, read.norm, path => read.Save(path), path => read.Load(path));
        Keeps(opaque, opaque.norm, path => opaque.Save(path), path => opaque.Load(path));

        static void Keeps(Module module, BatchNorm1d norm, Action<string> save, Action<string> load)
        {
            var folder = Directory.CreateTempSubdirectory("rationale");
            try
            {
                using var without = no_grad();
                var path = Path.Combine(folder.FullName, "state");
                module.get_buffer("norm.num_batches_tracked")!.fill_(Many);
                save(path);
                module.get_buffer("hiddenPlaces")!.fill_(false);
                module.get_buffer("norm.num_batches_tracked")!.zero_();
                load(path);
                Assert.Equal([false, false, false, false, true], module.get_buffer("hiddenPlaces")!.data<bool>().ToArray());
                Assert.Equal(Many, module.get_buffer("norm.num_batches_tracked")!.item<long>());
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    /// <summary>As autograd leaves it: the gradient of an embedding skips that vector.</summary>
    [TorchFact]
    public async Task The_vector_of_padding_stays_compiled_by_layers_of_their_own_and_by_autograd()
    {
        using var module = new PaddedTokens();
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(0, 24 * 4).Select(i => (float)(i * 3 % 7))], 4), [.. Enumerable.Range(0, 24).Select(i => i % 3)]);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Seed = 9, LearningRate = 0.1, WeightDecay = 0.1 };
        foreach (var device in new[] { Device.Cpu, TorchDevice.Cpu with { Mirrored = true }, TorchDevice.Cpu with { UsesAutograd = true } })
        {
            var before = Vectors();
            await module.TrainAsync(data, options with { Device = device }, null, Token);
            Check(before);
        }

        module.Initialize(3);
        Assert.All(Vectors()[3..6], value => Assert.Equal(0, value));
        using var model = module.ToModel();
        var imported = Vectors();
        await model.TrainAsync(data, options, null, Token);
        module.CopyFrom(model);
        Check(imported);

        void Check(float[] before)
        {
            var after = Vectors();
            Assert.Equal(before[3..6], after[3..6]);
            Assert.All(Enumerable.Range(0, 7).Where(row => row != 1), row => Assert.NotEqual(before[(3 * row)..(3 * row + 3)], after[(3 * row)..(3 * row + 3)]));
        }

        float[] Vectors() => module.state_dict()["words.weight"].contiguous().data<float>().ToArray();
    }

    /// <summary>Layers have the mask as a constant: one that was changed would be seen by forward alone.</summary>
    [TorchFact]
    public async Task A_mask_that_was_read_is_refused_with_other_values()
    {
        using var module = new BufferedRead();
        using var other = new BufferedRead();
        var path = Path.GetTempFileName();
        try
        {
            module.Predict(new float[5]);
            other.get_buffer("hiddenPlaces")!.fill_(true);
            other.Save(path);
            Assert.Contains("'hiddenPlaces' has other values than 'BufferedRead' gives it", Assert.Throws<DataFormatException>(() => module.Load(path)).Message, StringComparison.Ordinal);
            module.get_buffer("hiddenPlaces")!.fill_(true);
            var options = new TrainingOptions { Epochs = 1, BatchSize = 16, Seed = 9 };
            Assert.Equal(
                "'hiddenPlaces' of 'BufferedRead' has other values than when the module was first used, but its forward pass was read with those; give them in the constructor, or train by autograd: Device = TorchDevice.Cpu with { UsesAutograd = true }.",
                (await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Small.Blobs(32, 5).Marking(0), options, null, Token))).Message);

            // The advice is followed: forward sees nothing of the features, so that the loss is the same for all.
            await module.TrainAsync(Small.Blobs(32, 5).Marking(0), options with { Device = TorchDevice.Cpu with { UsesAutograd = true } }, null, Token);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A state that a callback loads behind the last step stays, although the device has the tensors.</summary>
    [TorchFact]
    public async Task What_is_loaded_at_the_end_of_a_training_on_a_device_stays()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            var path = Path.Combine(folder.FullName, "state");
            using var saved = new BufferedOpaque();
            saved.Initialize(11);
            saved.Save(path);
            using var module = new BufferedOpaque();
            module.Initialize(5);
            var options = new TrainingOptions { Epochs = 1, BatchSize = 16, Seed = 9, Device = TorchDevice.Cpu with { Mirrored = true }, Callbacks = [new AfterEpochs(() => module.Load(path))] };
            await module.TrainAsync(Small.Blobs(32, 5).Marking(0), options, null, Token);
            Assert.Equal(saved.Parameters.Values.ToArray(), module.Parameters.Values.ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class AfterEpochs(Action write) : ITrainingCallback
    {
        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            write();
            return default;
        }
    }
}

/// <summary>Buffers of the class itself in a forward pass that is understood.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class BufferedRead : Module<Tensor, Tensor>
{
    internal readonly Tensor scale = arange(5).to(float32);
    internal readonly BatchNorm1d norm = BatchNorm1d(5);
    private readonly Tensor hiddenPlaces = tensor(new[] { false, false, false, false, true });
    private readonly Linear output = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(norm.call(input * scale).masked_fill(hiddenPlaces, 0));
}

/// <summary>The same in one that is not.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class BufferedOpaque : Module<Tensor, Tensor>
{
    internal readonly Tensor scale = arange(5).to(float32);
    internal readonly BatchNorm1d norm = BatchNorm1d(5);
    private readonly Tensor hiddenPlaces = tensor(new[] { false, false, false, false, true });
    private readonly Linear output = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(norm.call(input * scale).masked_fill(hiddenPlaces, 0));
}

/// <summary>Token ids of which one stands for padding.</summary>
[Classifier(classes: 3)]
[Input(4)]
public sealed partial class PaddedTokens : Module<Tensor, Tensor>
{
    private readonly Embedding words = Embedding(7, 3, padding_idx: 1);
    private readonly Linear output = Linear(12, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(words.call(input).tanh().flatten(1));
}
