using Rationale.Attribution;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>A model knows its features and classes by name: data in another order give the same results, and data that name others are refused.</summary>
public sealed class AlignedUseTests : IDisposable
{
    private static readonly string[] Features = ["length", "width", "height", "weight"];
    private static readonly string[] Animals = ["cat", "dog", "cow"];
    private static readonly int[] Order = [2, 0, 3, 1];
    private static readonly int[] Numbers = [1, 2, 0];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Data => Small.Blobs(60).WithFeatureNames(Features).WithClassNames(Animals).Marking(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_order_of_columns_and_classes_changes_nothing()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 5 }, cancellationToken: Token);
        var other = Permuted(Data);
        Assert.Equal(model.Evaluate(Data).Accuracy, model.Evaluate(other).Accuracy);
        Assert.Equal(model.Evaluate(Data).Losses, model.Evaluate(other).Losses);
        Assert.True(model.Evaluate(other).Accuracy > 0.9);
        Assert.Equal(model.Predict(Data)[7].Outputs, model.Predict(other)[7].Outputs);
        Assert.Equal(model.Explain(Data).Scores.Row(7), model.Explain(other).Scores.Row(7));
        var paths = new IntegratedGradients();
        var (first, second) = (paths.Attribute(new ModelScore(model), Data, cancellationToken: Token), paths.Attribute(new ModelScore(model), other, cancellationToken: Token));
        Assert.Equal(first.Scores.ToArray(), second.Scores.ToArray());
        Assert.Equal(first[0].Top(4).Select(item => item.ToString()), second[0].Top(4).Select(item => item.ToString()));
    }

    [Fact]
    public async Task Names_come_back_with_the_parameters()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 5 }, cancellationToken: Token);
        model.Save(_folder["model.safetensors"]);
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(_folder["model.safetensors"]);
        Assert.Equal(model.Evaluate(Data).Accuracy, loaded.Evaluate(Permuted(Data)).Accuracy);
        Assert.Equal(1, loaded.Evaluate(Permuted(Data.Select([2, 5, 8])).AlignTo(null, ["cow"])).Accuracy);
    }

    [Fact]
    public async Task Validation_and_further_trainings_follow_the_names_of_the_first()
    {
        using var expected = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var found = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var options = new TrainingOptions { Epochs = 2, Validation = Data };
        var history = await expected.TrainAsync(Data, options, cancellationToken: Token);
        var other = await found.TrainAsync(Data, options with { Validation = Permuted(Data) }, cancellationToken: Token);
        Assert.Equal(history.History[^1].Metrics["accuracy"], other.History[^1].Metrics["accuracy"]);
        await expected.TrainAsync(Data, options, cancellationToken: Token);
        await found.TrainAsync(DatasetStream.FromDataset(Permuted(Data), 60).Shuffle(1), options with { Epochs = 1 }, cancellationToken: Token);
        Assert.True(found.Evaluate(Data).Accuracy > 0.9);
        found.Parameters.Values.Clear();
        expected.Parameters.Values.Clear();
        await expected.TrainAsync(Data, options, cancellationToken: Token);
        await found.TrainAsync(Permuted(Data), options, cancellationToken: Token);
        Assert.Equal(expected.Copy(), found.Copy());
    }

    [Fact]
    public async Task Features_and_classes_of_something_else_are_refused()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        Assert.Equal(
            "'Small' has the feature 'width', which the data lack; the data have 'length', 'breadth', 'height', 'weight'.",
            Assert.Throws<ArgumentException>(() => model.Predict(Data.WithFeatureNames(["length", "breadth", "height", "weight"]))).Message);
        Assert.Equal(
            "The data have the class 'emu', which 'Small' does not know; its classes are 'cat', 'dog', 'cow'.",
            Assert.Throws<ArgumentException>(() => model.Evaluate(Data.WithClassNames(["cat", "dog", "emu"]))).Message);
        Assert.True(model.Evaluate(Data.WithClassNames(null)).Accuracy > 0);
    }

    private static Dataset Permuted(Dataset data)
    {
        float[] Reordered(FeatureMatrix of) => [.. Enumerable.Range(0, data.Count).SelectMany(row => Order.Select(column => of[row, column]))];
        return Dataset.ForClassification(FeatureMatrix.FromArray(Reordered(data.Features), 4), [.. data.Labels.ToArray().Select(label => Array.IndexOf(Numbers, label))], 3)
            .WithAnnotationMask(FeatureMatrix.FromArray(Reordered(data.AnnotationMask!), 4))
            .WithFeatureNames([.. Order.Select(column => Features[column])])
            .WithClassNames([.. Numbers.Select(number => Animals[number])]);
    }
}
