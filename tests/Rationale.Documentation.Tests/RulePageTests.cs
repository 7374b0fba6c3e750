namespace Rationale.Documentation.Tests;

/// <summary>The good samples of rule pages compile with what the generator writes for them; that the bad ones are reported, and the good ones are not, the tests of the analyzer see.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Pages => [.. DocumentationPage.All.Where(page => page.StartsWith("docs/rules/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_rule_recommends_compiles_without_a_namespace(string page)
    {
        var good = DocumentationPage.Read(page).Below("Good");
        Assert.NotEmpty(good.Blocks);
        var errors = PageCompiler.Errors(good, null);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }

    [Fact]
    public void What_all_rules_recommend_compiles_side_by_side_in_namespaces()
    {
        var pages = Pages.Select(page => DocumentationPage.Read(page).Below("Good")).ToList();
        Assert.True(pages.Count >= 60, $"{pages.Count} pages");
        var errors = PageCompiler.ErrorsSideBySide(pages);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }
}
