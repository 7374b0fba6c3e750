using Rationale.Attribution;
using Rationale.Data;
using Rationale.Generators.Emission;
using Rationale.Graph.Objectives;
using Rationale.Training;
using Rationale.Oracle;

namespace Rationale.Generators.Tests;

/// <summary>Generated models are compiled and run.</summary>
public sealed class ExecutionTests(AllModels models)
{
    public static TheoryData<string> Names => [.. Shapes.Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Programs_give_the_bits_of_the_interpreter(string shape)
    {
        using var model = models.Compiled.Create("Models." + shape);

        Assert.Empty(ProgramComparison.Differences(models.Compiled, "Models." + shape, model.Specification, seed: 11));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_specification_in_the_code_is_the_one_that_was_read(string shape)
    {
        var run = GeneratorRun.Create(Shapes.Models[shape]);
        using var model = models.Compiled.Create("Models." + shape);
        var read = Assert.Single(run.Values(TrackingNames.Read).Cast<EmissionInput>()).Declaration.Specification;

        Assert.Equal(read, model.Specification);
    }

    [Theory]
    [InlineData("ConstrainedClassifier")]
    [InlineData("Dropout")]
    [InlineData("NormalizedReduction")]
    [InlineData("AutomaticWeight")]
    public async Task The_generated_loop_trains_as_the_interpreted_one(string shape)
    {
        using var generated = models.Compiled.Create("Models." + shape, 5UL);
        using var interpreted = Model.Interpret(generated.Specification, seed: 5);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16 };
        var data = Data();

        var result = await generated.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        await interpreted.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(interpreted.Parameters.Values.ToArray(), generated.Parameters.Values.ToArray());
        Assert.Equal(3, result.History.Count);
        Assert.NotEqual(Model.Interpret(generated.Specification, seed: 5).Parameters.Values.ToArray(), generated.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_model_predicts_evaluates_explains_and_saves()
    {
        using var model = models.Compiled.Create("Models.ConstrainedClassifier", 7UL);
        using var interpreted = Model.Interpret(model.Specification, seed: 7);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            float[] x = [0.1f, -0.2f, 0.3f, 0.4f];

            Assert.Equal(interpreted.Predict(x).Outputs, model.Predict(x).Outputs);
            Assert.Equal(interpreted.Evaluate(Data()).Losses, model.Evaluate(Data()).Losses);
            foreach (var target in EveryTarget.All)
            {
                Assert.Equal(interpreted.Explain(Data(), target).Scores.ToArray(), model.Explain(Data(), target).Scores.ToArray());
            }

            Assert.Equal(Attributed(interpreted), Attributed(model));
            model.Save(path);
            using var other = models.Compiled.Create("Models.ConstrainedClassifier");
            Assert.NotEqual(model.Predict(x).Outputs, other.Predict(x).Outputs);
            other.Load(path);
            Assert.Equal(model.Predict(x).Outputs, other.Predict(x).Outputs);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<float> Attributed(IModel model) => new AttributionMethod[] { new IntegratedGradients(), new KernelShap() }
        .SelectMany(method => model.Attribute(Data(), method, cancellationToken: TestContext.Current.CancellationToken).Scores.ToArray());

    [Fact]
    public void Own_constructors_find_a_working_model()
    {
        using var model = models.Compiled.Create("Own.Model", "mine");

        Assert.Equal(2, model.Predict([1, 2, 3]).Outputs.Count);
    }

    [Fact]
    public void A_program_of_another_model_is_told_apart()
    {
        using var model = models.Compiled.Create("Models.NoBias");
        var other = model.Specification.Without(ExplanationPenalty.Key);

        Assert.NotEmpty(ProgramComparison.Differences(models.Compiled, "Models.NoBias", other, seed: 11));
    }

    private static Dataset Data()
    {
        var random = new Random(3);
        var features = FeatureMatrix.FromArray([.. Enumerable.Range(0, 50 * 4).Select(_ => (float)random.NextDouble())], 4);
        var annotations = FeatureMatrix.FromArray([.. Enumerable.Range(0, 50 * 4).Select(_ => (float)random.Next(2))], 4);
        return Dataset.ForClassification(features, [.. Enumerable.Range(0, 50).Select(row => row % 3)], 3).WithAnnotationMask(annotations);
    }
}
