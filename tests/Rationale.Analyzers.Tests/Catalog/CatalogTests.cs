using System.Reflection;
using Microsoft.CodeAnalysis;
using Rationale.CodeFixes;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers.Tests;

/// <summary>Everything that a rule must have, checked for every rule there is.</summary>
public sealed class CatalogTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Catalog");

    public static TheoryData<string> Fields => [.. DescriptorFields().Select(descriptor => descriptor.Name)];

    [Fact]
    public void Every_id_has_a_descriptor_and_the_other_way_round()
    {
        var ids = typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids.Order(), DescriptorFields().Select(field => Descriptor(field.Name).Id).Order());

        // A rule about declared models and about modules is found by two analyzers.
        var reported = Verify.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToList();
        Assert.Equal(ids.Order(), reported.Distinct().Select(descriptor => descriptor.Id).Order());
        Assert.Equal([GradientDescriptors.BatchStatisticsUnderPenalty], reported.GroupBy(descriptor => descriptor).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_rule_has_category_title_description_and_help_link(string field)
    {
        var descriptor = Descriptor(field);

        Assert.Matches("^RAT[0-9]{4}$", descriptor.Id);
        Assert.Equal("Rationale", descriptor.Category);
        Assert.NotEmpty(descriptor.Title.ToString());
        Assert.EndsWith(".", descriptor.Description.ToString());
        Assert.Equal($"https://github.com/rationale-net/rationale/blob/main/docs/rules/{descriptor.Id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_rule_stands_in_a_release_file_with_its_severity(string field)
    {
        var descriptor = Descriptor(field);
        var rows = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(name => File.ReadAllLines(Path.Combine(Folder, name)))
            .Where(line => line.StartsWith(descriptor.Id, StringComparison.Ordinal));

        Assert.Equal([descriptor.Id, "Rationale", descriptor.DefaultSeverity.ToString()], Assert.Single(rows).Split(" | ")[..3]);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_rule_has_a_page_with_every_section(string field)
    {
        var descriptor = Descriptor(field);
        var page = File.ReadAllText(Path.Combine(Folder, "rules", $"{descriptor.Id}.md"));

        Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page);
        Assert.Contains($"Severity: {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}", page);
        var sections = page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal));
        Assert.Equal(["## Cause", "## Why it matters", "## How to fix", "## When to suppress", "## Bad", "## Good"], sections);
    }

    [Fact]
    public void The_index_lists_every_family_with_its_rules_in_order_of_their_ids()
    {
        var sections = File.ReadAllText(Path.Combine(Folder, "rules", "README.md")).Split("\n## ")[1..];

        Assert.Equal(DiagnosticDescriptors.Families.Count, sections.Length);
        foreach (var (family, section) in DiagnosticDescriptors.Families.Zip(sections))
        {
            var rows = section.Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)).Select(row => row[..(row[..^1].LastIndexOf('|') + 1)]);
            var rules = DiagnosticDescriptors.In(family).OrderBy(rule => rule.Id);
            Assert.Equal(rules.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title} |"), rows.Select(row => row.TrimEnd()));
        }
    }

    [Fact]
    public void Every_class_of_descriptors_is_a_family()
    {
        var classes = typeof(DiagnosticDescriptors).Assembly.GetTypes().Where(type => type != typeof(DiagnosticDescriptors) && type.Name.EndsWith("Descriptors", StringComparison.Ordinal));

        Assert.Equal(classes.Select(type => type.Name).Order(), DiagnosticDescriptors.Families.Select(family => family.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task The_bad_sample_of_a_page_breaks_the_rule_and_the_good_one_none(string field)
    {
        var id = Descriptor(field).Id;
        var page = File.ReadAllText(Path.Combine(Folder, "rules", $"{id}.md"));

        Assert.Contains(id, (await Verify.DiagnosticsAsync(Sample(page, "Bad"))).Select(diagnostic => diagnostic.Id));
        var remarks = DiagnosticDescriptors.In(typeof(ModuleDescriptors)).Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Info).Select(rule => rule.Id).ToHashSet();
        var isRemark = remarks.Contains(id);

        // That a forward is left to autograd is no fault, unless the page is about that.
        Assert.DoesNotContain(await Verify.DiagnosticsAsync(Sample(page, "Good")), diagnostic => isRemark || !remarks.Contains(diagnostic.Id));

        // The forward of a self-explaining module is generated, and the generator does not run here.
        const string NotImplemented = "CS0534";
        Assert.Empty(Sample(page, "Good").GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != NotImplemented));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_index_says_which_rules_have_a_code_fix(string field)
    {
        var id = Descriptor(field).Id;
        var row = File.ReadAllLines(Path.Combine(Folder, "rules", "README.md")).Single(line => line.StartsWith($"| [{id}]", StringComparison.Ordinal));
        var fixes = typeof(TextCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(TextCodeFix)))
            .Select(type => (TextCodeFix)Activator.CreateInstance(type)!)
            .Where(fix => fix.FixableDiagnosticIds.Contains(id))
            .ToArray();

        Assert.Equal(row.EndsWith("| – |", StringComparison.Ordinal) ? 0 : 1, fixes.Length);
        Assert.All(fixes, fix => Assert.NotNull(fix.GetFixAllProvider()));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_rule_has_a_test_class(string field)
    {
        var tests = Assembly.GetExecutingAssembly().GetType($"Rationale.Analyzers.Tests.{field}Tests");

        Assert.NotNull(tests);
        Assert.Contains(tests.GetMethods(), method => method.GetCustomAttribute<FactAttribute>() is not null);
    }

    private static IEnumerable<FieldInfo> DescriptorFields() =>
        DiagnosticDescriptors.Families.SelectMany(family => family.GetFields());

    private static DiagnosticDescriptor Descriptor(string field) =>
        (DiagnosticDescriptor)DescriptorFields().Single(candidate => candidate.Name == field).GetValue(null)!;

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Sample(string page, string section)
    {
        var start = page.IndexOf("```csharp\n", page.IndexOf($"## {section}\n", StringComparison.Ordinal), StringComparison.Ordinal) + "```csharp\n".Length;
        return TestCompilation.Create(("Model.cs", Verify.Using + page[start..page.IndexOf("```", start, StringComparison.Ordinal)]));
    }
}
