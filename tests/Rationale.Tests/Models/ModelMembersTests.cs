using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>What every model offers beyond its numbers: unlabeled data, names, parameters by name, progress, cancellation.</summary>
public sealed class ModelMembersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Unlabeled_examples_are_predicted_and_explained_as_labeled_ones()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var labeled = Small.Blobs(30);
        var unlabeled = Dataset.Unlabeled(labeled.Features);
        Assert.False(unlabeled.IsLabeled);
        Assert.True(labeled.IsLabeled && Small.Plane(3).IsLabeled);
        Assert.Equal((0, 0, null), (unlabeled.Classes, unlabeled.Labels.Length, unlabeled.Targets));
        Assert.Equal(Rows(model.Predict(labeled.Features)), Rows(model.Predict(unlabeled)));
        Assert.Equal(Rows(model.Predict(labeled)), Rows(model.Predict(unlabeled)));
        Assert.Equal(model.Explain(labeled).Scores.ToArray(), model.Explain(unlabeled).Scores.ToArray());
        Assert.Equal(labeled.Features.Row(7), unlabeled.Select([7, 7]).Features.Row(1));
        Assert.Equal(2, unlabeled.WithLabels([.. Enumerable.Repeat(1, 30)]).Classes);
        Refused("'Small' is a classifier and needs class labels, but the data are unlabeled; use Dataset.ForClassification.", () => model.Evaluate(unlabeled));
        Refused("'Small' is a classifier and needs class labels, but the data are unlabeled; use Dataset.ForClassification.", () => model.Explain(unlabeled, new Target(TargetOutput.Logit, TargetClass.Labeled)));
        Refused("Labeled and unlabeled datasets were given together, but a concatenation needs one kind.", () => Dataset.Concat(labeled, unlabeled));
        Refused("A stratified split was asked for, but the examples of this dataset are unlabeled.", () => unlabeled.Split(0.5, 1, stratified: true));
        Refused("The features have 0 examples, but a dataset needs at least 1.", () => Dataset.Unlabeled(FeatureMatrix.FromArray([], 4)));
        Assert.Equal(
            "Labels were asked for, but the examples of this dataset are unlabeled.",
            Assert.Throws<InvalidOperationException>(() => unlabeled.CopyLabels([0], new int[1])).Message);
        using var regressor = Model.Interpret(Small.Mlp(4, Small.Numbers(1)), seed: 1);
        Refused("'Small' is a regressor and needs targets, but the data are unlabeled; use Dataset.ForRegression.", () => regressor.Evaluate(unlabeled));
    }

    [Fact]
    public void An_explanation_of_many_examples_says_which_class_each_is_of()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var data = Small.Blobs(9);
        var all = model.Explain(data);
        Assert.Equal(Enumerable.Range(0, 9).Select(example => model.Predict(data.Features.Row(example)).Class), all.Classes);
        Assert.Equal(data.Labels.ToArray(), model.Explain(data, new Target(TargetOutput.Logit, TargetClass.Labeled)).Classes);
        Assert.Equal([4], all.InputShape);
        Assert.Equal(model.Explain(data.Features.Row(5)).Values.ToArray(), all.Scores.Row(5), (a, b) => Math.Abs(a - b) < 1e-6);
        using var regressor = Model.Interpret(Small.Mlp(4, Small.Numbers(1)), seed: 1);
        Assert.All(regressor.Explain(data).Classes, index => Assert.Equal(0, index));
        Assert.Equal("output 0", regressor.Explain(data)[3].TargetName);
        Assert.All(model.Explain(data, new Target(TargetOutput.Logit, TargetClass.All)).Classes, index => Assert.Equal(-1, index));
        var named = model.Explain(data.WithFeatureNames(["a", "b", "c", "d"]).WithClassNames(["x", "y", "z"]), new Target(TargetOutput.Probability, TargetClass.Labeled))[1];
        Assert.Equal(("probability of class y", "a"), (named.TargetName, named.FeatureNames![0]));
        Assert.Equal(model.Predict(data).Outputs(1).ToArray(), named.Prediction!.Outputs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_rises_to_one_and_changes_no_bit(int workers)
    {
        using var model = Watched(workers);
        var data = Small.Blobs(4000);
        var (evaluation, predictions, gradients) = (model.Evaluate(data), Rows(model.Predict(data)), model.Explain(data).Scores.ToArray());
        var (first, second, third) = (new Shares(), new Shares(), new Shares());
        Assert.Equal(evaluation.Losses, model.Evaluate(data, first, Token).Losses);
        Assert.Equal(predictions, Rows(model.Predict(data, second, Token)));
        Assert.Equal(gradients, model.Explain(data, null, third, Token).Scores.ToArray());
        foreach (var shares in new[] { first, second, third })
        {
            Assert.InRange(shares.Told.Count, 10, 100);
            Assert.Equal(shares.Told.Order().Distinct(), shares.Told);
            Assert.Equal(1, shares.Told[^1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_canceled_pass_ends_early_and_leaves_nothing_behind(int workers)
    {
        using var model = Watched(workers);
        var data = Small.Blobs(4000);
        var expected = model.Evaluate(data);
        foreach (var pass in new Action<IProgress<double>, CancellationToken>[]
        {
            (progress, token) => model.Evaluate(data, progress, token),
            (progress, token) => model.Predict(data, progress, token),
            (progress, token) => model.Predict(data.Features, progress, token),
            (progress, token) => model.Explain(data, null, progress, token),
        })
        {
            using var source = new CancellationTokenSource();
            var shares = new Shares(share => Cancel(source, share));
            Assert.Throws<OperationCanceledException>(() => pass(shares, source.Token));
            Assert.InRange(shares.Told[^1], 0.3, 0.5);
            Assert.Throws<OperationCanceledException>(() => pass(new Shares(), source.Token));
        }

        Assert.Equal(expected.Losses, model.Evaluate(data).Losses);

        static void Cancel(CancellationTokenSource source, double share)
        {
            if (share >= 0.3)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void A_report_must_not_use_the_model()
    {
        using var model = Watched(1);
        var data = Small.Blobs(400);
        var error = Assert.Throws<InvalidOperationException>(() => model.Predict(data, new Shares(_ => model.Predict(data.Features.Row(0))), Token));
        Assert.Equal("The progress of 'Small' was told to somebody who uses the model in turn; only note the share there, and ask the model afterwards.", error.Message);
        Assert.Equal(400, model.Predict(data).Count);
    }

    [Fact]
    public async Task The_asynchronous_members_give_the_same_numbers()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var data = Small.Blobs(30);
        Assert.Equal(model.Evaluate(data).Losses, (await model.EvaluateAsync(data, cancellationToken: Token)).Losses);
        Assert.Equal(Rows(model.Predict(data)), Rows(await model.PredictAsync(data, cancellationToken: Token)));
        Assert.Equal(model.Explain(data).Scores.ToArray(), (await model.ExplainAsync(data, cancellationToken: Token)).Scores.ToArray());
        var canceled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.EvaluateAsync(data, cancellationToken: canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.PredictAsync(data, cancellationToken: canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.ExplainAsync(data, cancellationToken: canceled));
    }

    [Fact]
    public async Task Workers_may_change_between_uses()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var other = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var data = Small.Blobs(64);
        var expected = Rows(model.Predict(data));
        model.Workers = 3;
        Assert.Equal((3, 3), (model.Workers, model.Runtime.Execution.Workers));
        Assert.Equal(expected, Rows(model.Predict(data)), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Workers = -1);

        // The number of a training's own goes before that of the model.
        await model.TrainAsync(data, new TrainingOptions { Epochs = 2, BatchSize = 64, Workers = 2 }, cancellationToken: Token);
        other.Workers = 2;
        await other.TrainAsync(data, new TrainingOptions { Epochs = 2, BatchSize = 64 }, cancellationToken: Token);
        Assert.Equal(other.Copy(), model.Copy());
        Assert.Equal(3, model.Workers);
        Assert.Equal(
            "Workers is -1, but it must be 0 (as many as the model has) or more.",
            (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(data, new TrainingOptions { Workers = -1 }, cancellationToken: Token))).Message);
        await Assert.ThrowsAsync<ArgumentNullException>(() => model.TrainAsync(data, new TrainingOptions { Device = null! }, cancellationToken: Token));
    }

    [Fact]
    public async Task A_training_runs_where_its_device_says()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var here = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var device = new Noted();
        await model.TrainAsync(Small.Blobs(40), new TrainingOptions { Device = device, Workers = 2 }, cancellationToken: Token);
        await here.TrainAsync(Small.Blobs(40), new TrainingOptions { Workers = 2 }, cancellationToken: Token);
        Assert.Equal(["features"], device.Asked);
        Assert.Equal(here.Copy(), model.Copy());
        Assert.Equal("cpu", Device.Cpu.ToString());
        Assert.Same(Device.Cpu, new TrainingOptions().Device);
    }

    [Fact]
    public void Parameters_have_names_and_can_be_written()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)));
        var parameters = model.Parameters;
        Assert.Equal((3, 3, 2), (parameters.Length, parameters.TrainedLength, parameters.Count));
        Assert.Equal(["dense1.weight", "dense1.bias"], parameters.Select(parameter => parameter.Key));
        new float[] { 2, -1 }.CopyTo(parameters["dense1.weight"]);
        parameters["dense1.bias"][0] = 0.5f;
        Assert.Equal([2, -1, 0.5f], parameters.Values.ToArray());
        Assert.Equal(2.5f, model.Predict([1.5f, 1]).Outputs[0]);
        Assert.Equal("'Small' has no parameter 'dense2.bias'; it has dense1.weight, dense1.bias.", Assert.Throws<KeyNotFoundException>(() => parameters["dense2.bias"].Length).Message);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => parameters["dense1.bias"].Length);
        Assert.Equal(3, parameters.Length);
    }

    [Fact]
    public async Task Names_come_from_the_data_and_are_saved()
    {
        using var folder = new TemporaryFolder();
        string[] features = ["length", "width", "height \"outer\"", "größe"];
        string[] classes = ["a", "b", "c"];
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        Assert.Null(model.FeatureNames);
        await model.TrainAsync(Small.Blobs(20).WithFeatureNames(features).WithClassNames(classes), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        await model.TrainAsync(Small.Blobs(20), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        model.Save(folder["named"]);
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(folder["named"]);
        Assert.Equal(features, loaded.FeatureNames);
        Assert.Equal(classes, loaded.ClassNames);
        Assert.Equal(classes, model.ClassNames);

        // Fewer classes than the model knows are not the names of its classes.
        using var other = Model.Interpret(Small.Mlp(4, Small.Classes(4)), seed: 1);
        await other.TrainAsync(Small.Blobs(20).WithClassNames(classes), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        Assert.Null(other.ClassNames);

        foreach (var (text, expected) in new[]
        {
            ("[\"one\"]", "featureNames of the manifest lists 1 names, but the model needs 4."),
            ("{}", "featureNames of the manifest is no list of names."),
            ("[1, 2, 3, 4]", "featureNames of the manifest is no list of names."),
            ("[null, null, null, null]", "featureNames of the manifest is no list of names."),
            ("[", "featureNames of the manifest is no list of names."),
        })
        {
            var before = loaded.Copy();
            Safetensors.Write(folder["damaged"], model.Runtime.NamedParameters(), new Dictionary<string, string> { ["featureNames"] = text });
            Assert.Equal($"{folder["damaged"]}: {expected}", Assert.Throws<DataFormatException>(() => loaded.Load(folder["damaged"])).Message);
            Assert.Equal(before, loaded.Copy());
            Assert.Equal(features, loaded.FeatureNames);
        }
    }

    [Fact]
    public void Services_say_which_models_they_know()
    {
        using var model = new Foreign();
        const string Expected = "Foreign is neither a generated model nor a Rationale.Model, so that its programs are not known; give the model that it stands for.";
        Assert.StartsWith(Expected, Assert.Throws<ArgumentException>(() => new ModelScore(model)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Expected, Assert.Throws<ArgumentException>(() => new SmoothedModel(model)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new ModelScore((IModel)null!));
    }

    /// <summary>A model of many small tiles, so that there is something to be told.</summary>
    private static Model Watched(int workers)
    {
        var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        model.Runtime.Execution = new ExecutionOptions { Workers = workers, TileSize = 4 };
        return model;
    }

    private static float[] Rows(Predictions predictions) => [.. Enumerable.Range(0, predictions.Count).SelectMany(row => predictions.Outputs(row).ToArray())];

    private static void Refused(string expected, Action action) => Assert.Equal(expected, Assert.Throws<ArgumentException>(action).Message);

    private sealed class Shares(Action<double>? report = null) : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public void Report(double value)
        {
            Told.Add(value);
            report?.Invoke(value);
        }
    }

    /// <summary>The cores of this machine, as another package would bring a device.</summary>
    private sealed record Noted : Device, IStepTarget
    {
        public List<string> Asked { get; } = [];

        internal override IStepTarget? Target => this;

        public IStepExecutor<float> Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
        {
            Assert.Equal(2, options.Workers);
            Asked.AddRange(plan.Layout.Inputs.Select(input => input.Name));
            return new Executor<float>(new ProgramSource(Small.Mlp(4, Small.Classes(3))).Training, parameters, options, 8);
        }
    }

    /// <summary>Such as a test of an application makes in place of a model.</summary>
    private sealed class Foreign : IModel
    {
        public ModelSpecification Specification => throw new NotSupportedException();

        public ModelParameters Parameters => throw new NotSupportedException();

        public int Workers { get; set; }

        public IReadOnlyList<string>? FeatureNames => null;

        public IReadOnlyList<string>? ClassNames => null;

        public void Initialize(ulong seed) => throw new NotSupportedException();

        public Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Evaluation Evaluate(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Prediction Predict(ReadOnlySpan<float> x) => throw new NotSupportedException();

        public Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Rationale.Attribution.Attribution Explain(ReadOnlySpan<float> x, Target? target = null) => throw new NotSupportedException();

        public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
