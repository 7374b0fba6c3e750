using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>A module whose forward was understood is a model: the members of declared models, over the module's own parameters.</summary>
public sealed class ModuleModelTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 16, Seed = 9, Workers = 1 };

    private static Dataset Examples => Small.Blobs(75, 5).Marking(0);

    [TorchFact]
    public async Task It_trains_as_the_model_of_its_layers_does_and_has_what_was_learned()
    {
        using var module = Seeded();
        using var layers = module.ToModel();
        var before = module.forward(ones(1, 5)).data<float>().ToArray();
        var expected = await layers.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
        var actual = await module.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.History[^1].Losses, actual.History[^1].Losses);
        Assert.Equal(layers.Parameters.Values.ToArray(), module.Parameters.Values.ToArray());
        Assert.NotEqual(before, module.forward(ones(1, 5)).data<float>().ToArray());
        using var again = module.ToModel();
        Assert.Equal(layers.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
        Assert.Equal(layers.Evaluate(Examples).Accuracy, module.Evaluate(Examples).Accuracy);
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trainings_on_libtorch_take_the_same_steps(bool elsewhere)
    {
        using var module = Seeded();
        using var layers = module.ToModel();
        var device = TorchDevice.Cpu with { Mirrored = elsewhere };
        await layers.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
        await module.TrainAsync(Examples, Options with { Device = device }, null, TestContext.Current.CancellationToken);
        var (expected, actual) = (layers.Parameters.Values.ToArray(), module.Parameters.Values.ToArray());
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.All(module.parameters(), parameter => Assert.False(parameter.IsInvalid));

        // Steps run in inference mode, whose tensors autograd refuses: those of the module are none.
        using var scope = NewDisposeScope();
        module.ExplainedLoss(ones(1, 5), tensor([1L]), ones(1, 5)).backward();
        Assert.All(module.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [TorchFact]
    public void Its_answers_and_explanations_are_those_of_forward()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        var values = Enumerable.Range(0, 72).Select(i => MathF.Sin(i)).ToArray();
        var explanation = module.Explain(values, Target.ForClass(2));
        var x = tensor(values, [1, 2, 6, 6]).requires_grad_();
        var z = module.call(x);
        Assert.All(z.data<float>().ToArray().Zip(module.Predict(values).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        z[0, 2].backward();
        Assert.All(x.grad!.data<float>().ToArray().Zip(explanation.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    /// <summary>TorchSharp's own format wants tensors that lie in order: they do while it writes and reads.</summary>
    [TorchFact]
    public async Task TorchSharps_own_files_are_written_and_read()
    {
        using Perceptron module = Seeded(), fresh = new(), used = new();
        await module.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
        Assert.False(module.state_dict()["hidden.weight"].is_contiguous());
        var expected = module.Predict([1, 2, 3, 4, 5]).Outputs.ToArray();
        used.Predict(new float[5]);
        var path = Path.GetTempFileName();
        try
        {
            module.save(path);
            fresh.load(path);
            Assert.Equal(expected, fresh.Predict([1, 2, 3, 4, 5]).Outputs);
            using MemoryStream written = new();
            module.save(written);
            used.load(new MemoryStream(written.ToArray()));
            Assert.Equal(expected, used.Predict([1, 2, 3, 4, 5]).Outputs);

            // What is loaded is what trainings go on with, and forward sees what they learn.
            await used.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
            await module.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
            Assert.Equal(module.Parameters.Values.ToArray(), used.Parameters.Values.ToArray());
            Assert.Equal(used.ToModel().Parameters.Values.ToArray(), used.Parameters.Values.ToArray());
            Assert.All(used.call(ones(1, 5)).data<float>().ToArray().Zip(used.Predict([1, 1, 1, 1, 1]).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A callback may save while the training goes on, also where the parameters are on a device meanwhile.</summary>
    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_written_during_a_training_has_what_was_learned_and_does_not_change_it(bool elsewhere)
    {
        using Perceptron module = Seeded(), other = Seeded(), read = new();
        var options = elsewhere ? Options with { Device = TorchDevice.Cpu with { Mirrored = true } } : Options;
        byte[] written = [];
        await other.TrainAsync(Examples, options, null, TestContext.Current.CancellationToken);
        await module.TrainAsync(Examples, options, new Now(Write), TestContext.Current.CancellationToken);
        Assert.Equal(other.Parameters.Values.ToArray(), module.Parameters.Values.ToArray());
        read.load(new MemoryStream(written));
        Assert.Equal(module.Parameters.Values.ToArray(), read.Parameters.Values.ToArray());

        void Write()
        {
            using MemoryStream stream = new();
            module.save(stream);
            written = stream.ToArray();
        }
    }

    [TorchFact]
    public void A_step_of_an_optimizer_is_seen_by_the_model_and_one_of_the_model_by_autograd()
    {
        using var scope = NewDisposeScope();
        using var module = Seeded();
        float[] x = [1, 2, 3, 4, 5];
        var before = module.Predict(x).Outputs.ToArray();
        using var optimizer = optim.SGD(module.parameters(), 0.1);
        module.ExplainedLoss(tensor(x, [1, 5]), tensor([1L]), zeros(1, 5)).backward();
        optimizer.step();
        var after = module.Predict(x).Outputs.ToArray();
        Assert.NotEqual(before, after);
        Assert.All(module.call(tensor(x, [1, 5])).data<float>().ToArray().Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        module.Initialize(3);
        Assert.All(module.call(tensor(x, [1, 5])).data<float>().ToArray().Zip(module.Predict(x).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    /// <summary>A bias, which lies in order on both sides, has one address; weights are views of the same memory with strides of their own.</summary>
    [TorchFact]
    public void Parameters_of_module_and_layers_have_one_address()
    {
        using var module = new Perceptron();
        var flat = module.Parameters["dense1.bias"];
        var bias = module.named_parameters().Single(part => part.name == "hidden.bias").parameter;
        Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(bias.bytes), ref Unsafe.As<float, byte>(ref MemoryMarshal.GetReference(flat))));
    }

    [TorchFact]
    public void Another_tensor_in_the_place_of_a_parameter_is_taken_over()
    {
        using var module = Seeded();
        float[] x = [1, 2, 3, 4, 5];
        var before = module.Predict(x).Outputs.ToArray();
        module.to(ScalarType.Float64);
        var wrong = Assert.Throws<InvalidOperationException>(() => module.Predict(x));
        Assert.Contains("'hidden.weight' of 'Perceptron' is Float64", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("module.to(torch.float32)", wrong.Message, StringComparison.Ordinal);
        module.to(ScalarType.Float32);
        Assert.Equal(before, module.Predict(x).Outputs.ToArray());
    }

    [TorchFact]
    public async Task A_disposed_module_is_named()
    {
        var module = Seeded();
        await module.TrainAsync(Examples, Options, null, TestContext.Current.CancellationToken);
        module.Dispose();
        Assert.Throws<ObjectDisposedException>(() => module.Predict([1, 2, 3, 4, 5]));
    }

    [TorchFact]
    public async Task A_module_that_is_disposed_while_it_trains_ends_the_training_and_not_the_process()
    {
        var module = Seeded();
        var progress = new Now(module.Dispose);
        await Assert.ThrowsAnyAsync<Exception>(() => module.TrainAsync(Examples, Options with { Epochs = 50 }, progress, TestContext.Current.CancellationToken));
    }

    [TorchFact]
    public void A_file_has_the_names_of_PyTorch_and_is_read_again()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            using var module = Seeded();
            using var other = new Perceptron();
            var path = Path.Combine(folder.FullName, "module.safetensors");
            module.Save(path);
            Assert.Equal(module.state_dict().Keys.Order(StringComparer.Ordinal), SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
            other.Load(path);
            Assert.Equal(module.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
            using var images = new Images();
            Assert.Contains("no tensor named", Assert.Throws<DataFormatException>(() => images.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TorchFact]
    public async Task A_training_goes_on_from_its_checkpoint()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            using var whole = Seeded();
            using var parts = Seeded();
            using var resumed = Seeded();
            var token = TestContext.Current.CancellationToken;
            await whole.TrainAsync(Examples, Options with { Epochs = 4 }, null, token);
            await parts.TrainAsync(Examples, Options with { Epochs = 2, CheckpointFolder = folder.FullName }, null, token);
            await resumed.TrainAsync(Examples, Options with { Epochs = 4, CheckpointFolder = folder.FullName, Resume = true }, null, token);
            Assert.Equal(whole.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
            Assert.NotEqual(whole.Parameters.Values.ToArray(), parts.Parameters.Values.ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Perceptron Seeded()
    {
        var module = new Perceptron();
        module.Initialize(5);
        return module;
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
