namespace Rationale.Generators.Tests;

/// <summary>Models of projects that know the GPU target. What is written runs in <c>Rationale.Gpu.Tests</c>, against the launches over the whole batch.</summary>
public sealed class GpuProgramTests
{
    internal const string SnapshotName = "GpuTraining";

    /// <summary>All that the generator looks for in a project: the target by its name.</summary>
    private const string Target = "namespace Rationale.Gpu { public sealed class GpuDevice { } }";

    [Fact]
    public void The_step_of_a_constrained_classifier_is_as_accepted()
    {
        var files = GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"], Target).Files;

        Snapshot.Matches(SnapshotName, files.Where(file => file.Key.EndsWith("GpuTraining.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_project_without_the_target_gets_no_such_code() =>
        Assert.DoesNotContain(GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]).Files, file => file.Key.Contains("Gpu", StringComparison.Ordinal) || file.Value.Contains("Gpu", StringComparison.Ordinal));
}
