using Rationale.Data;
using Rationale.Generators.Tests.Reading;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Generators.Tests;

/// <summary>A model that takes weights has generated programs that read them, and trains to the bits of the interpreter.</summary>
public sealed class WeightedModelTests
{
    private const string Classifier = "namespace Models; [Rationale.Classifier(3, TakesWeights = true)] [Rationale.Input(4)] [Rationale.Dense(6)] [Rationale.Tanh] [Rationale.Dense(3)] internal partial class M;";

    private const string Regressor = "namespace Models; [Rationale.Regressor(2, TakesWeights = true)] [Rationale.Input(4)] [Rationale.Dense(2)] internal partial class M;";

    private const string Plain = "namespace Models; [Rationale.Classifier(3)] [Rationale.Input(4)] [Rationale.Dense(3)] internal partial class M;";

    [Theory]
    [InlineData(Classifier, true)]
    [InlineData(Regressor, true)]
    [InlineData(Plain, false)]
    public void Its_programs_read_a_weight_for_each_example(string source, bool takesWeights)
    {
        var model = ReadSource.Model("Models.M", source).Specification;
        Assert.Equal(takesWeights, model.Find<TaskLoss>()!.TakesWeights);
        using var compiled = CompiledModels.Create(source);
        foreach (var program in (string[])["Training", "Evaluation"])
        {
            Assert.Equal(takesWeights, compiled.Program("Models.M", program).Layout.Inputs.Any(input => input.Name == ExampleWeights.Input));
        }

        Assert.Empty(ProgramComparison.Differences(compiled, "Models.M", model, seed: 3));
    }

    [Fact]
    public async Task It_trains_to_the_bits_of_the_interpreter_with_weights_and_without()
    {
        using var compiled = CompiledModels.Create(Classifier);
        var features = FeatureMatrix.FromArray([.. Enumerable.Range(0, 80).Select(i => (float)Math.Sin(i * 1.7))], 4);
        var data = Dataset.ForClassification(features, [.. Enumerable.Range(0, 20).Select(i => i % 3)], 3);
        foreach (var (train, options) in new (Dataset, TrainingOptions)[]
        {
            (data, new() { Epochs = 2, BatchSize = 8 }),
            (data.WithExampleWeights([.. Enumerable.Range(0, 20).Select(i => i % 4 / 2f)]), new() { Epochs = 2, BatchSize = 8, Validation = data }),
            (data, new() { Epochs = 2, BatchSize = 8, ClassWeights = ClassWeights.Create(1, 2, 0.5) }),
        })
        {
            using var generated = compiled.Create("Models.M");
            using var interpreted = Model.Interpret(generated.Specification);
            generated.Initialize(3);
            interpreted.Initialize(3);
            await generated.TrainAsync(train, options, cancellationToken: TestContext.Current.CancellationToken);
            await interpreted.TrainAsync(train, options, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(interpreted.Parameters.Values.ToArray(), generated.Parameters.Values.ToArray());
            Assert.Equal(interpreted.Evaluate(train).Losses["task"], generated.Evaluate(train).Losses["task"]);
        }
    }
}
