using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Tests;

/// <summary>
/// A part of the generated code, by a path: <c>*</c> is every file, <c>Training</c> a file, <c>Training/Tile</c> the members of that name in it, <c>Training/Tile/Explanation penalty</c> the statements
/// below the headings that begin so, <c>Main/TrainAsync/remarks</c> an element of their documentation, and <c>Main/Head</c> what stands before the first member, without the comment that
/// every file begins with. The file without a concern in its name is called <c>Main</c>.
/// </summary>
internal static class GeneratedSection
{
    private const string HeadingMark = "// ── ";

    /// <summary>The texts that a path names, each under its path; whole files under the names that the compiler sees.</summary>
    /// <param name="files">Hint names and texts.</param>
    /// <param name="path">The path.</param>
    /// <returns>At least one text: a path that names nothing fails the test.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Find(IReadOnlyDictionary<string, string> files, string path)
    {
        var parts = path.Split('/');
        var found = files.Where(file => parts[0] == "*" || Concern(file.Key) == parts[0])
            .SelectMany(file => Texts(file.Value, parts).Select(text => KeyValuePair.Create(parts.Length == 1 ? file.Key : path, text)))
            .ToArray();

        Assert.True(found.Length > 0, $"Nothing generated is called '{path}'; the files are {string.Join(", ", files.Keys.Select(Concern))}. Change SnapshotSections where a member or heading has another name now.");
        return found;
    }

    private static string Concern(string hintName) => hintName[(hintName.LastIndexOf('-') + 1)..].Split('.') is [_, var concern, "g", "cs"] ? concern : "Main";

    private static IEnumerable<string> Texts(string file, string[] parts)
    {
        if (parts.Length == 1)
        {
            return [file];
        }

        var root = CSharpSyntaxTree.ParseText(file, TestCompilation.ParseOptions).GetRoot();
        var members = root.DescendantNodes().OfType<MemberDeclarationSyntax>();
        if (parts[1] == "Head")
        {
            var first = members.First(member => member is not (BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax { Members.Count: > 0 }) || IsNested(member));
            var start = new[] { "\nnamespace ", "\nusing " }.Min(keyword => (uint)file.IndexOf(keyword, StringComparison.Ordinal));
            return [file[((int)start + 1)..first.FullSpan.Start].TrimEnd('\n') + "\n"];
        }

        var texts = members.Where(member => Name(member) == parts[1]).Select(member => file[member.FullSpan.Start..member.FullSpan.End].Trim('\n') + "\n");
        return parts.Length == 2 ? texts : texts.SelectMany(text => char.IsUpper(parts[2][0]) ? Below(text, parts[2]) : Element(text, parts[2]));
    }

    // A class that the generator writes into the model, not one around it.
    private static bool IsNested(SyntaxNode? member) => member is ClassDeclarationSyntax { BaseList: not null } type && type.Modifiers.Any(SyntaxKind.PrivateKeyword);

    private static string? Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor when !IsNested(constructor.Parent) => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        TypeDeclarationSyntax type when IsNested(type) => type.Identifier.Text,
        _ => null,
    };

    private static IEnumerable<string> Below(string member, string heading)
    {
        var lines = member.Split('\n');
        for (var first = 0; first < lines.Length; first++)
        {
            if (lines[first].TrimStart().StartsWith(HeadingMark + heading, StringComparison.Ordinal))
            {
                var closing = Array.FindLastIndex(lines, line => line.Trim() == "}");
                var next = Array.FindIndex(lines, first + 1, line => line.TrimStart().StartsWith(HeadingMark, StringComparison.Ordinal));
                yield return string.Join('\n', lines[first..(next < 0 ? closing : next)]).TrimEnd('\n') + "\n";
            }
        }
    }

    private static IEnumerable<string> Element(string member, string name)
    {
        var lines = member.Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains($"<{name}>", StringComparison.Ordinal));
        if (first >= 0)
        {
            yield return string.Join('\n', lines[first..(Array.FindIndex(lines, line => line.Contains($"</{name}>", StringComparison.Ordinal)) + 1)]) + "\n";
        }
    }
}
