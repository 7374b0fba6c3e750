using System.Globalization;
using System.Text;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>Data that are rarely meant as they are bring a warning in progress and result, and what it advises works.</summary>
public sealed class DataWarningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The sign of the small feature is the class, so that the classes are separable; the large one says nothing.</summary>
    private static Dataset VeryDifferentScales { get; } = Dataset.ForClassification(
        FeatureMatrix.FromArray([.. Enumerable.Range(0, 200).SelectMany(i => new[] { (float)(5000 * Math.Sin(i * 1.7)), i % 2 == 0 ? 0.01f : -0.01f })], 2),
        [.. Enumerable.Range(0, 200).Select(i => i % 2)]).WithFeatureNames(["area", "smoothness"]);

    [Fact]
    public async Task Features_of_very_different_scale_are_told_and_scaling_them_helps()
    {
        var reports = new Reports();
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(2)), seed: 1);
        var result = await model.TrainAsync(VeryDifferentScales, new TrainingOptions { Epochs = 20 }, reports, Token);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal(TrainingWarningKind.FeatureScales, warning.Kind);
        Assert.StartsWith("Feature 0 ('area') is as large as ", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            ", but feature 1 ('smoothness') is no larger than 0.01, so that 'Small' hardly learns from the small ones; scale them, with Standardizer.Fit(train).Transform(train) and the same scaler for all other data.",
            warning.Message,
            StringComparison.Ordinal);
        Assert.NotEmpty(reports.All);
        Assert.All(reports.All, report => Assert.Equal(result.Warnings, report.Warnings));
        Assert.True(model.Evaluate(VeryDifferentScales).Accuracy < 0.8);

        var scaler = Standardizer.Fit(VeryDifferentScales);
        using var scaled = Model.Interpret(Small.Linear(2, Small.Classes(2)), seed: 1);
        Assert.Empty((await scaled.TrainAsync(scaler.Transform(VeryDifferentScales), new TrainingOptions { Epochs = 20 }, cancellationToken: Token)).Warnings);
        Assert.Equal(1, scaled.Evaluate(scaler.Transform(VeryDifferentScales)).Accuracy);
    }

    [Fact]
    public async Task A_normalization_before_everything_else_takes_any_scale()
    {
        using var model = Model.Interpret(Small.Create(2, Small.Classes(2), new BatchNormLayer(0.1, 1e-5, false), new DenseLayer(2, true, Initialization.PyTorchDefault)), seed: 1);
        Assert.Empty((await model.TrainAsync(VeryDifferentScales, cancellationToken: Token)).Warnings);
    }

    [Theory]
    [InlineData(1, 1f / 255, false)]
    [InlineData(1, 0, false)]
    [InlineData(-1001, 1, true)]
    [InlineData(1e-20f, 1e-10f, true)]
    [InlineData(1e30f, 1e-30f, true)]
    [InlineData(999, 1, false)]
    public void A_scale_is_the_largest_magnitude(float first, float second, bool told)
    {
        var features = FeatureMatrix.FromArray([0, second, first, second / 2, first / 3, -second], 2);
        Assert.Equal(told, FeatureScales.Describe(features, null, "Small") is not null);
    }

    [Fact]
    public async Task A_label_column_of_numbers_is_told_and_a_regression_reads_it()
    {
        var text = new StringBuilder("a,b,price\n");
        for (var i = 0; i < 60; i++)
        {
            // The price is 3 a + 2 b + 1, so that a linear regressor fits it exactly.
            var (a, b) = (Math.Sin(i), Math.Cos(3 * i));
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{a},{b},{(3 * a) + (2 * b) + 1}"));
        }

        const string Found = "The label column has 60 classes for 60 examples, all of them numbers (";
        const string Advice = "; if it is a number to predict, read it as CsvOptions.TargetColumns and train a [Regressor].";
        var labeled = CsvFile.Read(new StringReader(text.ToString()), "prices", new CsvOptions { LabelColumn = "price" });
        using var classifier = Model.Interpret(Small.Linear(2, Small.Classes(60)), seed: 1);
        var warning = Assert.Single((await classifier.TrainAsync(labeled, cancellationToken: Token)).Warnings);
        Assert.Equal(TrainingWarningKind.NumericLabels, warning.Kind);
        Assert.StartsWith(Found, warning.Message, StringComparison.Ordinal);
        Assert.EndsWith(Advice, warning.Message, StringComparison.Ordinal);

        // A model that has fewer classes cannot train at all, and its message has the same advice.
        using var few = Model.Interpret(Small.Linear(2, Small.Classes(3)), seed: 1);
        var refusal = (await Assert.ThrowsAsync<ArgumentException>(() => few.TrainAsync(labeled, cancellationToken: Token))).Message;
        Assert.Contains($", but 'Small' knows the classes 0 to 2. {Found}", refusal, StringComparison.Ordinal);
        Assert.EndsWith(Advice, refusal, StringComparison.Ordinal);

        var prices = CsvFile.Read(new StringReader(text.ToString()), "prices", new CsvOptions { TargetColumns = ["price"] });
        using var regressor = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var result = await regressor.TrainAsync(prices, new TrainingOptions { Epochs = 400 }, cancellationToken: Token);
        Assert.Empty(result.Warnings);
        Assert.Equal([3f, 2f, 1f], regressor.Copy(), (expected, found) => Math.Abs(expected - found) < 1e-2);
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(62, 62 * 50, false)]
    [InlineData(62, 62 * 49, true)]
    public void Numbers_that_name_classes_are_not_told(int classes, int rows, bool told)
    {
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        var data = Dataset.ForClassification(FeatureMatrix.Repeat([1], rows), labels, classes);
        Assert.Null(NumericLabels.Describe(data));
        Assert.Equal(told, NumericLabels.Describe(data.WithClassNames([.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))])) is not null);
        Assert.Null(NumericLabels.Describe(data.WithClassNames([.. Enumerable.Range(0, classes).Select(label => $"class {label}")])));
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }
}
