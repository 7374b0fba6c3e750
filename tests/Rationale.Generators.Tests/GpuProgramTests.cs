namespace Rationale.Generators.Tests;

/// <summary>Models of projects that know the GPU target. What is written runs in <c>Rationale.Gpu.Tests</c>, against the launches over the whole batch.</summary>
public sealed class GpuProgramTests
{
    /// <summary>Snapshots of the programs of a model: their names, the shape, and which of its programs.</summary>
    internal static IReadOnlyDictionary<string, (string Shape, string Program)> SnapshotNames { get; } = new Dictionary<string, (string, string)>
    {
        ["GpuTraining"] = ("ConstrainedClassifier", "GpuTraining"),
        ["GpuExplanation"] = ("ConstrainedClassifier", "GpuExplanation"),
        ["GpuPrediction"] = ("RepeatedBlocks", "GpuPrediction"),
    };

    public static TheoryData<string> Names => [.. SnapshotNames.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_kernels_of_a_program_are_as_accepted(string name)
    {
        var (shape, program) = SnapshotNames[name];
        var files = new GeneratorRun(TestCompilation.CreateWithGpu(Shapes.Models[shape])).Files;

        Snapshot.Matches(name, files.Where(file => file.Key.EndsWith($"{program}.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_programs_of_every_model_compile_without_a_warning()
    {
        var run = new GeneratorRun(TestCompilation.CreateWithGpu([.. Shapes.Models.Values]));

        Assert.All(
            new[] { "GpuTraining", "GpuEvaluation", "GpuPrediction", "GpuExplanation" },
            program => Assert.Equal(Shapes.Models.Count, run.Files.Keys.Count(file => file.EndsWith($"{program}.g.cs", StringComparison.Ordinal))));

        // The other files are those of a project without the target, which CompilationTests compiles.
        Assert.Empty(run.ProblemsOf(file => file.Contains(".Gpu", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_written_does_not_grow_with_the_blocks()
    {
        var source = Shapes.Models["RepeatedBlocks"];
        Assert.Contains("Times = 6", source, StringComparison.Ordinal);
        Assert.Equal(Lines(source.Replace("Times = 6", "Times = 20", StringComparison.Ordinal)), Lines(source.Replace("Times = 6", "Times = 40", StringComparison.Ordinal)));

        static int Lines(string source) => new GeneratorRun(TestCompilation.CreateWithGpu(source)).Files.Single(file => file.Key.EndsWith("GpuTraining.g.cs", StringComparison.Ordinal)).Value.Count(letter => letter == '\n');
    }

    [Fact]
    public void A_project_without_the_target_gets_no_such_code() =>
        Assert.DoesNotContain(GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]).Files, file => file.Key.Contains("Gpu", StringComparison.Ordinal) || file.Value.Contains("Gpu", StringComparison.Ordinal));
}
