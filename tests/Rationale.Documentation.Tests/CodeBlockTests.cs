namespace Rationale.Documentation.Tests;

/// <summary>Every block of C# that documentation shows compiles with what the generator writes for it, in a namespace and without.</summary>
public sealed class CodeBlockTests
{
    public static TheoryData<string, string?> Pages
    {
        get
        {
            var pages = new TheoryData<string, string?>();
            foreach (var page in DocumentationPage.All.Where(page => !page.StartsWith("docs/rules/", StringComparison.Ordinal)))
            {
                pages.Add(page, null);
                pages.Add(page, "Reader");
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_page_compiles(string page, string? ofNamespace)
    {
        var read = DocumentationPage.Read(page);
        Assert.NotEmpty(read.Blocks);
        var errors = PageCompiler.Errors(read, ofNamespace);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }

    [Fact]
    public void The_pages_are_those_that_readers_see()
    {
        Assert.Contains("README.md", DocumentationPage.All);
        Assert.True(DocumentationPage.All.Count(page => page.StartsWith("docs/how-to/", StringComparison.Ordinal)) >= 15);
        Assert.True(DocumentationPage.All.Count(page => page.StartsWith("docs/rules/", StringComparison.Ordinal)) >= 60);
    }
}
