using Microsoft.Extensions.Logging;
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

    [Theory]
    [InlineData(Classifier, true, false)]
    [InlineData(Plain, true, true)]
    [InlineData(Plain, false, false)]
    public async Task A_training_that_weights_make_interpreted_says_how_to_compile_it(string source, bool weighted, bool says)
    {
        using var compiled = CompiledModels.Create(source);
        using var model = compiled.Create("Models.M");
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(0, 80).Select(i => (float)Math.Sin(i * 1.7))], 4), [.. Enumerable.Range(0, 20).Select(i => i % 3)], 3);
        var log = new Messages();
        await model.TrainAsync(weighted ? data.WithExampleWeights([.. Enumerable.Range(1, 20).Select(i => (float)i)]) : data, new() { Epochs = 1, Logger = log }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(log.Texts, text => text.StartsWith("Training M: 20 examples", StringComparison.Ordinal));
        Assert.Equal(says, log.Texts.Contains("M declares no weights of examples, so that this training is interpreted, to the same bits; TakesWeights = true on its [Classifier] or [Regressor] compiles it"));
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

    private sealed class Messages : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Texts.Add(formatter(state, exception));
    }
}
