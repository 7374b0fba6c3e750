using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Inputs;

/// <summary>What users do with a model of two inputs.</summary>
public sealed class InputTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = TwoInputs.Data(61);

    private static readonly ModelSpecification Specification = TwoInputs.ImageAndTable(TwoInputs.Explanation());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_learns_and_stops_looking_at_what_is_marked()
    {
        using var free = Model.Interpret(TwoInputs.ImageAndTable(), seed: 3);
        using var model = Model.Interpret(Specification, seed: 3);
        var options = new TrainingOptions { Epochs = 40, Validation = Data };
        await free.TrainAsync(Data, options, cancellationToken: Token);
        var result = await model.TrainAsync(Data, options, cancellationToken: Token);
        Assert.True(model.Evaluate(Data).Accuracy > 0.95);
        Assert.True(result.History[^1].Losses["explanation"] > 0);
        foreach (var (input, marked) in new[] { ("image", 0), ("table", 0) })
        {
            var (before, after) = (Share(free), Share(model));
            Assert.True(after < 0.3 * before, $"{input}: {after} of {before}");

            double Share(Model asked)
            {
                var importance = asked.Explain(Data, Target.ForClass(0)).ForInput(input).GlobalImportance();
                return importance[marked].Mean / importance.Means.ToArray().Sum();
            }
        }
    }

    [Fact]
    public async Task A_penalty_on_one_input_leaves_the_other_alone()
    {
        using var model = Model.Interpret(TwoInputs.ImageAndTable(TwoInputs.Explanation("table")), seed: 3);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 40 }, cancellationToken: Token);
        using var unmasked = Model.Interpret(TwoInputs.ImageAndTable(TwoInputs.Explanation("table")), seed: 3);
        await unmasked.TrainAsync(Data.WithAnnotationMask(null), new TrainingOptions { Epochs = 40 }, cancellationToken: Token);
        Assert.Equal(unmasked.Copy(), model.Copy());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Equal_workers_give_equal_bits_and_a_resumed_training_is_the_unbroken_one(int workers)
    {
        using var unbroken = Model.Interpret(Specification, seed: 1);
        using var again = Model.Interpret(Specification, seed: 1);
        var options = new TrainingOptions { Epochs = 4, Workers = workers, Validation = Data, AlwaysInclude = Data.Take(2) };
        var expected = await unbroken.TrainAsync(Data.WithAnnotationMask("table", null), options, cancellationToken: Token);
        await again.TrainAsync(Data.WithAnnotationMask("table", null), options, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), again.Copy());
        using var resumed = Model.Interpret(Specification, seed: 1);
        options = options with { CheckpointFolder = _folder["run"] };
        await resumed.TrainAsync(Data.WithAnnotationMask("table", null), options with { Epochs = 2 }, cancellationToken: Token);
        using var continued = Model.Interpret(Specification, seed: 99);
        var found = await continued.TrainAsync(Data.WithAnnotationMask("table", null), options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), continued.Copy());
        Assert.Equal(expected.History.Text(), found.History.Text());
        var other = Data.WithAnnotationMask("table", null).WithInput("table", FeatureMatrix.Repeat([1, 2, 3], Data.Count));
        Assert.Contains("other examples", (await Assert.ThrowsAsync<ArgumentException>(() => continued.TrainAsync(other, options with { Resume = true }, cancellationToken: Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_gives_the_bits_of_memory()
    {
        using var memory = Model.Interpret(Specification, seed: 1);
        using var streamed = Model.Interpret(Specification, seed: 1);
        var options = new TrainingOptions { Shuffle = false };
        await memory.TrainAsync(Data, options, cancellationToken: Token);
        await streamed.TrainAsync(DatasetStream.FromDataset(Data, 16), options, cancellationToken: Token);
        Assert.Equal(memory.Copy(), streamed.Copy());
    }

    [Fact]
    public async Task It_predicts_explains_saves_and_loads()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        await model.TrainAsync(Data, cancellationToken: Token);
        var unlabeled = Dataset.Unlabeled(Data.Features).WithFeaturesName("image").WithInput("table", Data.Find("table"));
        var predictions = model.Predict(unlabeled);
        model.Save(_folder["two.safetensors"]);
        using var loaded = Model.Interpret(Specification, seed: 2);
        loaded.Load(_folder["two.safetensors"]);
        Assert.Equal(model.Copy(), loaded.Copy());
        Assert.Equal(predictions.Outputs(7).ToArray(), loaded.Predict(unlabeled).Outputs(7).ToArray());
        Assert.Equal(
            "Input(image: 4, 4, 1; Conv(2, 3×3, padding 1) Tanh Flatten) Input(table: 3; Dense(4) Tanh) Dense(6) Tanh Dense(3)",
            SafetensorsFile.Read(_folder["two.safetensors"]).Metadata["architecture"]);

        // The order of the columns of a data set does not matter, only their names.
        var turned = Dataset.Unlabeled(Data.Find("table")!).WithFeaturesName("table").WithInput("image", Data.Features);
        Assert.Equal(predictions.Outputs(7).ToArray(), model.Predict(turned).Outputs(7).ToArray());

        var explanations = model.Explain(unlabeled);
        Assert.Equal(["image", "table"], explanations.InputNames);
        Assert.Equal(("image", 16), (explanations.InputName, explanations.Scores.Width));
        Assert.Equal(("table", 3), (explanations.ForInput("table").InputName, explanations.ForInput("table").Scores.Width));
        Assert.Same(explanations, explanations.ForInput("table").ForInput("image"));
        var one = explanations[7];
        Assert.Equal([4, 4, 1], one.InputShape);
        Assert.Equal([3], one.ForInput("table").InputShape);
        Assert.Equal(explanations.ForInput("table").Scores.Row(7), one.ForInput("table").Values.ToArray());
        Assert.Equal(one.Values.ToArray(), one.ForInput("table").ForInput("image").Values.ToArray());
        Assert.NotEqual(0, one.ForInput("table").Top(1)[0].Value);

        string[] names = ["a", "b", "c"];
        Assert.Equal(one.Values.ToArray(), one.ForInput("table").WithNames(names, null).ForInput("image").Values.ToArray());
        Assert.Equal(names, explanations.ForInput("table").WithNames(names, null)[7].FeatureNames);
        Assert.Equal(explanations.Scores.Row(7), explanations.ForInput("table").WithNames(names, null)[7].ForInput("image").Values.ToArray());
        Assert.Equal("to the input 'image'; ForInput gives 'table'", one.ToString().Split('\n')[1]);
        Assert.Equal("to the input 'table'; ForInput gives 'image'", explanations.ForInput("table").ToString().Split('\n')[1]);
        Assert.Equal(
            "There are no attributions to an input 'text', but to 'image' and 'table'. (Parameter 'input')", Assert.Throws<ArgumentException>(() => explanations.ForInput("text")).Message);
    }

    [Fact]
    public void Another_order_or_other_names_of_inputs_are_another_architecture()
    {
        using var model = Model.Interpret(Specification);
        model.Save(_folder["two.safetensors"]);
        using var turned = Model.Interpret(Specification with { Inputs = new EquatableArray<ModelInput>(Specification.Inputs.Reverse()) });
        var before = turned.Copy();
        Assert.Throws<ArchitectureMismatchException>(() => turned.Load(_folder["two.safetensors"]));
        Assert.Equal(before, turned.Copy());
    }

    [Fact]
    public async Task A_self_explaining_model_is_robust_to_the_named_input()
    {
        var specification = TwoInputs.SelfExplaining(TwoInputs.Robustness("b"));
        var data = Dataset.ForClassification(Data.Features.Slice(0, 61), Data.Labels.Span, 3).WithFeatures(Small.Blobs(61, 2, 2).Features).WithFeaturesName("a")
            .WithInput("b", Data.Find("table"));
        var (free, bound) = (await TermAsync(0), await TermAsync(10));
        Assert.True(bound < 0.3 * free, $"{bound} of {free}");

        async Task<double> TermAsync(double weight)
        {
            using var model = Model.Interpret(specification, seed: 1);
            await model.TrainAsync(data, new TrainingOptions { Epochs = 30, RobustnessWeight = weight }, cancellationToken: Token);
            return model.Evaluate(data).Losses["robustness"];
        }
    }
}
