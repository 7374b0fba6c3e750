using System.Text.RegularExpressions;

namespace Rationale.Packages.Tests;

/// <summary>An error or a warning of a build, in the form that all tools of MSBuild print.</summary>
/// <param name="Severity">error or warning.</param>
/// <param name="Code">The id, such as RAT0046.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Project">The name of the project that was built, without its folder.</param>
internal sealed partial record BuildMessage(string Severity, string Code, string Text, string Project)
{
    // Names of cultures in packages of others: said on machines without ICU only.
    private static readonly string[] Ignored = ["NETSDK1187", "NETSDK1188"];

    /// <summary>All messages of an output, each once: a build repeats them at its end.</summary>
    public static IReadOnlyList<BuildMessage> Parse(string output) =>
    [
        .. Pattern().Matches(output)
            .Select(match => new BuildMessage(match.Groups["severity"].Value, match.Groups["code"].Value, match.Groups["text"].Value, Path.GetFileNameWithoutExtension((match.Groups["project"].Success ? match.Groups["project"] : match.Groups["file"]).Value)))
            .Where(message => !Ignored.Contains(message.Code))
            .Distinct(),
    ];

    // /folder/File.targets(40,5): error RAT0046: What is wrong. [/folder/Project.csproj]
    // /folder/Project.csproj : error NU1202: What NuGet says.
    [GeneratedRegex(@"^(?<file>.*?)(?:\([0-9,]+\))? ?: (?<severity>error|warning) (?<code>\w+): (?<text>.*?)(?: \[(?<project>[^\]]+?proj)(?:::[^\]]*)?\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
