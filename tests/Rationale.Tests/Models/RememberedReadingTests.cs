using System.Globalization;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>A model remembers how the texts of its training data are read, and reads raw examples likewise, in another program too.</summary>
public sealed class RememberedReadingTests : IDisposable
{
    private static readonly CsvOptions German = new()
    {
        LabelColumn = "y",
        Separator = ';',
        Culture = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." },
        ThousandsSeparator = '.',
        DateColumns = ["seit"],
        DateFormat = "dd.MM.yyyy",
        MissingTexts = ["keine"],
        MissingValues = MissingValues.Keep,
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_loaded_model_reads_numbers_and_dates_as_its_training_data_had_them()
    {
        var train = CsvFile.Read(new StringReader("betrag;seit;y\n1.234,5;31.01.2024;a\n20,25;01.02.2023;b\nkeine;05.05.2020;a\n"), "kredite.csv", German);
        var preprocessing = Preprocessing.Create().Impute(Imputation.Mean).Standardize().Fit(train);
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(2)), seed: 1);
        await model.TrainAsync(preprocessing.Transform(train), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        var path = _folder["kredite.safetensors"];
        model.Save(path);
        using var loaded = Model.Interpret(Small.Linear(2, Small.Classes(2)));
        loaded.Load(path);

        var expected = loaded.Predict(Example(1234.5, 19753)).Outputs;
        Assert.Equal(expected, loaded.Predict(Example("1.234,5", "31.01.2024")).Outputs);
        Assert.Equal(expected, loaded.Predict(Example("1234,5", new DateOnly(2024, 1, 31))).Outputs);
        Assert.Equal(expected, loaded.Predict(Example(1234.5, new DateTime(2024, 1, 31))).Outputs);
        Assert.Equal(loaded.Predict(Example(null, 19753)).Outputs, loaded.Predict(Example("keine", 19753)).Outputs);
        Assert.Contains(
            "'seit' is the text \"2024-01-31\", but it must be a date that is written dd.MM.yyyy, as in the training data",
            Assert.Throws<ArgumentException>(() => loaded.Predict(Example(1, "2024-01-31"))).Message,
            StringComparison.Ordinal);

        // What is said with the example decides.
        Assert.Equal(loaded.Predict(Example(1.5, 19753)).Outputs, loaded.Predict(Example("1.5", "2024-01-31"), new CsvOptions { DateColumns = ["seit"] }).Outputs);
    }

    [Fact]
    public async Task Defaults_leave_nothing_in_the_file_and_what_is_no_such_text_is_refused()
    {
        using var model = Model.Interpret(Small.Linear(1, Small.Classes(2)), seed: 1);
        await model.TrainAsync(CsvFile.Read(new StringReader("x,y\n1,a\n2,b\n"), "plain.csv", new CsvOptions { LabelColumn = "y" }), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        var path = _folder["plain.safetensors"];
        model.Save(path);
        Assert.DoesNotContain("texts", SafetensorsFile.Read(path).Metadata.Keys);
        Assert.All(new[] { "[]", "{", "null", """{"thousands":"ab"}""", """{"decimal":1}""" }, text => Assert.Throws<DataFormatException>(() => TextReading.Read(text)));
    }

    private static Dictionary<string, object?> Example(object? amount, object? since) => new() { ["betrag"] = amount, ["seit"] = since };
}
