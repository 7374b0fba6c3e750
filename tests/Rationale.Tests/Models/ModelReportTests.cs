using System.Xml.Linq;
using Rationale.Attribution;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>The page about a model is whole, says what the model says, and takes names as they are.</summary>
public sealed class ModelReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_of_a_classifier_of_raw_data()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{(i % 2) + (i % 7 * 0.2)},{(i % 3 == 0 ? "<north>" : "south")},{(i % 2 == 0 ? "no & never" : "yes")}\n")));
        var data = CsvFile.Read(new StringReader("amount,region,y\n" + rows), "t.csv", new CsvOptions { LabelColumn = "y", CategoricalColumns = ["region"] });
        var fitted = Preprocessing.Create().Standardize().OneHot().Fit(data, cancellationToken: Token);
        using var model = Model.Interpret(Small.Linear(3, Small.Classes(2)), seed: 1);
        await model.TrainAsync(fitted.Transform(data), new TrainingOptions { Epochs = 5 }, cancellationToken: Token);
        var told = new List<double>();
        model.SaveReport(_folder["out/page.html"], data, progress: new Told(told.Add), cancellationToken: Token);

        var page = await File.ReadAllTextAsync(_folder["out/page.html"], Token);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(model.Evaluate(data, cancellationToken: Token).ToString().TrimEnd()), page, StringComparison.Ordinal);
        Assert.Contains("which is no &amp; never", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<north>", page, StringComparison.Ordinal);
        var bars = XDocument.Parse(page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)]).Root!;
        Assert.Equal(["amount", "region"], bars.Elements("text").Where((_, i) => i % 2 == 0).Select(text => text.Value).Order());
        Assert.Equal("320.0", bars.Elements("rect").First().Attribute("width")!.Value);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void A_page_of_a_regressor_and_a_canceled_one()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var data = Dataset.ForRegression(FeatureMatrix.FromArray([1, 2, 3, 4], 2), FeatureMatrix.FromArray([1, 2], 1));
        model.SaveReport(_folder["page.html"], data, new Saliency(), cancellationToken: Token);
        Assert.Contains("<h3>Example, number 1</h3>", File.ReadAllText(_folder["page.html"]), StringComparison.Ordinal);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => model.SaveReport(_folder["none.html"], data, progress: new Told(_ => source.Cancel()), cancellationToken: source.Token));
        Assert.Equal(["page.html"], _folder.Files);
    }

    /// <summary>Places decide where the model has no names of classes, as in every evaluation.</summary>
    [Fact]
    public void What_is_right_is_not_shown_as_wrong_because_only_the_data_name_the_classes()
    {
        using var model = Model.Interpret(Small.Linear(1, Small.Classes(2)), seed: 1);
        model.Parameters.Values.Clear();
        (model.Parameters.Values[0], model.Parameters.Values[1]) = (-1, 1);
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([1, -1, 2], 1), [1, 0, 1]);
        model.SaveReport(_folder["right.html"], data.WithClassNames(["no", "yes"]), new Saliency(), cancellationToken: Token);
        Assert.DoesNotContain("that is wrong", File.ReadAllText(_folder["right.html"]), StringComparison.Ordinal);
        model.SaveReport(_folder["wrong.html"], data.WithLabels([1, 0, 0]).WithClassNames(["no", "yes"]), new Saliency(), cancellationToken: Token);
        Assert.Contains("<h3>The surest that is wrong, number 2, which is no</h3>", File.ReadAllText(_folder["wrong.html"]), StringComparison.Ordinal);
    }

    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
