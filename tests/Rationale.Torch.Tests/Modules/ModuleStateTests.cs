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
        await Keeps<NormalizedRead>(part => part.hidden);
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

    [TorchFact]
    public async Task A_norm_in_evaluation_stays_by_autograd_and_is_refused_by_compiled_steps()
    {
        using NormalizedOpaque opaque = new();
        using NormalizedRead read = new();
        opaque.norm.eval();
        read.norm.eval();
        var before = Statistics(opaque.norm);
        await opaque.TrainAsync(Examples, Options, null, Token);
        Assert.Equal(before, Statistics(opaque.norm));

        await RefusedAsync(read, "'norm' of 'NormalizedRead' is in evaluation mode, but compiled steps would move its running statistics");
        Assert.Equal(before, Statistics(read.norm));

        // The advice is followed: by autograd it stays, while the layer before it learns; in training mode it moves.
        using (NewDisposeScope())
        {
            var optimizer = optim.SGD(read.parameters(), 0.01);
            var weights = read.hidden.weight!.clone();
            read.ExplainedLoss(randn(16, 5), zeros(16, int64), null).backward();
            optimizer.step();
            Assert.False(weights.Equals(read.hidden.weight));
        }

        Assert.Equal(before, Statistics(read.norm));
        read.norm.train();
        await read.TrainAsync(Examples, Options, null, Token);
        Assert.NotEqual(before, Statistics(read.norm));

        static float[] Statistics(BatchNorm1d norm) => [.. norm.running_mean!.data<float>(), .. norm.running_var!.data<float>()];
    }

    [TorchFact]
    public async Task Dropout_in_evaluation_is_refused_by_compiled_steps_as_a_module_and_as_a_function()
    {
        using NormalizedRead read = new();
        read.dropout.eval();
        await RefusedAsync(read, "'dropout' of 'NormalizedRead' is in evaluation mode, but compiled steps would drop values in it");
        read.dropout.train();
        await read.TrainAsync(Examples, Options, null, Token);

        using DroppedRead dropped = new();
        dropped.part.eval();
        await RefusedAsync(dropped, "'part' of 'DroppedRead' is in evaluation mode, but compiled steps would drop values in it");

        // In evaluation as a whole, a module is trained as a whole.
        dropped.eval();
        await dropped.TrainAsync(Examples, Options, null, Token);
        dropped.train();
        await dropped.TrainAsync(Examples, Options, null, Token);
    }

    [TorchFact]
    public void A_counter_may_have_a_dimension_and_names_a_prefix_too_many_is_named()
    {
        using var folder = new Folder();
        using NormalizedRead module = new(), other = new();
        module.Save(folder.Path("whole"));
        var tensors = SafetensorsFile.Read(folder.Path("whole")).Tensors;
        Safetensors.Write(folder.Path("counter"), [.. tensors.Where(tensor => tensor.Name != Counter), NamedTensor.FromInt64(Counter, [1], [4L])], new Dictionary<string, string>());
        other.Load(folder.Path("counter"));
        Assert.Equal(4, Value(other));

        Safetensors.Write(
            folder.Path("parallel"),
            [.. tensors.Where(tensor => tensor.Name != Counter).Select(tensor => NamedTensor.FromSingle("module." + tensor.Name, [.. tensor.Shape], tensor.ToSingleArray()))],
            new Dictionary<string, string>());
        Assert.Equal(
            $"{folder.Path("parallel")}: all names begin with 'module.', as those of a module inside Python's DataParallel do; save model.module.state_dict() there, or take 'module.' off the names.",
            Assert.Throws<DataFormatException>(() => other.Load(folder.Path("parallel"))).Message);
    }

    [TorchFact]
    public void A_file_of_TorchSharp_is_named_and_module_load_takes_it()
    {
        using var folder = new Folder();
        using NormalizedRead module = new(), other = new();
        module.save(folder.Path("net.dat"));
        Assert.Equal(
            $"{folder.Path("net.dat")} was written by module.save of TorchSharp; load it with module.load(path), and Save writes safetensors.",
            Assert.Throws<DataFormatException>(() => other.Load(folder.Path("net.dat"))).Message);
        other.load(folder.Path("net.dat"));
        Assert.Equal(module.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
    }

    private static async Task RefusedAsync(IModel module, string sentence) => Assert.Equal(
        sentence + "; call train() of this part, or train by autograd, which keeps the mode of each part: Device = TorchDevice.Cpu with { UsesAutograd = true }.",
        (await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Examples, Options, null, Token))).Message);

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
    internal readonly Linear hidden = Linear(5, 7);
    internal readonly Dropout dropout = Dropout(0.25);
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

/// <summary>A part that drops values by a function, under its own mode.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class DroppedRead : Module<Tensor, Tensor>
{
    internal readonly DroppedPart part = new();
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(part.call(input));
}

/// <summary>The part.</summary>
public sealed partial class DroppedPart : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);

    /// <summary>Makes the part.</summary>
    public DroppedPart()
        : base(nameof(DroppedPart)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => functional.dropout(hidden.call(input), 0.25, training);
}
