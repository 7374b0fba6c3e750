using System.Text.RegularExpressions;
using Rationale.Generators.Tests;

namespace Rationale.Packages.Tests.Projects;

/// <summary>What the front pages promise: an empty folder, a package, and their twelve lines.</summary>
public sealed partial class NewUserTests(PackageFeed feed, ITestOutputHelper output)
{
    [Fact]
    public void An_empty_folder_a_package_and_the_lines_of_the_front_page_train_and_explain()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var program = CodePattern().Match(page).Groups[1].Value;
        var printed = PrintedPattern().Match(page).Groups[1].Value;
        var folder = feed.CreateFolder("Newcomer");

        var made = Command.Dotnet(folder, "new", "console", "--no-restore").Succeeded();
        var added = Command.Dotnet(folder, "add", "package", "Rationale").Succeeded();
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        var run = Command.Dotnet(folder, "run", "--configuration", "Release").Succeeded();

        // Digits of a training depend on how many threads share a step: the words and what is said by them do not.
        Assert.Equal(Words(printed), Words(run.Output));
        Assert.InRange(int.Parse(AccuracyPattern().Match(run.Output).Groups[1].Value), 82, 86);
        output.WriteLine($"new {made.Elapsed.TotalSeconds:F1} s, add {added.Elapsed.TotalSeconds:F1} s, run {run.Elapsed.TotalSeconds:F1} s");
    }

    [Fact]
    public void The_page_of_the_package_shows_the_same_lines() => Assert.Equal(
        CodePattern().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups[1].Value,
        CodePattern().Match(File.ReadAllText(Path.Combine(Repository.Root, "src", "Rationale", "README.md"))).Groups[1].Value);

    private static IEnumerable<string> Words(string text) => WordPattern().Matches(text).Select(match => match.Value);

    // The first block of C# that is a whole program.
    [GeneratedRegex(@"```csharp\n(using Rationale;\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"```text\n(accuracy .*?)```", RegexOptions.Singleline)]
    private static partial Regex PrintedPattern();

    [GeneratedRegex(@"accuracy ([0-9]+) %")]
    private static partial Regex AccuracyPattern();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex WordPattern();
}
