using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A training that was interrupted and resumed is, bit for bit, the training that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(45).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    {
        Objectives = TaskLoss.With(Small.Sum),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TrainingOptions Options => new() { Epochs = 4, Seed = 3, Validation = Data, CheckpointFolder = _folder["run"] };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task However_often_it_is_canceled_it_ends_with_the_same_bits(bool streamed, int workers)
    {
        using var unbroken = Model(workers: workers);
        var expected = await TrainAsync(unbroken, streamed, Options with { CheckpointFolder = _folder["unbroken"] }, Token);

        // Six steps an epoch: in an epoch, at its end, at once, and across epochs.
        TrainingResult? found = null;
        var canceled = 0;
        foreach (var steps in new[] { 2, 3, 1, 6, 0, 4, 1000 })
        {
            using var model = Model(seed: canceled == 0 ? 1UL : 99, workers);
            try
            {
                found = await DriveAsync(model, streamed, Options with { Resume = canceled > 0 }, steps);
                Assert.Equal(unbroken.Copy(), model.Copy());
            }
            catch (OperationCanceledException)
            {
                canceled++;
            }
        }

        Assert.Equal(6, canceled);
        Assert.Equal(expected.History.Text(), found!.History.Text());
        Assert.Equal((expected.Steps, expected.BestEpoch, expected.StoppedEarly), (found.Steps, found.BestEpoch, found.StoppedEarly));
        Assert.Equal(expected.History.Text(), History.Read(_folder[Path.Combine("run", "history.jsonl")]).Text());
        Assert.Equal(
            Tensors(_folder[Path.Combine("unbroken", "last.safetensors")]),
            Tensors(_folder[Path.Combine("run", "last.safetensors")]));
        Assert.Equal(
            Tensors(_folder[Path.Combine("unbroken", "best.safetensors")]),
            Tensors(_folder[Path.Combine("run", "best.safetensors")]));
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0)]
    [InlineData(OptimizerKind.Sgd, 0.9)]
    [InlineData(OptimizerKind.AdamW, 0)]
    public async Task The_state_of_every_optimizer_is_kept(OptimizerKind optimizer, double momentum)
    {
        var specification = Specification with { Training = Specification.Training with { Optimizer = optimizer, Momentum = momentum, LearningRate = 1e-4 } };
        using var unbroken = Rationale.Model.Interpret(specification, seed: 1);
        using var halves = Rationale.Model.Interpret(specification, seed: 1);
        await unbroken.TrainAsync(Data, Options with { CheckpointFolder = null }, cancellationToken: Token);
        await halves.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        await halves.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), halves.Copy());
    }

    [Fact]
    public async Task A_finished_training_returns_its_result_and_more_epochs_go_on()
    {
        using var unbroken = Model();
        var expected = await unbroken.TrainAsync(Data, Options with { Epochs = 6, CheckpointFolder = null }, cancellationToken: Token);
        using var model = Model();
        var first = await model.TrainAsync(Data, Options, cancellationToken: Token);
        using var fresh = Model(seed: 5);
        var again = await fresh.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(first.History.Text(), again.History.Text());
        Assert.Equal((first.Steps, first.BestEpoch), (again.Steps, again.BestEpoch));
        Assert.Equal(model.Copy(), fresh.Copy());
        var more = await fresh.TrainAsync(Data, Options with { Epochs = 6, Resume = true }, cancellationToken: Token);
        Assert.Equal(expected.History.Text(), more.History.Text());
        Assert.Equal(more.History.Select(record => record.Seconds).Order(), more.History.Select(record => record.Seconds));
        Assert.Equal(unbroken.Copy(), fresh.Copy());
    }

    [Fact]
    public async Task A_training_of_version_01_goes_on_with_the_same_bits()
    {
        using var unbroken = Model();
        var expected = await unbroken.TrainAsync(Data, Options with { CheckpointFolder = null }, cancellationToken: Token);
        using var model = Model();
        await model.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        MakeVersion01(_folder[Path.Combine("run", "last.safetensors")], _folder[Path.Combine("run", "history.jsonl")]);
        var found = await model.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), model.Copy());
        Assert.Equal(expected.History.Text(), found.History.Text());
        Assert.Equal(expected.BestEpoch, found.BestEpoch);
        Assert.Equal(expected.History.Text(), History.Read(_folder[Path.Combine("run", "history.jsonl")]).Text());
    }

    /// <summary>Version 0.1 counted epochs from 0 and knew no schedules.</summary>
    private static void MakeVersion01(string checkpoint, string history)
    {
        var now = Checkpoint.Load(checkpoint);
        var (tensors, metadata) = CheckpointFormat.Encode(now with { Epoch = now.Epoch - 1, BestEpoch = now.BestEpoch - 1, Order = now.Order!.Value with { Epoch = now.Order.Value.Epoch - 1 } });
        metadata["format"] = "rationale-checkpoint-1";
        Assert.True(metadata.Remove("hyperparameter.learningRateSchedule"));
        Safetensors.Write(checkpoint, tensors, metadata);
        File.WriteAllText(history, File.ReadAllText(history).Replace("\"epoch\":1,", "\"epoch\":0,", StringComparison.Ordinal).Replace("\"epoch\":2,", "\"epoch\":1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_automatic_weight_is_the_one_chosen_at_the_beginning()
    {
        var options = Options with { AutomaticRatio = 2 };
        using var unbroken = Model();
        var expected = await unbroken.TrainAsync(Data, options with { CheckpointFolder = null }, cancellationToken: Token);
        using var model = Model();
        await model.TrainAsync(Data, options with { Epochs = 2 }, cancellationToken: Token);
        var found = await model.TrainAsync(Data, options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(expected.ExplanationWeight, found.ExplanationWeight);
        Assert.Equal(unbroken.Copy(), model.Copy());
    }

    [Fact]
    public async Task A_checkpoint_of_another_training_is_refused_and_nothing_changes()
    {
        using (var model = Model())
        {
            await model.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        }

        var resumed = Options with { Resume = true };
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { BatchSize = 9 }, "batch size 8", "batch size 9");
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { Seed = 4 }, "seed 3", "seed 4");
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { Shuffle = false }, "shuffled", "in order");
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { DropLast = true }, "last batch kept", "last batch dropped");
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { Optimizer = OptimizerKind.AdamW }, "optimizer Adam", "optimizer AdamW");
        await RefusedAsync<ArgumentException>(Specification, Data.Take(44), resumed, "45 examples", "44 examples");
        await RefusedAsync<ArgumentException>(Specification, Data.Shuffle(1), resumed, "other examples or annotation masks");
        await RefusedAsync<ArgumentException>(Specification, Data.Marking(2), resumed, "other examples or annotation masks");
        await RefusedAsync<ArgumentException>(Specification, Data, resumed with { AlwaysInclude = Data.Take(1) }, "other examples or annotation masks");
        await RefusedAsync<ArgumentException>(Specification, Data.WithAnnotationMask(null), resumed with { AllowMissingInputs = true }, "3 loss terms", "2 (task, loss)");
        await RefusedAsync<ArchitectureMismatchException>(Small.Mlp(4, Small.Classes(3), hidden: 9), Data, resumed, "Dense(8)", "Dense(9)");
    }

    [Fact]
    public async Task A_checkpoint_of_another_stream_of_batches_is_refused()
    {
        using var model = Model();
        await model.TrainAsync(Stream(Data), Options with { Epochs = 2 }, cancellationToken: Token);
        var before = Contents();
        foreach (var (options, part) in new (TrainingOptions, string)[]
        {
            (Options with { BatchSize = 9 }, "batchSize 8, but this training has batchSize 9"),
            (Options with { Seed = 4 }, "seed 3, but this training has seed 4"),
            (Options with { DropLast = true }, "dropLast false, but this training has dropLast true"),
        })
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Stream(Data), options with { Resume = true }, cancellationToken: Token));
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }

        // Memory after stream: the order of the batches is another one.
        await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task A_half_written_checkpoint_leaves_the_last_good_one()
    {
        using var unbroken = Model();
        await unbroken.TrainAsync(Data, Options with { CheckpointFolder = null }, cancellationToken: Token);
        using (var model = Model())
        {
            await model.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        }

        // What a kill leaves: a part under a temporary name, and a part of a line.
        var run = _folder["run"];
        var whole = await File.ReadAllBytesAsync(Path.Combine(run, "last.safetensors"), Token);
        await File.WriteAllBytesAsync(Path.Combine(run, ".last.safetensors.0.tmp"), whole[..(whole.Length / 2)], Token);
        await File.AppendAllTextAsync(Path.Combine(run, "history.jsonl"), "{\"epoch\":2,\"st", Token);
        using var resumed = Model(seed: 7);
        var result = await resumed.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), resumed.Copy());
        Assert.Equal(result.History.Text(), History.Read(Path.Combine(run, "history.jsonl")).Text());
    }

    [Fact]
    public async Task A_damaged_checkpoint_or_history_is_named_and_the_model_stays()
    {
        using (var model = Model())
        {
            await model.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        }

        var (last, history) = (_folder[Path.Combine("run", "last.safetensors")], _folder[Path.Combine("run", "history.jsonl")]);
        var lines = await File.ReadAllLinesAsync(history, Token);
        await File.WriteAllTextAsync(history, lines[0] + "\n", Token);
        await RefusedAsync<DataFormatException>(Specification, Data, Options with { Resume = true }, "history.jsonl", "1 whole records");
        var bytes = await File.ReadAllBytesAsync(last, Token);
        await File.WriteAllBytesAsync(last, bytes[..^5], Token);
        await RefusedAsync<DataFormatException>(Specification, Data, Options with { Resume = true }, "last.safetensors", "bytes");
    }

    [Fact]
    public async Task A_stream_that_notices_the_cancellation_first_leaves_a_checkpoint_as_well()
    {
        using var unbroken = Model();
        await unbroken.TrainAsync(Stream(Data), Options with { CheckpointFolder = null }, cancellationToken: Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var model = Model();

        // The second block is asked for when the three steps of the first are made, and never comes.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(new Interrupting(source), Options, cancellationToken: source.Token));
        var checkpoint = Checkpoint.Load(_folder[Path.Combine("run", "last.safetensors")]);
        Assert.Equal((1, 3, 3L), (checkpoint.Epoch, checkpoint.StepInEpoch, checkpoint.OptimizerStep));
        await model.TrainAsync(Stream(Data), Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), model.Copy());
    }

    private sealed class Interrupting(CancellationTokenSource source) : DatasetStream
    {
        public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return Data.Take(24);
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [Fact]
    public async Task A_stream_that_became_shorter_is_refused()
    {
        using var model = Model();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DriveAsync(model, true, Options, 5));
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Stream(Data.Take(20)), Options with { Resume = true }, cancellationToken: Token));
        Assert.Contains("after batch 5 of epoch 1, but the stream gave 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canceled_before_the_first_step_an_old_checkpoint_stays()
    {
        using var model = Model();
        await model.TrainAsync(Data, Options, cancellationToken: Token);
        var before = Contents();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Data, Options, cancellationToken: new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DriveAsync(model, false, Options, 0));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task Without_a_folder_cancellation_only_stops()
    {
        using var model = Model();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DriveAsync(model, false, Options with { CheckpointFolder = null }, 3));
        Assert.False(Directory.Exists(_folder["run"]));
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
    }

    private static Model Model(ulong seed = 1, int workers = 1)
    {
        var model = Rationale.Model.Interpret(Specification, seed);
        model.Runtime.Execution = new ExecutionOptions { Workers = workers };
        return model;
    }

    /// <summary>Blocks of 24 examples: three batches each, the last of them smaller.</summary>
    private static DatasetStream Stream(Dataset data) => DatasetStream
        .FromFiles([.. Enumerable.Range(0, (data.Count + 23) / 24).Select(block => $"{24 * block}")], from => data.Skip(int.Parse(from, System.Globalization.CultureInfo.InvariantCulture)).Take(24))
        .Prefetch(1);

    private static Task<TrainingResult> TrainAsync(Model model, bool streamed, TrainingOptions options, CancellationToken token) => streamed
        ? model.TrainAsync(Stream(Data), options, cancellationToken: token)
        : model.TrainAsync(Data, options, cancellationToken: token);

    /// <summary>Cancels after a number of steps.</summary>
    private static async Task<TrainingResult> DriveAsync(Model model, bool streamed, TrainingOptions options, int steps)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var run = streamed
            ? model.Runtime.PrepareTraining(Stream(Data), options, cancellationToken: source.Token)
            : model.Runtime.PrepareTraining(Data, options, cancellationToken: source.Token);
        await run.StartAsync();
        while (run.NextEpoch())
        {
            if (steps == 0)
            {
                await source.CancelAsync();
            }

            while (await run.NextBatchAsync())
            {
                run.ComputeGradients();
                run.ClipGradients();
                run.UpdateParameters();
                if (--steps == 0)
                {
                    await source.CancelAsync();
                }
            }

            await run.EndEpochAsync();
        }

        return await run.CompleteAsync();
    }

    private async Task RefusedAsync<T>(ModelSpecification specification, Dataset data, TrainingOptions options, params string[] parts)
        where T : Exception
    {
        using var model = Rationale.Model.Interpret(specification, seed: 42);
        var (parameters, files) = (model.Copy(), Contents());
        var exception = await Assert.ThrowsAsync<T>(() => model.TrainAsync(data, options, cancellationToken: Token));
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Equal(parameters, model.Copy());
        Assert.Equal(files, Contents());
    }

    private string Contents() => string.Join("\n", Directory.EnumerateFiles(_folder["run"]).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    private static string Tensors(string path) => string.Join("\n", Checkpoint.Load(path) is var checkpoint
        ? checkpoint.Parameters.Concat(checkpoint.OptimizerState).Select(tensor => $"{tensor.Name} {Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.ToSingleArray()))}")
        : []);
}
