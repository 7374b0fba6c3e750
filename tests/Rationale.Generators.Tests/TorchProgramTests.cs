using Rationale.Graph.Models;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Tests;

/// <summary>Models of projects that know the torch target.</summary>
public sealed class TorchProgramTests(AllModels models)
{
    internal const string SnapshotName = "TorchTraining";

    /// <summary>All that the generator looks for in a project: the target by its name.</summary>
    internal const string Target = "namespace Rationale.Torch { internal static class TorchDevice { } }";

    public static TheoryData<string> Names => [.. Shapes.Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_code_makes_the_schedule_that_its_model_has_at_run_time(string shape)
    {
        using var model = models.Compiled.Create("Models." + shape);
        var specification = model.Specification;
        if (specification.Objectives.Any(term => term.Inputs(specification).Any(input => !input.Shape.Batched)))
        {
            Assert.Throws<NotSupportedException>(() => TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(specification)), model.Parameters.Length));
            return;
        }

        var expected = TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(specification)), model.Parameters.Length);

        Assert.Equal(expected.ToString(), models.Compiled.TensorTraining("Models." + shape).ToString());
    }

    [Fact]
    public void The_step_of_a_constrained_classifier_is_as_accepted()
    {
        var files = GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"], Target).Files;

        Snapshot.Matches(SnapshotName, files.Where(file => file.Key.EndsWith("TorchTraining.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_project_without_the_target_gets_no_such_code() =>
        Assert.DoesNotContain(GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]).Files, file => file.Key.Contains("Torch", StringComparison.Ordinal));
}
