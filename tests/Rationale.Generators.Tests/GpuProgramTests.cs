namespace Rationale.Generators.Tests;

/// <summary>Models of projects that know the GPU target. What is written runs in <c>Rationale.Gpu.Tests</c>, against the launches over the whole batch.</summary>
public sealed class GpuProgramTests
{
    internal const string SnapshotName = "GpuTraining";

    [Fact]
    public void The_step_of_a_constrained_classifier_is_as_accepted()
    {
        var files = new GeneratorRun(TestCompilation.CreateWithGpu(Shapes.Models["ConstrainedClassifier"])).Files;

        Snapshot.Matches(SnapshotName, files.Where(file => file.Key.EndsWith("GpuTraining.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_step_of_every_model_compiles_without_a_warning()
    {
        var run = new GeneratorRun(TestCompilation.CreateWithGpu([.. Shapes.Models.Values]));

        Assert.Equal(Shapes.Models.Count, run.Files.Keys.Count(file => file.EndsWith("GpuTraining.g.cs", StringComparison.Ordinal)));
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_project_without_the_target_gets_no_such_code() =>
        Assert.DoesNotContain(GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]).Files, file => file.Key.Contains("Gpu", StringComparison.Ordinal) || file.Value.Contains("Gpu", StringComparison.Ordinal));
}
