using System.Globalization;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class CallbackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Calls_come_in_order_with_what_is_known_then()
    {
        var calls = new Recorder();
        using var model = Model();
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 2, BatchSize = 10, Validation = Data, CheckpointFolder = _folder.Root, Callbacks = [calls] }, cancellationToken: Token);
        Assert.Equal(
            [
                "begin 0/2 step 0",
                "step begin 1 0", "step end 1 1", "step begin 1 1", "step end 1 2", "epoch 1 step 2: loss, accuracy; history 1", "checkpoint last.safetensors 1",
                "step begin 2 2", "step end 2 3", "step begin 2 3", "step end 2 4", "epoch 2 step 4: loss, accuracy; history 2", "checkpoint last.safetensors 2",
                "end 2 step 4",
            ],
            calls.All);
    }

    [Fact]
    public async Task The_learning_rate_of_each_step_is_told()
    {
        var rates = new List<double>();
        using var model = Model();
        await model.TrainAsync(
            Data,
            new TrainingOptions { Epochs = 2, BatchSize = 10, LearningRate = 0.5, LearningRateSchedule = LearningRateSchedule.Step(steps: 3, factor: 0.1), Callbacks = [new Each(step: training => rates.Add(training.LearningRate))] },
            cancellationToken: Token);
        Assert.Equal([0.5, 0.5, 0.5, 0.05], rates, new Near(1e-12));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_training_that_is_stopped_in_a_step_goes_on_there_when_it_is_resumed(int step)
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 5 };
        using var unbroken = Model();
        var expected = await unbroken.TrainAsync(Data, options, cancellationToken: Token);
        using var model = Model();
        var stopping = options with { CheckpointFolder = _folder.Root, Callbacks = [new Each(step: training => StopAt(training, step))] };
        var stopped = await model.TrainAsync(Data, stopping, cancellationToken: Token);
        Assert.True(stopped.StoppedEarly);
        Assert.Equal((step, step / 4), (stopped.Steps, stopped.History.Count));
        var resumed = await model.TrainAsync(Data, options with { CheckpointFolder = _folder.Root, Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), model.Copy());
        Assert.Equal(expected.History.Text(), resumed.History.Text());

        static void StopAt(TrainingContext training, int step)
        {
            if (training.Step == step)
            {
                training.Stop();
            }
        }
    }

    [Fact]
    public async Task A_training_that_is_stopped_after_an_epoch_has_its_record_and_checkpoint()
    {
        using var model = Model();
        var result = await model.TrainAsync(
            Data, new TrainingOptions { Epochs = 5, CheckpointFolder = _folder.Root, Callbacks = [new Each(epoch: training => training.Stop())] }, cancellationToken: Token);
        Assert.True(result.StoppedEarly);
        Assert.Single(result.History);
        Assert.Equal((2, 0), (Checkpoint.Load(_folder["last.safetensors"]).Epoch, Checkpoint.Load(_folder["last.safetensors"]).StepInEpoch));
    }

    [Theory]
    [InlineData("begin step")]
    [InlineData("end step")]
    [InlineData("epoch")]
    [InlineData("checkpoint")]
    public async Task An_exception_saves_what_was_reached_and_reaches_the_caller(string where)
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 5, Validation = Data };
        using var unbroken = Model();
        var expected = await unbroken.TrainAsync(Data, options, cancellationToken: Token);
        using var model = Model();
        var exception = await Assert.ThrowsAsync<NotSupportedException>(() =>
            model.TrainAsync(Data, options with { CheckpointFolder = _folder.Root, Callbacks = [new Thrower(where)] }, cancellationToken: Token));
        Assert.Equal(where, exception.Message);
        Assert.Equal(where == "begin step" ? 5 : where == "end step" ? 6 : 8, Checkpoint.Load(_folder["last.safetensors"]).OptimizerStep);
        using var fresh = Model(seed: 9);
        var resumed = await fresh.TrainAsync(Data, options with { CheckpointFolder = _folder.Root, Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), fresh.Copy());
        Assert.Equal(expected.History.Text(), resumed.History.Text());
    }

    [Fact]
    public async Task State_comes_back_with_the_steps_it_belongs_to()
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 5, CheckpointFolder = _folder.Root };
        var (first, second) = (new Counter(stopAt: 6), new Counter());
        using var model = Model();
        await model.TrainAsync(Data, options with { Callbacks = [first] }, cancellationToken: Token);
        Assert.Equal(6, first.Steps);
        await model.TrainAsync(Data, options with { Resume = true, Callbacks = [second] }, cancellationToken: Token);
        Assert.Equal(12, second.Steps);
        Assert.Equal(6, second.StepsAtBegin);
    }

    [Fact]
    public async Task Two_states_of_one_name_are_refused()
    {
        using var model = Model();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, new TrainingOptions { Callbacks = [new Counter(), new Counter()] }, cancellationToken: Token));
        Assert.Equal("Two callbacks keep a state of the name 'counter'; give each a StateName of its own.", exception.Message);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_one_sentence()
    {
        var options = new TrainingOptions { Epochs = 1, CheckpointFolder = _folder.Root };
        using var model = Model();
        await model.TrainAsync(Data, options with { Callbacks = [new Counter(text: "many")] }, cancellationToken: Token);
        var exception = await Assert.ThrowsAsync<DataFormatException>(() => model.TrainAsync(Data, options with { Epochs = 2, Resume = true, Callbacks = [new Counter()] }, cancellationToken: Token));
        Assert.Equal($"{_folder["last.safetensors"]}: the checkpoint's state of a callback cannot be read.", exception.Message);
    }

    private static Model Model(ulong seed = 1) => Rationale.Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed);

    private sealed class Recorder : ITrainingCallback
    {
        public List<string> All { get; } = [];

        public ValueTask OnTrainingBeginAsync(TrainingContext training) => Add($"begin {training.Epoch}/{training.Epochs} step {training.Step}");

        public void OnStepBegin(TrainingContext training) => Add($"step begin {training.Epoch} {training.Step}");

        public void OnStepEnd(TrainingContext training) => Add($"step end {training.Epoch} {training.Step}");

        public ValueTask OnEpochEndAsync(TrainingContext training) =>
            Add($"epoch {training.Epoch} step {training.Step}: {string.Join(", ", training.Metrics.Keys)}; history {training.History.Count}");

        public ValueTask OnCheckpointAsync(TrainingContext training, string path) => Add($"checkpoint {Path.GetFileName(path)} {training.Epoch}");

        public ValueTask OnTrainingEndAsync(TrainingContext training) => Add($"end {training.Epoch} step {training.Step}");

        private ValueTask Add(FormattableString text)
        {
            All.Add(FormattableString.Invariant(text));
            return default;
        }
    }

    private sealed class Each(Action<TrainingContext>? step = null, Action<TrainingContext>? epoch = null) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training) => step?.Invoke(training);

        public async ValueTask OnEpochEndAsync(TrainingContext training)
        {
            await Task.Yield();
            epoch?.Invoke(training);
        }
    }

    private sealed class Thrower(string where) : ITrainingCallback
    {
        public void OnStepBegin(TrainingContext training) => ThrowIf("begin step", training.Step == 5);

        public void OnStepEnd(TrainingContext training) => ThrowIf("end step", training.Step == 6);

        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            ThrowIf("epoch", training.Epoch == 2);
            return default;
        }

        public ValueTask OnCheckpointAsync(TrainingContext training, string path)
        {
            ThrowIf("checkpoint", training.Epoch == 2);
            return default;
        }

        private void ThrowIf(string place, bool reached)
        {
            if (place == where && reached)
            {
                throw new NotSupportedException(where);
            }
        }
    }

    private sealed class Counter(long stopAt = 0, string? text = null) : IStatefulCallback
    {
        public long Steps { get; private set; }

        public long StepsAtBegin { get; private set; }

        public string StateName => "counter";

        public string SaveState() => text ?? Steps.ToString(CultureInfo.InvariantCulture);

        public void RestoreState(string state) => Steps = long.Parse(state, CultureInfo.InvariantCulture);

        public ValueTask OnTrainingBeginAsync(TrainingContext training)
        {
            StepsAtBegin = Steps;
            return default;
        }

        public void OnStepEnd(TrainingContext training)
        {
            if (++Steps == stopAt)
            {
                training.Stop();
            }
        }
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double number) => 0;
    }
}
