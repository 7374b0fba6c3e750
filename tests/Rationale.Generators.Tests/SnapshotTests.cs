namespace Rationale.Generators.Tests;

/// <summary>The generated text, as people read it: one full surface of a model and one of a module, and of every other shape the sections that are special about it.</summary>
public sealed class SnapshotTests
{
    /// <summary>What a person reads from top to bottom. Longer means that a section stands in it that another snapshot could hold alone.</summary>
    private const int MaxLines = 450;

    public static TheoryData<string> Names => [.. SnapshotSections.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sections_of_a_shape_are_as_accepted(string shape)
    {
        var files = GeneratorRun.Create(Source(shape)).Files;

        Snapshot.Matches(shape, SnapshotSections.All[shape].SelectMany(path => GeneratedSection.Find(files, path)));
    }

    [Fact]
    public void A_class_with_a_constructor_of_its_own_gets_none()
    {
        var generated = GeneratorRun.Create(Shapes.Types["OwnConstructor"]).Files.Values;

        Assert.Contains(generated, text => text.Contains("partial class Model", StringComparison.Ordinal));
        Assert.DoesNotContain(generated, text => text.Contains("public Model(", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_accepted_file_belongs_to_a_test() =>
        Assert.Equal(SnapshotSections.All.Keys.Concat(GpuProgramTests.SnapshotNames.Keys).Append(TorchProgramTests.SnapshotName).Order(StringComparer.Ordinal), Accepted.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_accepted_file_but_the_full_surface_is_short() =>
        Assert.All(Accepted.Where(file => file.Key != "Everything"), file => Assert.InRange(file.Value.Split('\n').Length, 1, MaxLines));

    private static Dictionary<string, string> Accepted => Directory.GetFiles(Repository.Snapshots, "*.verified.cs").ToDictionary(path => Path.GetFileName(path).Replace(".verified.cs", ""), File.ReadAllText);

    private static string Source(string shape) => Shapes.Models.GetValueOrDefault(shape) ?? Shapes.Types.GetValueOrDefault(shape) ?? ModuleShapes.All[shape];
}
