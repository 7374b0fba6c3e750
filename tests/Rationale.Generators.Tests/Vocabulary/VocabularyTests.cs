using System.Text.RegularExpressions;

namespace Rationale.Generators.Tests.Vocabulary;

/// <summary>Names, messages, comments, generated code and pages use the field's terms: <c>words.tsv</c> lists what is not said, and what to say instead.</summary>
public sealed partial class VocabularyTests
{
    private static readonly string[] Folders = ["src", "generators/Rationale.Generators", "analyzers", "samples", "templates", "docs", "tests/Rationale.Generators.Tests/Snapshots"];

    private static readonly string[] Extensions = [".cs", ".fs", ".md"];

    private static readonly Word[] Words =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Rationale.Generators.Tests", "Vocabulary", "words.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(Word.Parse),
    ];

    public static TheoryData<string> TextPatterns => [.. Words.Where(word => !word.IsName).Select(word => word.Pattern.ToString())];

    public static TheoryData<string> NamePatterns => [.. Words.Where(word => word.IsName).Select(word => word.Pattern.ToString())];

    [Theory]
    [MemberData(nameof(TextPatterns))]
    public void Texts_say_it_in_the_terms_of_the_field(string pattern)
    {
        var (word, files) = (Words.Single(word => word.Pattern.ToString() == pattern), Texts().ToList());

        Assert.True(files.Count > 500, $"Only {files.Count} files were read.");
        Assert.Empty(files.SelectMany(file => Offences(word, file)));
    }

    [Theory]
    [MemberData(nameof(NamePatterns))]
    public void Names_say_it_in_the_terms_of_the_field(string pattern)
    {
        var (word, names) = (Words.Single(word => word.Pattern.ToString() == pattern), Names().Distinct().ToList());

        Assert.True(names.Count > 2000, $"Only {names.Count} names were looked at.");
        Assert.Empty(names.Where(name => word.IsIn(name.Owner + "." + name.Name, name.Name)).Select(name => $"{name.Owner}.{name.Name}: say {word.Instead}"));
    }

    [Fact]
    public void Every_exception_has_a_reason() => Assert.All(Words, word => Assert.True(word.Allowed is null || word.Reason.Length > 10, $"{word.Pattern} is allowed somewhere without a reason."));

    [Theory]
    [InlineData("text", @"\bpictures?\b", "the picture of a digit", true)]
    [InlineData("text", @"\bpictures?\b", "the image of a digit", false)]
    [InlineData("name", "^(Most|Least)[A-Z]", "MostRows", true)]
    [InlineData("name", "^(Most|Least)[A-Z]", "Mostly", false)]
    [InlineData("name", "^Of[A-Z]", "OfMean", true)]
    [InlineData("name", "^Of[A-Z]", "Offset", false)]
    public void A_word_of_the_list_is_found(string kind, string pattern, string text, bool found) =>
        Assert.Equal(found, Word.Parse($"{kind}\t{pattern}\tanother").IsIn("a place", text));

    private static IEnumerable<string> Offences(Word word, string file) => File.ReadLines(Path.Combine(Repository.Root, file))
        .Select((line, index) => (line, index)).Where(entry => word.IsIn(file, entry.line)).Select(entry => $"{file}:{entry.index + 1}: say {word.Instead}");

    private static IEnumerable<string> Texts() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Append(Path.Combine(Repository.Root, "README.md"))
        .Where(path => Extensions.Contains(Path.GetExtension(path)))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        // Decisions are records of their time, and kernels speak of the rows of their matrices.
        .Where(path => !path.StartsWith("docs/decisions/", StringComparison.Ordinal) && !path.StartsWith("src/Rationale/Kernels/", StringComparison.Ordinal) && !path.StartsWith("src/Rationale.Gpu/Kernels/", StringComparison.Ordinal));

    private static IEnumerable<(string Owner, string Name)> Names()
    {
        foreach (var line in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "PublicAPI.Shipped.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(line => !line.StartsWith('#')))
        {
            // A member as the list has it: modifiers, its name with those of its types, parameters, type.
            var name = TypeArguments().Replace(Modifiers().Replace(line, "").Split(["(", " -> ", " = "], StringSplitOptions.None)[0], "");
            name = Accessors().Replace(name, "");
            yield return (name[..Math.Max(0, name.LastIndexOf('.'))], name[(name.LastIndexOf('.') + 1)..]);
        }
    }

    [GeneratedRegex("^((static|const|override|abstract|virtual|readonly) )+")]
    private static partial Regex Modifiers();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TypeArguments();

    [GeneratedRegex("\\.(get|set|init|add|remove)$")]
    private static partial Regex Accessors();

    /// <summary>A word that is not said.</summary>
    private sealed record Word(bool IsName, Regex Pattern, string Instead, Regex? Allowed, string Reason)
    {
        public static Word Parse(string line)
        {
            var fields = line.Split('\t');
            return new Word(fields[0] == "name", new Regex(fields[1]), fields[2], fields.Length > 3 ? new Regex(fields[3]) : null, fields.Length > 4 ? fields[4] : "");
        }

        public bool IsIn(string place, string text) => Pattern.IsMatch(text) && Allowed?.IsMatch(place) != true;
    }
}
