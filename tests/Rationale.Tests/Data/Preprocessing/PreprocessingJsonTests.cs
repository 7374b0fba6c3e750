using System.Text;
using Rationale.Data;
using static Rationale.Tests.Data.RawTables;

namespace Rationale.Tests.Data;

/// <summary>Preprocessings as JSON.</summary>
public sealed class PreprocessingJsonTests
{
    private static readonly Preprocessing Whole = Preprocessing.Create()
        .Impute(Imputation.Mode, "color").Impute(Imputation.Mean, indicators: true, "age").Standardize("age").MinMax("income").OneHot(UnknownCategory.Ignore, "color").Fit(People(40));

    [Fact]
    public void Reading_gives_the_same_bits()
    {
        var read = Preprocessing.FromJson(Whole.ToJson());
        Assert.Equal(Whole.ToJson(), read.ToJson());
        Assert.Equal((Whole.InputNames!, Whole.OutputNames!), (read.InputNames!, read.OutputNames!), (one, two) => one.Item1.SequenceEqual(two.Item1) && one.Item2.SequenceEqual(two.Item2));
        Assert.Equal(Whole.Transform(People(30, 5)).Features.ToArray(), read.Transform(People(30, 5)).Features.ToArray());
        Assert.True(Whole.Matches(read));
        Assert.False(Whole.Matches(Steps.Fit(People(40))));
        var words = Preprocessing.Create().Tokenize(3, 9).Fit(Texts("a \"quoted\" Wörd", "ß"));
        Assert.Equal(words.Transform(Texts("wörd a")).Features.ToArray(), Preprocessing.FromJson(words.ToJson()).Transform(Texts("wörd a")).Features.ToArray());
        var ordinal = Preprocessing.Create().OrdinalBy("c", ["x", "y"], UnknownCategory.Ignore).Fit(Texts("x"));
        Assert.Equal([1f, -1], Preprocessing.FromJson(ordinal.ToJson()).Transform(Texts("y", "q")).Features.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"features":1,"texts":[],"steps":[]}""")]
    [InlineData("""{"version":1,"features":0,"texts":[],"steps":[]}""")]
    [InlineData("""{"version":1,"features":1,"names":["a","b"],"texts":[],"steps":[]}""")]
    [InlineData("""{"version":1,"features":1,"names":[null],"texts":[],"steps":[]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[1],"steps":[]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[0],"steps":[]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"dream"}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"scale","label":"x","columns":[0],"offsets":[1],"divisors":[0]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"scale","label":"x","columns":[0],"offsets":[1e999],"divisors":[1]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"scale","label":"x","columns":[1],"offsets":[1],"divisors":[1]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"scale","label":"x","columns":[0],"offsets":[],"divisors":[1]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"impute","columns":[0],"fills":["a"],"indicators":[]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[0],"steps":[{"kind":"one-hot","column":0,"categories":["a","a"],"unknown":"refuse","missing":false}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"one-hot","column":0,"categories":["a"],"unknown":"refuse","missing":false}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[0],"steps":[{"kind":"one-hot","column":0,"categories":["a"],"unknown":"maybe","missing":false}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[0],"steps":[{"kind":"tokenize","column":0,"length":0,"words":[]}]}""")]
    [InlineData("""{"version":1,"features":1,"texts":[],"steps":[{"kind":"tokenize","column":0,"length":1,"words":[]}]}""")]
    public void Something_else_is_refused(string json) =>
        Assert.StartsWith("The preprocessing cannot be read from JSON (", Assert.Throws<DataFormatException>(() => Preprocessing.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Damaged_text_is_refused_with_a_sentence_or_read() =>
        Damage.TryAll<DataFormatException>(Encoding.UTF8.GetBytes(Whole.ToJson()), bytes => Preprocessing.FromJson(Encoding.UTF8.GetString(bytes)));
}
