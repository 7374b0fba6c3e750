namespace Rationale.Documentation.Tests;

/// <summary>The index of public types is what the code says.</summary>
public sealed class ReferencePageTests
{
    [Fact]
    public void The_index_of_public_types_is_current()
    {
        var expected = ReferencePage.Write();
        if (Environment.GetEnvironmentVariable("WRITE_REFERENCE") is not null)
        {
            File.WriteAllText(ReferencePage.Path, expected);
        }

        Assert.True(File.ReadAllText(ReferencePage.Path) == expected, "docs/reference.md is not what the documentation of the code says; run eng/write-reference.sh.");
    }

    [Fact]
    public void Every_public_type_has_a_sentence()
    {
        Assert.True(ReferencePage.Types.Count > 200, $"{ReferencePage.Types.Count} types");
        Assert.Empty(ReferencePage.Types.Where(type => ReferencePage.Sentence(type).Length < 5).Select(type => type.FullName));
    }
}
