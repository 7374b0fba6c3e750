using System.Xml.Linq;

namespace Rationale.Documentation.Tests;

/// <summary>The first page that a reader follows runs from top to bottom, and shows what it says.</summary>
public sealed class FirstTableTests
{
    [Fact]
    public async Task The_first_table_runs_and_says_what_the_page_says()
    {
        var folder = Directory.CreateTempSubdirectory("rationale-first-table-").FullName;
        try
        {
            var data = Path.Combine(Repository.Root, "samples", "CreditDecisions", "data");
            var said = new List<string>();
            PageConsole.Said = said.Add;
            await PageCompiler.RunAsync(
                DocumentationPage.Read("docs/how-to/your-first-table.md"),
                code => code
                    .Replace("\"data/", $"@\"{data}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                    .Replace("\"credit.safetensors\"", $"@\"{Path.Combine(folder, "credit.safetensors")}\"", StringComparison.Ordinal)
                    .Replace("\"why.svg\"", $"@\"{Path.Combine(folder, "why.svg")}\"", StringComparison.Ordinal)
                    .Replace("Console.WriteLine(", "Rationale.Documentation.Tests.PageConsole.Note(", StringComparison.Ordinal));
            Assert.InRange(double.Parse(said[0], System.Globalization.CultureInfo.InvariantCulture), 0.96, 1);
            Assert.InRange(double.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture), 0.74, 0.85);
            Assert.Equal("collection_calls", said[2].Split('\n').Select(line => line.Split(' ')[0]).First(name => name.Contains('_', StringComparison.Ordinal) || name == "debt"));
            Assert.Equal("defaulted", said[4]);
            Assert.True(File.Exists(Path.Combine(folder, "credit.safetensors")));
            Assert.Equal(14, XDocument.Load(Path.Combine(folder, "why.svg")).Root!.Elements().Count());
            Assert.Equal(9, said.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Stands in for the console of a page that is run.</summary>
public static class PageConsole
{
    /// <summary>Who hears what the page writes.</summary>
    public static Action<string> Said { get; set; } = _ => { };

    /// <summary>Writes a value as the console does.</summary>
    public static void Note(object value) => Said(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
}
