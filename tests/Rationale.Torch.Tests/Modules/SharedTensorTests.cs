using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>A module that is a model and a part of another one that is a model, too: both have the same tensors.</summary>
public sealed class SharedTensorTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, Seed = 9, LearningRate = 0.05 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public async Task What_one_of_two_models_learns_the_other_has()
    {
        using var inner = new Perceptron();
        using var outer = new Around(inner);
        float[] x = [1, 2, 3, 4, 5];
        var before = inner.Predict(x).Outputs.ToArray();
        await outer.TrainAsync(Small.Blobs(40, 5).Marking(0), Options, null, Token);
        var learned = Outputs(inner, x);
        Assert.NotEqual(before, learned);
        Near(learned, inner.Predict(x).Outputs);

        await inner.TrainAsync(Small.Blobs(40, 5).Marking(0), Options, null, Token);
        Near(Outputs(outer, x), outer.Predict(x).Outputs);
        Near(Outputs(inner, x), inner.Predict(x).Outputs);
    }

    [TorchFact]
    public async Task A_model_waits_for_the_training_of_the_other()
    {
        using var inner = new Perceptron();
        using var outer = new Around(inner);
        inner.Predict(new float[5]);
        var asks = new Asks(inner);
        await outer.TrainAsync(Small.Blobs(40, 5).Marking(0), Options with { Epochs = 1, Callbacks = [asks] }, null, Token);
        Assert.Equal("'hidden.weight' of 'Perceptron' is a tensor of 'Around' as well, whose training has not ended; await it first, or ask 'Around'.", asks.Message);

        // The advice is followed.
        Near(Outputs(inner, new float[5]), inner.Predict(new float[5]).Outputs);
    }

    [TorchFact]
    public void A_parameter_of_another_size_is_refused_and_one_of_the_same_is_taken()
    {
        using var module = new Replaced();
        float[] x = [1, 2, 3, 4, 5];
        module.Predict(x);
        module.output.weight = new Parameter(ones(3, 5));
        Near(Outputs(module, x), module.Predict(x).Outputs);
        module.output.weight = new Parameter(ones(4, 5));
        Assert.Equal(
            "'output.weight' of 'Replaced' has shape [4, 5], but its forward pass was read with [3, 5]; give it a parameter of that shape, or make the module anew.",
            Assert.Throws<InvalidOperationException>(() => module.Predict(x)).Message);
    }

    private static float[] Outputs(Module<Tensor, Tensor> module, float[] x)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        return module.call(tensor(x, [1, x.Length])).data<float>().ToArray();
    }

    private static void Near(IReadOnlyList<float> expected, IReadOnlyList<float> found) => Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));

    private sealed class Asks(Perceptron inner) : ITrainingCallback
    {
        public string? Message { get; private set; }

        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            Message = Assert.Throws<InvalidOperationException>(() => inner.Predict(new float[5])).Message;
            return default;
        }
    }
}

/// <summary>A model around another one.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Around : Module<Tensor, Tensor>
{
    private readonly Perceptron inner;
    private readonly Linear last = Linear(3, 3);

    /// <summary>Makes the module.</summary>
    public Around(Perceptron inner)
        : base(nameof(Around))
    {
        this.inner = inner;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : last.call(inner.call(input));
}

/// <summary>A module whose parameter somebody replaces.</summary>
[Classifier(classes: 3)]
[Input(5)]
public sealed partial class Replaced : Module<Tensor, Tensor>
{
    internal readonly Linear output = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(input);
}
