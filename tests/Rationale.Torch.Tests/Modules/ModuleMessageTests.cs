using Rationale.Torch.Libraries;
using Rationale.Training;
using Rationale.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What a module is given wrongly is said in one sentence of ours, before libtorch says it in dozens of lines.</summary>
public sealed class ModuleMessageTests
{
    private const string Takes = "ExplainedLoss of 'Perceptron' takes 64-bit integers from 0 to 2 as labels, one for each of 3 examples, but was given ";
    private const string Fix = "; use labels.to(torch.int64), and count classes from 0. (Parameter 'labels')";

    [TorchFact]
    public void Labels_that_are_no_classes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var module = new Perceptron();
        Refused(module, tensor([1L, 2L, 3L]), "3 of type Int64 from 1 to 3");
        Refused(module, tensor([0L, -1L, 2L]), "3 of type Int64 from -1 to 2");
        Refused(module, tensor([0f, 1f, 2f]), "3 of type Float32 from 0 to 2");
        Refused(module, tensor([0, 1, 2]), "3 of type Int32 from 0 to 2");
        Refused(module, tensor([0L, 1L]), "2 of type Int64 from 0 to 1");

        // The advice is followed: types are converted, and classes are counted from 0. The loss is the cross-entropy of libtorch's own and the penalty of the weights.
        foreach (var labels in new[] { tensor([0f, 1f, 2f]).to(int64), tensor([1L, 2L, 3L]) - 1, tensor([0L, 1L, 2L]).reshape(3, 1) })
        {
            var x = ones(3, 5);
            var weights = module.parameters().Select(parameter => parameter.pow(2).sum()).Aggregate((sum, square) => sum + square);
            var expected = nn.functional.cross_entropy(module.call(x), labels.reshape(-1), reduction: nn.Reduction.Sum) + (0.01 * weights);
            Assert.Equal(expected.item<float>(), module.ExplainedLoss(x, labels, null).item<float>(), 1e-4f);
        }
    }

    [TorchFact]
    public void A_module_of_64_bits_becomes_a_model_of_its_rounded_parameters()
    {
        using var scope = NewDisposeScope();
        using var module = new Perceptron();
        var rounded = module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.data<float>().ToArray());
        module.to(float64);
        using var model = module.ToModel();
        Assert.Equal(rounded["hidden.bias"], model.Parameters[model.Parameters.Single(parameter => parameter.Shape.Length == 7).Key].ToArray());
        module.CopyFrom(model);
        Assert.All(module.state_dict(), entry => Assert.Equal(rounded[entry.Key], entry.Value.to(float32).data<float>().ToArray()));
        Assert.All(module.state_dict(), entry => Assert.Equal(ScalarType.Float64, entry.Value.dtype));
    }

    [TorchFact]
    public async Task A_module_that_was_moved_is_refused_where_a_model_is_wanted()
    {
        using var module = new Perceptron();
        module.to(META);
        const string Sentence = "'hidden.weight' of 'Perceptron' is on meta, but a model keeps its parameters on the CPU between trainings; call module.to(torch.CPU), and name the GPU in the options of the training: Device = TorchDevice.Cuda(0).";
        Assert.Equal(Sentence, Assert.Throws<InvalidOperationException>(() => module.Predict(new float[5])).Message);
        Assert.Equal(Sentence, (await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Small.Blobs(20, 5), null, null, TestContext.Current.CancellationToken))).Message);
    }

    [TorchFact]
    public void A_mask_of_another_shape_is_refused_even_where_libtorch_would_repeat_it()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        var (x, labels, mask) = (rand(3, 2, 6, 6), tensor([0L, 1L, 3L]), ones(2, 6, 6));
        Assert.Equal(
            "ExplainedLoss of 'Images' takes annotations of the shape of x, [3, 2, 6, 6], but was given [2, 6, 6]; give one value for each of x, with reshape or expand. (Parameter 'annotations')",
            Assert.Throws<ArgumentException>(() => module.ExplainedLoss(x, labels, mask)).Message);
        Assert.Equal(module.ExplainedLoss(x, labels, ones(3, 2, 6, 6)).item<float>(), module.ExplainedLoss(x, labels, mask.expand(3, 2, 6, 6)).item<float>());
    }

    [TorchFact]
    public void Examples_of_another_shape_are_refused()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        var (x, labels) = (rand(3, 72), tensor([0L, 1L, 3L]));
        Assert.Equal(
            "ExplainedLoss of 'Images' takes x of shape [examples, 2, 6, 6], as [Input] declares it, but was given [3, 72]; use x.reshape(-1, 2, 6, 6) where each example has these values in another shape. (Parameter 'x')",
            Assert.Throws<ArgumentException>(() => module.ExplainedLoss(x, labels, null)).Message);
        Assert.Contains("but was given [2, 6, 6];", Assert.Throws<ArgumentException>(() => module.ExplainedLoss(rand(2, 6, 6), labels, null)).Message, StringComparison.Ordinal);
        Assert.Contains("but was given [];", Assert.Throws<ArgumentException>(() => module.ExplainedLoss(rand([]), labels, null)).Message, StringComparison.Ordinal);
        Assert.True(module.ExplainedLoss(x.reshape(-1, 2, 6, 6), labels, null).item<float>() > 0);
    }

    [TorchFact]
    public void Examples_of_another_type_than_the_parameters_are_refused()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        var (x, labels) = (rand([3, 2, 6, 6], float64), tensor([0L, 1L, 3L]));
        Assert.Equal(
            "ExplainedLoss of 'Images' takes x of the type of the module's parameters, Float32, but was given Float64; use x.to(torch.float32), or convert the module by module.to(torch.float64). (Parameter 'x')",
            Assert.Throws<ArgumentException>(() => module.ExplainedLoss(x, labels, null)).Message);
        var single = module.ExplainedLoss(x.to(float32), labels, null).item<float>();
        module.to(float64);
        Assert.Equal(single, module.ExplainedLoss(x, labels, null).item<double>(), 1e-4);
    }

    [TorchFact]
    public void A_gradient_that_cannot_be_taken_is_an_exception_of_the_loss()
    {
        using var scope = NewDisposeScope();
        using var module = new Overwriting();
        Tensor x = rand(3, 5), labels = tensor([0L, 1L, 2L]);
        Assert.Contains("modified by an inplace operation", Assert.Throws<InvalidOperationException>(() => module.ExplainedLoss(x, labels, ones(3, 5))).Message, StringComparison.Ordinal);
        Assert.True(module.ExplainedLoss(x, labels, null).item<float>() > 0);
    }

    [TorchFact]
    public void What_a_class_disposes_itself_goes_with_the_model()
    {
        var module = new Disposing();
        module.Predict(new float[5]);
        ((IDisposable)module).Dispose();
        Assert.Equal(1, module.Disposals);
        Assert.Throws<ObjectDisposedException>(() => module.Parameters);

        var opaque = new DisposingOpaque();
        using (opaque)
        {
            opaque.Predict(new float[5]);
        }

        Assert.Equal(1, opaque.Disposals);
        Assert.Throws<ObjectDisposedException>(() => opaque.Predict(new float[5]));

        // Disposed as a part of another module, its tensors are gone, and it says so.
        var part = new Disposing();
        part.Predict(new float[5]);
        nn.Module outer = part;
        outer.Dispose();
        Assert.Equal(1, part.Disposals);
        Assert.Throws<ObjectDisposedException>(() => part.Predict(new float[5]));
    }

    [TorchFact]
    public async Task A_gpu_that_is_not_there_is_one_sentence()
    {
        Assert.SkipWhen(TorchLibraries.CudaUnavailableReason(0) is null, "There is a GPU that libtorch can use.");
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var exception = await Assert.ThrowsAsync<DllNotFoundException>(() => model.TrainAsync(Small.Blobs(12), new TrainingOptions { Device = TorchDevice.Cuda(0) }, null, TestContext.Current.CancellationToken));
        Assert.Equal(
            "A training on GPU 0 was asked for, but the libtorch of this application has no CUDA; reference TorchSharp-cuda-windows or TorchSharp-cuda-linux instead of TorchSharp-cpu, and look for the driver with nvidia-smi.",
            exception.Message);
    }

    private static void Refused(Perceptron module, Tensor labels, string given) =>
        Assert.Equal(Takes + given + Fix, Assert.Throws<ArgumentException>(() => module.ExplainedLoss(ones(3, 5), labels, null)).Message);
}
