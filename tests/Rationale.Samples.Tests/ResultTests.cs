using System.Text.Json;
using Spectre.Console;

namespace Rationale.Samples.Tests;

public sealed class ResultTests
{
    [Fact]
    public void Json_holds_metrics_beside_the_name_and_the_papers_under_paper()
    {
        var table = new ResultTable("toy-colors", 7);
        table.Add("plain").With("testAccuracy", 0.9998, paper: 1).With("steps", 5056);
        table.Add("both").With("testAccuracy", double.NaN);
        var json = JsonDocument.Parse(ResultJson.Bytes(table)).RootElement;

        Assert.Equal("toy-colors", json.GetProperty("sample").GetString());
        Assert.Equal(7, json.GetProperty("seed").GetInt32());
        Assert.True(json.GetProperty("seconds").GetDouble() >= 0);
        var first = json.GetProperty("rows")[0];
        Assert.Equal("plain", first.GetProperty("name").GetString());
        Assert.Equal(0.9998, first.GetProperty("testAccuracy").GetDouble());
        Assert.Equal(5056, first.GetProperty("steps").GetDouble());
        Assert.Equal(["testAccuracy"], first.GetProperty("paper").EnumerateObject().Select(p => p.Name));
        var second = json.GetProperty("rows")[1];
        Assert.Equal(JsonValueKind.Null, second.GetProperty("testAccuracy").ValueKind);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("paper").ValueKind);
    }

    [Fact]
    public void The_printed_table_shows_the_paper_where_it_has_a_number()
    {
        var table = new ResultTable("x", 1);
        table.Add("plain").With("testAccuracy", 0.5, paper: 0.5155).With("overlap", 0.25).With("seconds", 12.3456);
        table.Add("other").With("testAccuracy", 1);
        var text = new StringWriter();
        table.Print(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No }), "A title");
        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("A title", lines[0]);
        Assert.Contains("test accuracy", lines[2]);
        Assert.Equal("│       │         paper │         │         │", lines[3]);
        Assert.Equal("│ plain │ 0.5000 0.5155 │  0.2500 │    12.3 │", lines[5]);
        Assert.Equal("│ other │ 1.0000        │         │         │", lines[6]);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("TestAccuracy")]
    [InlineData("")]
    public void A_metric_that_would_break_the_json_is_refused(string metric) =>
        Assert.Throws<ArgumentException>(() => new ResultRow("x").With(metric, 1));

    [Theory]
    [InlineData(0.0000123, "1.2e-5")]
    [InlineData(0.98765, "0.9877")]
    [InlineData(60000, "60,000")]
    [InlineData(1.096e10, "1.10e+10")]
    public void Numbers_are_printed_to_be_read(double value, string expected) => Assert.Equal(expected, ResultTable.Format(value));
}
