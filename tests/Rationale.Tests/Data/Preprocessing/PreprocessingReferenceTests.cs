using System.Text.Json;
using Rationale.Data;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Data;

/// <summary>Imputation, scaling, encodings and counts of words against scikit-learn.</summary>
public sealed class PreprocessingReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("preprocessing.json");

    [Fact]
    public void Every_case_gives_the_numbers_of_scikit_learn()
    {
        var cases = 0;
        foreach (var item in File.GetProperty("cases").EnumerateArray())
        {
            cases++;
            var (train, test) = (Table(item, "train"), Table(item, "test"));
            var steps = Preprocessing.Create().Impute(Enum.Parse<Imputation>(item.GetProperty("imputation").GetString()!), indicators: true, [.. train.ColumnNames!.Where(name => name[0] == 'n')]);
            steps = item.GetProperty("scaler").GetString() == "Standardize" ? steps.Standardize() : steps.MinMax();
            Compare(item.GetProperty("expected"), steps.OneHot().Fit(train).Transform(test));
            Compare(item.GetProperty("expected"), Preprocessing.FromJson(steps.OneHot().Fit(train).ToJson()).Transform(test));
            var ordinal = steps.Ordinal("t1").OneHot().Fit(train).Transform(test);
            var codes = item.GetProperty("ordinal").Doubles();
            var at = steps.Ordinal("t1").OneHot().Fit(train).OutputNames!.ToList().IndexOf("t1");
            Assert.Equal(codes, Enumerable.Range(0, ordinal.Count).Select(row => (double)ordinal[row, at]));
        }

        Assert.Equal(12, cases);
    }

    [Fact]
    public void Words_are_those_that_scikit_learn_counts()
    {
        var words = File.GetProperty("words");
        string[] sentences = [.. words.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetString()!)];
        string[] order = [.. words.GetProperty("counts").EnumerateObject().OrderByDescending(count => count.Value.GetInt32()).ThenBy(count => count.Name, StringComparer.Ordinal).Select(count => count.Name)];
        var ids = Preprocessing.Create().Tokenize(7, 100).Fit(RawTables.Texts(sentences)).Transform(RawTables.Texts(sentences)).Features;
        var tokens = words.GetProperty("tokens").EnumerateArray().Select(line => line.EnumerateArray().Select(token => token.GetString()!).ToArray()).ToArray();
        Assert.Equal(sentences.Length, tokens.Length);
        for (var row = 0; row < tokens.Length; row++)
        {
            Assert.Equal([.. tokens[row].Select(token => Array.IndexOf(order, token) + 2f), .. new float[7 - tokens[row].Length]], ids.Row(row));
        }
    }

    private static void Compare(JsonElement expected, FeatureMatrix found)
    {
        Assert.Equal(expected.GetArrayLength(), found.Count);
        for (var row = 0; row < found.Count; row++)
        {
            var (numbers, values) = (expected[row].Doubles(), found.Row(row));
            Assert.Equal(numbers.Length, values.Length);
            for (var i = 0; i < numbers.Length; i++)
            {
                Assert.Equal(numbers[i], values[i], 1e-6 * Math.Max(1, Math.Abs(numbers[i])));
            }
        }
    }

    private static FeatureMatrix Table(JsonElement item, string part) => FeatureMatrix.FromColumns([.. item.GetProperty("columns").EnumerateArray().Select(column =>
    {
        var (name, values) = (column.GetProperty("name").GetString()!, column.GetProperty(part).EnumerateArray());
        return column.GetProperty("text").GetBoolean()
            ? RawColumn.FromTexts(name, [.. values.Select(value => value.GetString())])
            : RawColumn.FromNumbers(name, [.. values.Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())]);
    })]);
}
