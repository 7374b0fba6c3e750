using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>What is wrong with a module that autograd trains is one sentence, and what the sentence advises works.</summary>
public sealed class AutogradMessageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Data => Small.Blobs(20, 5);

    [TorchFact]
    public async Task A_module_of_double_precision_is_converted_as_advised()
    {
        using var module = new OpaquePerceptron();
        module.to(ScalarType.Float64);
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Twins.Examples, Twins.Options, null, Token));
        Assert.Equal("'hidden.weight' of 'OpaquePerceptron' is Float64, but a model keeps its parameters in 32 bits; call module.to(torch.float32), or train with ExplainedLoss in a loop of TorchSharp's.", wrong.Message);
        module.to(float32);
        Assert.Equal(15, (await module.TrainAsync(Twins.Examples, Twins.Options, null, Token)).Steps);
    }

    [TorchFact]
    public async Task A_frozen_parameter_stays_as_it_is()
    {
        using var module = new OpaquePerceptron();
        module.Initialize(2);
        var frozen = module.parameters().First();
        frozen.requires_grad = false;
        var before = frozen.data<float>().ToArray();
        await module.TrainAsync(Twins.Examples, Twins.Options, null, Token);
        Assert.Equal(before, frozen.data<float>().ToArray());
        Assert.Equal(7 + 21 + 3, module.Parameters.TrainedLength);
        module.Initialize(3);
        Assert.Equal(before, frozen.data<float>().ToArray());
        frozen.requires_grad = true;
        await module.TrainAsync(Twins.Examples, Twins.Options, null, Token);
        Assert.NotEqual(before, frozen.data<float>().ToArray());
    }

    [TorchFact]
    public async Task A_module_without_a_parameter_to_train_is_named()
    {
        using var module = new BuffersOnly();
        var data = Small.Blobs(20, 3, classes: 2);
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(data, Twins.Options, null, Token));
        Assert.Equal("'BuffersOnly' has no parameter to train: 'scale' is a buffer or frozen; register a parameter, or set requires_grad.", wrong.Message);
        using var frozen = new Changing();
        foreach (var parameter in frozen.parameters())
        {
            parameter.requires_grad = false;
        }

        Assert.Equal(
            "'Changing' has no parameter to train: 'output.weight', 'output.bias' are buffers or frozen; register a parameter, or set requires_grad.",
            Assert.Throws<InvalidOperationException>(() => frozen.Predict(new float[5])).Message);
        frozen.parameters().Last().requires_grad = true;
        Assert.Equal(6, (await frozen.TrainAsync(Data, Twins.Options, null, Token)).Steps);
    }

    [TorchFact]
    public async Task Parameters_of_two_layers_may_be_the_same()
    {
        using var module = new Tied();
        var data = Small.Blobs(40, 4, classes: 4);
        var first = module.state_dict()["first.weight"];
        await module.TrainAsync(data, Twins.Options, null, Token);
        var state = module.state_dict();
        Assert.Equal(state["first.weight"].data<float>().ToArray(), state["second.weight"].data<float>().ToArray());
        Assert.Equal(16 + 4 + 4, module.Parameters.Length);
        using var scope = NewDisposeScope();
        float[] x = [1, -1, 2, 0.5f];
        Twins.Near(module.call(tensor(x, [1, 4])).data<float>().ToArray(), module.Predict(x).Outputs.ToArray(), 1e-5f);
    }

    [TorchFact]
    public async Task A_module_that_is_disposed_while_it_trains_ends_the_training()
    {
        var module = new OpaquePerceptron();
        var progress = new Now(module.Dispose);
        var ended = await Assert.ThrowsAsync<ObjectDisposedException>(() => module.TrainAsync(Twins.Examples, Twins.Options with { Epochs = 50 }, progress, Token));
        Assert.Contains("OpaquePerceptron", ended.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => module.Predict(new float[5]));
    }

    [TorchFact]
    public void A_module_that_was_disposed_before_its_first_use_says_so()
    {
        var module = new OpaquePerceptron();
        module.Dispose();
        Assert.Contains("OpaquePerceptron", Assert.Throws<ObjectDisposedException>(() => module.Predict(new float[5])).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public async Task Outputs_of_another_size_are_named()
    {
        using var module = new Changing { After = z => z.narrow(1, 0, 2) };
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Data, Twins.Options, null, Token));
        Assert.Equal("The forward of 'Changing' gave [16, 2] for 16 examples, but [16, 3] is needed; end it with as many outputs.", wrong.Message);
        module.After = z => z;
        Assert.Equal(6, (await module.TrainAsync(Data, Twins.Options, null, Token)).Steps);
    }

    [TorchFact]
    public void An_error_of_libtorch_names_the_forward()
    {
        using var module = new Changing { After = z => z.mm(ones(7, 3)) };
        var wrong = Assert.Throws<InvalidOperationException>(() => module.Predict(new float[5]));
        Assert.StartsWith("The forward of 'Changing' failed over a batch of 1 examples of shape [5]: ", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", wrong.Message, StringComparison.Ordinal);
        module.After = z => z.mm(ones(3, 3));
        Assert.Equal(3, module.Predict(new float[5]).Outputs.Count);
    }

    [TorchFact]
    public async Task A_loss_that_depends_on_no_parameter_is_named()
    {
        using var module = new Changing { After = z => z.detach() };
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Data, Twins.Options, null, Token));
        Assert.Equal("The loss of 'Changing' does not depend on its parameters, so that there is nothing to learn; look for detach() or no_grad() in its forward.", wrong.Message);
    }

    [TorchFact]
    public async Task A_gradient_that_something_cuts_is_no_explanation_of_zero()
    {
        const string Sentence = "The module's outputs have no derivative with respect to its features, so that there is no gradient to explain or to penalize; look for detach(), rounding or token ids in its forward.";
        using var module = new OpaqueTokens();
        Assert.Equal(Sentence, (await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Twins.Examples, Twins.Options, null, Token))).Message);
        Assert.Equal(Sentence, Assert.Throws<InvalidOperationException>(() => module.Explain(new float[5])).Message);
        Assert.Equal(3, module.Predict(new float[5]).Outputs.Count);

        // Without the constraint it learns.
        Assert.Equal(15, (await module.TrainAsync(Twins.Examples, Twins.Options with { ExplanationWeight = 0 }, null, Token)).Steps);
    }

    [TorchFact]
    public async Task A_training_that_diverges_leaves_the_parameters()
    {
        using var module = new Changing { After = z => z * float.NaN };
        var before = module.Parameters.Values.ToArray();
        await Assert.ThrowsAsync<TrainingDivergedException>(() => module.TrainAsync(Data, Twins.Options, null, Token));
        Assert.Equal(before, module.Parameters.Values.ToArray());
    }

    [TorchFact]
    public async Task Labels_that_begin_at_one_are_refused_by_the_data_set()
    {
        var wrong = Assert.Throws<ArgumentException>(() => Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 1, 2, 3, 4, 5 } }), [3], 3));
        Assert.Contains("3", wrong.Message, StringComparison.Ordinal);
        using var module = new Changing();
        var four = Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 1, 2, 3, 4, 5 } }), [3], 4);
        Assert.Contains("'Changing'", (await Assert.ThrowsAsync<ArgumentException>(() => module.TrainAsync(four, Twins.Options, null, Token))).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public async Task A_device_that_autograd_does_not_know_is_named()
    {
        using var module = new Changing();
        var wrong = await Assert.ThrowsAsync<NotSupportedException>(() => module.TrainAsync(Data, Twins.Options with { Device = new Elsewhere() }, null, Token));
        Assert.Equal("'Changing' is trained by TorchSharp's autograd, which does not run on the device 'elsewhere'; name TorchDevice.Cuda(0), or leave the device out.", wrong.Message);
    }

    [TorchFact]
    public async Task A_gpu_that_is_not_there_is_one_sentence()
    {
        Assert.SkipWhen(Libraries.TorchLibraries.CudaUnavailableReason(0) is null, "There is a GPU that libtorch can use.");
        using var module = new Changing();
        var wrong = await Assert.ThrowsAsync<DllNotFoundException>(() => module.TrainAsync(Data, Twins.Options with { Device = TorchDevice.Cuda(0) }, null, Token));
        Assert.StartsWith("A training on GPU 0 was asked for, but the libtorch of this application has no CUDA;", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(6, (await module.TrainAsync(Data, Twins.Options with { Device = TorchDevice.Cpu }, null, Token)).Steps);
    }

    private sealed record Elsewhere : Device
    {
        internal override Execution.IStepTarget? Target => null;

        public override string ToString() => "elsewhere";
    }

    private sealed class Now(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EpochEnded)
            {
                action();
            }
        }
    }
}
