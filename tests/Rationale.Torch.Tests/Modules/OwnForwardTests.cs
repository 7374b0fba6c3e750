using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Modules that were read train by autograd where their device asks for it, with the losses of compiled steps.</summary>
public sealed class OwnForwardTests
{
    private static readonly TorchDevice Autograd = TorchDevice.Cpu with { UsesAutograd = true };

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, Seed = 9, LearningRate = 0.01, ClipNorm = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Losses_and_parameters_are_those_of_compiled_steps(bool mirrored)
    {
        var device = Autograd with { Mirrored = mirrored };
        await Agree(() => new Perceptron(), Small.Blobs(40, 5).Marking(0), device);
        await Agree(() => new Images(), Small.Blobs(40, 72).Marking(0), device);
        await Agree(() => new NormalizedPlain(), Small.Blobs(40, 5).Marking(0), device);

        static async Task Agree<T>(Func<T> make, Dataset data, TorchDevice device)
            where T : Module<Tensor, Tensor>, IModel
        {
            using var first = make();
            var results = new List<(TrainingResult Result, Dictionary<string, float[]> State)>();
            foreach (var on in new Device[] { Device.Cpu, device })
            {
                using var module = make();
                module.load_state_dict(first.state_dict());
                var predicted = new Answers(module);
                var result = await module.TrainAsync(data, Options with { Device = on, Callbacks = [predicted] }, null, Token);
                Assert.Equal(2, predicted.Count);
                Assert.All(module.parameters(), parameter => Assert.Equal(DeviceType.CPU, parameter.device_type));
                results.Add((result, module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.to(float32).contiguous().data<float>().ToArray())));

                // What forward sees and what the layers see is one memory again.
                using var scope = NewDisposeScope();
                var x = ones([1, .. module.Specification.InputShape.Select(extent => (long)extent)]);
                module.eval();
                Assert.All(module.call(x).data<float>().ToArray().Zip(module.Predict(x.contiguous().data<float>().ToArray()).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            }

            foreach (var (compiled, own) in results[0].Result.History.Zip(results[1].Result.History))
            {
                Assert.All(compiled.Losses, loss => Assert.Equal(loss.Value, own.Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
            }

            Assert.All(results[0].State, entry => Assert.All(entry.Value.Zip(results[1].State[entry.Key]), pair => Assert.Equal(pair.First, pair.Second, 1e-3f)));
        }
    }

    /// <summary>The advice of the refusal is followed: parts in evaluation keep their statistics, and frozen parameters stay.</summary>
    [TorchFact]
    public async Task Parts_keep_their_modes_and_frozen_parameters_stay()
    {
        using var module = new NormalizedRead();
        module.norm.eval();
        module.dropout.eval();
        module.hidden.bias!.requires_grad_(false);
        var (statistics, bias, weight) = (Values(module.norm.running_mean!), Values(module.hidden.bias!), Values(module.hidden.weight!));
        await module.TrainAsync(Small.Blobs(40, 5).Marking(0), Options with { Device = Autograd }, null, Token);
        Assert.Equal(statistics, Values(module.norm.running_mean!));
        Assert.Equal(bias, Values(module.hidden.bias!));
        Assert.NotEqual(weight, Values(module.hidden.weight!));

        static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
    }

    [TorchFact]
    public async Task Token_ids_reach_forward_as_integers_and_terms_about_their_vectors_are_refused()
    {
        using var module = new Tokens();
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(0, 24 * 4).Select(i => (float)(i * 3 % 7))], 4), [.. Enumerable.Range(0, 24).Select(i => i % 3)]);
        var result = await module.TrainAsync(data, Options with { Device = Autograd, Epochs = 8, LearningRate = 0.05, AllowMissingInputs = true }, null, Token);
        Assert.True(result.History[^1].Losses["task"] < result.History[0].Losses["task"]);
        Assert.Contains(
            "which takes token ids, but a term of its objective is about their vectors",
            (await Assert.ThrowsAsync<NotSupportedException>(() => module.TrainAsync(data.Marking(0), Options with { Device = Autograd }, null, Token))).Message,
            StringComparison.Ordinal);
    }

    [TorchFact]
    public async Task A_module_that_is_disposed_while_it_trains_is_named()
    {
        var module = new Perceptron();
        var options = Options with { Device = Autograd, Callbacks = [new Disposes(module)] };
        Assert.Equal(nameof(Perceptron), (await Assert.ThrowsAsync<ObjectDisposedException>(() => module.TrainAsync(Small.Blobs(40, 5).Marking(0), options, null, Token))).ObjectName.Split('.')[^1]);
    }

    /// <summary>Inference mode belongs to a thread, and who awaits in it leaves it to others.</summary>
    [TorchFact]
    public void Explanations_are_taken_in_inference_mode_too()
    {
        using var module = new NormalizedOpaque();
        float[] x = [1, 2, 3, 4, 5];
        var expected = module.Explain(x).Values.ToArray();
        using var inference = inference_mode(mode: true);
        Assert.Equal(expected, module.Explain(x).Values.ToArray());
    }

    [TorchFact]
    public async Task A_declared_model_has_no_forward()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        Assert.Equal(
            "TorchDevice.UsesAutograd trains a TorchSharp module through its own forward, but the model of this training is made of declared layers and has none; leave it out.",
            (await Assert.ThrowsAsync<NotSupportedException>(() => model.TrainAsync(Small.Blobs(12), new TrainingOptions { Device = Autograd }, null, Token))).Message);
    }

    private sealed class Disposes(Perceptron module) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training) => ((IDisposable)module).Dispose();
    }

    /// <summary>Asks for predictions while a training has the tensors.</summary>
    private sealed class Answers(IModel model) : ITrainingCallback
    {
        public int Count { get; private set; }

        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            Count += float.IsFinite(model.Predict(new float[model.Specification.InputShape.Aggregate(1, (product, extent) => product * extent)]).Outputs[0]) ? 1 : 0;
            return default;
        }
    }
}

/// <summary>Batch normalization in a forward pass that is understood.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class NormalizedPlain : Module<Tensor, Tensor>
{
    // A bias in front of the normalization would have a gradient of nothing but rounding.
    private readonly Linear hidden = Linear(5, 7, hasBias: false), output = Linear(7, 3);
    private readonly BatchNorm1d norm = BatchNorm1d(7);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(norm.call(hidden.call(input)).tanh());
}
