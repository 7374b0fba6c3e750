namespace Rationale.Generators.Tests;

/// <summary>The generated text of every shape, as people read it.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> ModelNames => [.. Shapes.Models.Keys];

    public static TheoryData<string> TypeNames => [.. Shapes.Types.Keys];

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void The_main_file_and_the_training_of_a_model_are_as_accepted(string shape)
    {
        var files = GeneratorRun.Of(Shapes.Models[shape]).Files;

        Snapshot.Matches(shape, files.Where(file => file.Key.EndsWith("Training.g.cs", StringComparison.Ordinal) || file.Key.EndsWith("Smoothing.g.cs", StringComparison.Ordinal) || file.Key.EndsWith("SelfExplaining.g.cs", StringComparison.Ordinal) || IsMain(file.Key)));
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void The_main_file_and_the_prediction_of_a_class_are_as_accepted(string shape)
    {
        var files = GeneratorRun.Of(Shapes.Types[shape]).Files;

        Snapshot.Matches(shape, files.Where(file => file.Key.EndsWith("Prediction.g.cs", StringComparison.Ordinal) || IsMain(file.Key)));
    }

    [Fact]
    public void The_evaluation_and_the_explanation_of_a_constrained_classifier_are_as_accepted()
    {
        var files = GeneratorRun.Of(Shapes.Models["ConstrainedClassifier"]).Files;

        Snapshot.Matches("EvaluationAndExplanation", files.Where(file => file.Key.Contains("Evaluation.") || file.Key.Contains("Explanation.")));
    }

    [Fact]
    public void Every_accepted_file_belongs_to_a_test()
    {
        var accepted = Directory.GetFiles(Repository.Snapshots, "*.verified.cs").Select(path => Path.GetFileName(path).Replace(".verified.cs", ""));

        var tested = Shapes.All.Select(shape => shape.Key).Concat(ModuleShapes.All.Keys).Append("EvaluationAndExplanation").Append("TorchTraining");
        Assert.Equal(tested.Order(StringComparer.Ordinal), accepted.Order(StringComparer.Ordinal));
    }

    private static bool IsMain(string hintName) => hintName[(hintName.LastIndexOf('-') + 1)..].Count(character => character == '.') == 2;
}
