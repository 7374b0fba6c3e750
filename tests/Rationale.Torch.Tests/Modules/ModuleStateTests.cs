using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What a module has beside its parameters: the counters of batch normalization, and its mode.</summary>
public sealed class ModuleStateTests
{
    private const string Counter = "norm.num_batches_tracked";

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, Seed = 9, Workers = 1 };

    private static Dataset Examples => Small.Blobs(75, 5).Marking(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public async Task Compiled_steps_and_those_by_autograd_count_alike()
    {
        await Counts<NormalizedRead>();
        await Counts<NormalizedOpaque>();

        static async Task Counts<T>()
            where T : Module<Tensor, Tensor>, IModel, new()
        {
            using var module = new T();
            await module.TrainAsync(Examples, Options, null, Token);
            Assert.Equal(2 * 5, Value(module));

            // forward counts in the same memory, and a conversion makes other tensors.
            using (var scope = NewDisposeScope())
            {
                module.call(ones(4, 5));
            }

            module.to(float64).to(float32);
            await module.TrainAsync(Examples, Options, null, Token);
            Assert.Equal((2 * 5) + 1 + (2 * 5), Value(module));
        }
    }

    [TorchFact]
    public async Task A_file_keeps_the_counter_and_may_lack_it()
    {
        using var folder = new Folder();
        using NormalizedRead module = new(), other = new();
        await module.TrainAsync(Examples, Options, null, Token);
        module.Save(folder.Path("whole"));
        other.Load(folder.Path("whole"));
        Assert.Equal(10, Value(other));

        // As PyTorch before 0.4.1 and some converters write it.
        Safetensors.Write(folder.Path("without"), [.. SafetensorsFile.Read(folder.Path("whole")).Tensors.Where(tensor => tensor.Name != Counter)], new Dictionary<string, string>());
        using var third = new NormalizedRead();
        third.Load(folder.Path("without"));
        Assert.Equal(0, Value(third));
        Assert.Equal(module.Parameters.Values.ToArray(), third.Parameters.Values.ToArray());
    }

    [TorchFact]
    public async Task A_training_that_goes_on_from_a_checkpoint_goes_on_counting()
    {
        await Resumes<NormalizedRead>();
        await Resumes<NormalizedOpaque>();

        static async Task Resumes<T>()
            where T : Module<Tensor, Tensor>, IModel, new()
        {
            using var folder = new Folder();
            using (var first = new T())
            {
                await first.TrainAsync(Examples, Options with { CheckpointFolder = folder.Path("run") }, null, Token);
            }

            using var second = new T();
            await second.TrainAsync(Examples, Options with { Epochs = 3, CheckpointFolder = folder.Path("run"), Resume = true }, null, Token);
            Assert.Equal(3 * 5, Value(second));
        }
    }

    /// <summary>As Lightning leaves it: the mode belongs to forward, and no member of a model depends on it.</summary>
    [TorchFact]
    public async Task A_training_leaves_the_mode_of_a_module_and_of_its_parts_and_answers_depend_on_neither()
    {
        await Keeps<NormalizedRead>(part => part.norm);
        await Keeps<NormalizedOpaque>(part => part.norm);

        static async Task Keeps<T>(Func<T, Module> part)
            where T : Module<Tensor, Tensor>, IModel, new()
        {
            using var module = new T();
            part(module).eval();
            await module.TrainAsync(Examples, Options, null, Token);
            Assert.True(module.training);
            Assert.False(part(module).training);
            float[] x = [1, 2, 3, 4, 5];
            var outputs = module.Predict(x).Outputs.ToArray();
            module.eval();
            Assert.Equal(outputs, module.Predict(x).Outputs.ToArray());
            using (NewDisposeScope())
            {
                Assert.All(module.call(tensor(x, [1, 5])).data<float>().ToArray().Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            }

            await module.TrainAsync(Examples, Options, null, Token);
            Assert.False(module.training);
        }
    }

    private static long Value(Module module) => module.state_dict()[Counter].item<long>();

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rationale");

        public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

/// <summary>Batch normalization and dropout in a forward pass that is understood.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class NormalizedRead : Module<Tensor, Tensor>
{
    internal readonly BatchNorm1d norm = BatchNorm1d(7);
    private readonly Linear hidden = Linear(5, 7);
    private readonly Dropout dropout = Dropout(0.25);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(dropout.call(norm.call(hidden.call(input)).relu()));
}

/// <summary>The same in one that is not.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class NormalizedOpaque : Module<Tensor, Tensor>
{
    internal readonly BatchNorm1d norm = BatchNorm1d(7);
    private readonly Linear hidden = Linear(5, 7);
    private readonly Dropout dropout = Dropout(0.25);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(dropout.call(norm.call(hidden.call(input)).relu()));
}
