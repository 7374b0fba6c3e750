using Rationale.Attribution;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Tests.Inputs;

/// <summary>The columns of every input go by their names, whichever of the inputs are the features of the data.</summary>
public sealed class InputNamesTests : IDisposable
{
    private static readonly string[] Columns = ["age", "income", "weight"];

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Columns_of_an_input_that_stand_in_another_order_mean_the_same()
    {
        var data = Data(Columns);
        using var model = Model.Interpret(TwoInputs.ImageAndTable(TwoInputs.Explanation()));
        await model.TrainAsync(data, new TrainingOptions { Epochs = 2 }, cancellationToken: TestContext.Current.CancellationToken);
        model.Save(_path, cancellationToken: TestContext.Current.CancellationToken);
        using var loaded = Model.Interpret(model.Specification);
        loaded.Load(_path, cancellationToken: TestContext.Current.CancellationToken);
        var moved = Data(["weight", "age", "income"]);
        var table = Dataset.Unlabeled(moved.Find("table")!).WithFeaturesName("table").WithInput("image", data.Features);

        foreach (var read in new[] { model, loaded })
        {
            Assert.Equal(model.Predict(data).Outputs(5), read.Predict(moved).Outputs(5));
            Assert.Equal(model.Predict(data).Outputs(5), read.Predict(table).Outputs(5));
            Assert.Equal(model.Evaluate(data).Losses["explanation"], read.Evaluate(moved).Losses["explanation"]);
            Assert.Equal(Columns, read.Explain(data.SideBySide(model.Specification).Row(0)).ForInput("table").FeatureNames);
            Assert.Equal(Columns, read.Explain(moved).ForInput("table").FeatureNames);
            Assert.Equal(Columns, read.Attribute(moved, new Saliency()).ForInput("table").FeatureNames);
            Assert.Contains("table.income", read.GlobalImportance(moved, new Saliency()).FeatureNames!);
            Assert.Null(read.Explain(moved).FeatureNames);
        }

        Assert.Equal(
            "The input 'table' of 'Patient' has the feature 'income', which the data lack; the data have 'age', 'wages', 'weight'.",
            Assert.Throws<ArgumentException>(() => loaded.Predict(Data(["age", "wages", "weight"]))).Message);
    }

    [Fact]
    public async Task The_first_input_goes_by_names_beside_the_features_too()
    {
        var specification = TwoInputs.ImageAndTable();
        using var model = Model.Interpret(specification with { Inputs = Graph.EquatableArray.Create(specification.Inputs[1], specification.Inputs[0]) });
        var (data, moved) = (Data(Columns), Data(["income", "age", "weight"]));
        await model.TrainAsync(data, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Columns, model.FeatureNames);
        Assert.Equal(model.Predict(data).Outputs(3), model.Predict(moved).Outputs(3));
    }

    [Fact]
    public void Parts_of_a_concatenation_go_by_names()
    {
        var (data, moved) = (Data(Columns), Data(["income", "age", "weight"]));

        var both = Dataset.Concat(data, moved);

        Assert.Equal(data.Find("table")!.Row(4), both.Find("table")!.Row(data.Count + 4));
        Assert.Equal(data.Find("annotations.table")!.Row(4), both.Find("annotations.table")!.Row(data.Count + 4));
    }

    [Fact]
    public async Task A_mask_that_no_term_reads_is_told_with_its_input()
    {
        using var model = Model.Interpret(TwoInputs.ImageAndTable(TwoInputs.Explanation("image")));
        var data = Data(Columns).WithAnnotationMask("image", FeatureMatrix.Repeat(new float[16], TwoInputs.Data(9).Count));
        async Task<TrainingResult> Train(Dataset train) => await model.TrainAsync(train, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            "The data have the annotation mask 'annotations.table', but no term of 'Patient' reads it, so that it changes nothing; name 'table' in the OnInputs of an [ExplainConstraint], or take the mask away with WithAnnotationMask(\"table\", null).",
            Assert.Single((await Train(data)).Warnings, warning => warning.Kind == TrainingWarningKind.UnusedMask).Message);
        Assert.DoesNotContain((await Train(data.WithAnnotationMask("table", null))).Warnings, warning => warning.Kind == TrainingWarningKind.UnusedMask);
    }

    [Fact]
    public void An_example_by_names_is_refused_with_the_inputs()
    {
        using var model = Model.Interpret(TwoInputs.TextAndTable());

        Assert.Equal(
            "An example by names has the features of one input, but 'Patient' takes the inputs 'table' and 'text'; give the numbers of each input, or a Dataset that has the inputs by their names (Dataset.WithInput).",
            Assert.Throws<ArgumentException>(() => model.Predict(new Dictionary<string, object?> { ["age"] = 3 })).Message);
    }

    // Numbers with decimals are kept in double precision, whole ones as floats.
    [Theory]
    [InlineData("1,2")]
    [InlineData("1.1,2.7")]
    public void Columns_of_a_file_keep_their_names_with_any_numbers(string row)
    {
        var file = CsvFile.Read(new StringReader($"age,income,y\n{row},a\n{row},b\n"), "test.csv", new CsvOptions { LabelColumn = "y" });

        Assert.Equal(["age", "income"], Dataset.Unlabeled(file.Features.Slice(1, 1)).FeatureNames!);
    }

    /// <summary>Data whose table has its columns, and their mask, in an order.</summary>
    private static Dataset Data(IReadOnlyList<string> order)
    {
        var data = TwoInputs.Data(9);
        var (table, mask) = (data.Find("table")!, data.Find("annotations.table")!);
        int[] places = [.. order.Select(name => Math.Max(0, Array.IndexOf(Columns, name)))];
        var columns = order.Select((name, at) => RawColumn.FromNumbers(name, [.. Enumerable.Range(0, data.Count).Select(row => (double)table.Row(row)[places[at]])]));
        var masks = FeatureMatrix.FromRows(Enumerable.Range(0, data.Count).Select(row => places.Select(place => mask.Row(row)[place]).ToArray()));
        return data.WithInput("table", FeatureMatrix.FromColumns([.. columns])).WithAnnotationMask("table", masks);
    }
}
