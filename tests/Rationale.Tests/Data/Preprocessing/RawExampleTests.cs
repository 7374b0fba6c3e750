using System.Text.Json;
using Rationale.Data;
using static Rationale.Tests.Data.RawTables;

namespace Rationale.Tests.Data;

/// <summary>Texts in an example by names mean what they would in a CSV file.</summary>
public sealed class RawExampleTests
{
    private static readonly CsvOptions Options = new() { LabelColumn = "y", CategoricalColumns = ["city"], MissingValues = MissingValues.Keep };

    [Theory]
    [InlineData("30", "b")]
    [InlineData(" 3e1 ", " b ")]
    [InlineData("", "")]
    [InlineData("NA", "NA")]
    [InlineData("-1.5", "?")]
    public void Texts_are_read_as_the_CSV_reader_reads_them(string age, string city)
    {
        var train = Read("20,a\n40,b\n60,b\n,\n");
        var preprocessing = Preprocessing.Create().Impute(Imputation.Mean, indicators: true, "age").OneHot("city").Fit(train);
        var expected = preprocessing.Transform(Read($"{age},{city}\n")).Features.ToArray();
        Assert.Equal(expected, preprocessing.Transform(preprocessing.Example(new Dictionary<string, object?> { ["age"] = age, ["city"] = city })).ToArray());
        var json = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(new { age, city }))!;
        Assert.Equal(expected, preprocessing.Transform(preprocessing.Example(json.ToDictionary(pair => pair.Key, pair => (object?)pair.Value))).ToArray());
    }

    [Fact]
    public void A_category_that_looks_missing_stays_a_category()
    {
        // Country codes: NA is Namibia. Categories stand in the order of their texts.
        var train = CsvFile.Read(new StringReader("age,city,y\n1,NA,0\n2,DE,1\n"), "codes.csv", Options with { MissingTexts = [""] });
        var preprocessing = Preprocessing.Create().OneHot("city").Fit(train);
        Assert.Equal([1, 0, 1], preprocessing.Transform(preprocessing.Example(new Dictionary<string, object?> { ["age"] = 1, ["city"] = "NA" })).ToArray());
    }

    [Theory]
    [InlineData("thirty", "")]
    [InlineData("thirty, or so", "")]
    [InlineData("1e99", "")]
    [InlineData("1,5", "; where it is a decimal comma, give the CsvOptions of the training data, with their Culture")]
    public void A_text_that_is_no_number_is_refused(string age, string advice)
    {
        var preprocessing = Preprocessing.Create().Ordinal("city").Fit(Read("20,a\n40,b\n"));
        Assert.Equal(
            $"The feature 'age' is the text \"{age}\", but it must be a number, or null where it is missing{advice}.",
            Assert.Throws<ArgumentException>(() => preprocessing.Example(new Dictionary<string, object?> { ["age"] = age, ["city"] = "a" })).Message);
    }

    private static Dataset Read(string rows) => CsvFile.Read(new StringReader($"age,city,y\n{rows.Replace("\n", ",0\n", StringComparison.Ordinal)}"), "people.csv", Options);

    /// <summary>A form that is filled in as the file of the training data was written.</summary>
    [Fact]
    public void Texts_are_read_by_the_options_of_the_file()
    {
        var fitted = Steps.Fit(People(40));
        var options = new CsvOptions { Culture = new System.Globalization.NumberFormatInfo { NumberDecimalSeparator = "," }, MissingTexts = ["keine Angabe"] };
        var read = fitted.Transform(fitted.Example(Person("30,5", "red", "keine Angabe"), options));
        var given = fitted.Transform(fitted.Example(Person(30.5, "red", null)));

        Assert.Equal(given.Row(0), read.Row(0));

        using var model = Model.Interpret(Models.Small.Linear(fitted.OutputCount, Models.Small.Numbers(1)), seed: 1);
        model.Preprocessing = fitted;
        Assert.Equal(model.Predict(Person(30.5, "red", null)).Outputs, model.Predict(Person("30,5", "red", "keine Angabe"), options).Outputs);
        Assert.Equal(model.Explain(Person(30.5, "red", null)).Values.ToArray(), model.Explain(Person("30,5", "red", "keine Angabe"), texts: options).Values.ToArray());
        Assert.Contains("\"30,5\"", Assert.Throws<ArgumentException>(() => fitted.Example(Person("30,5", "red", 1))).Message);
        Assert.Contains("\"NA\"", Assert.Throws<ArgumentException>(() => fitted.Example(Person("NA", "red", 1), options)).Message);
    }
}
