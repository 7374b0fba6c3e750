using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph.Counterfactuals;

namespace Rationale.Generators.Tests;

/// <summary>Generated translators are compiled, trained and asked; the interpreter must give the same bits.</summary>
public sealed class TranslatorProgramTests(AllModels models)
{
    private const int Pixels = 36;

    [Fact]
    public async Task A_generated_pair_trains_as_the_interpreted_one()
    {
        using var model = models.Compiled.Create("Models.Counterfactual", 4UL);
        await CompareAsync(model, TranslatorKind.Pair);
    }

    [Fact]
    public async Task A_generated_star_with_the_usual_networks_trains_as_the_interpreted_one()
    {
        using var compiled = CompiledModels.Create("""
            using Rationale;
            namespace Models;
            /// <summary>A model.</summary>
            [Classifier(3)] [Input(6, 6, 1)] [Flatten] [Dense(3)]
            [Counterfactual(Epochs = 1, DecayEpochs = 1, BatchSize = 4, PoolSize = 3)]
            public sealed partial class Star;
            """);
        using var model = compiled.Create("Models.Star");
        await CompareAsync(model, TranslatorKind.Star);
    }

    [Fact]
    public async Task Several_translators_of_a_model_stand_beside_each_other()
    {
        using var compiled = CompiledModels.Create("""
            using Rationale;
            namespace Models;
            /// <summary>A model.</summary>
            [Classifier(3)] [Input(6, 6, 1)] [Flatten] [Dense(3)]
            [Counterfactual(0, 2, Name = "Training", Epochs = 1, DecayEpochs = 0, BatchSize = 4, ClassifierWeight = 1)]
            [Counterfactual(Name = "All", Epochs = 1, DecayEpochs = 0, BatchSize = 4)]
            public sealed partial class Twice
            {
                [TranslatorGenerator(Translator = "Training")] [Conv(2, 3, Padding = 1)] [Relu] [Conv(1, 3, Padding = 1)] [Tanh]
                private static class Generator;
            }
            """);
        using var model = compiled.Create("Models.Twice");
        await CompareAsync(model, TranslatorKind.Pair, "Training");
        await CompareAsync(model, TranslatorKind.Star, "All");
    }

    private static async Task CompareAsync(IModel model, TranslatorKind kind, string name = "Translator")
    {
        var token = TestContext.Current.CancellationToken;
        var (type, data) = (model.GetType(), Data());
        var specification = (TranslatorSpecification)type.GetProperty(name + "Specification")!.GetValue(null)!;
        Assert.Equal((kind, model.Specification), (specification.Kind, specification.Classifier));
        using var generated = (Translator)type.GetMethod("Create" + name)!.Invoke(null, [7UL])!;
        using var interpreted = Translator.Interpret(specification, 7);
        Assert.Equal(interpreted.Parameters.ToArray(), generated.Parameters.ToArray());
        var options = new TranslatorOptions { Workers = 2 };
        var task = (Task<TranslatorResult>)type.GetMethod($"Train{name}Async")!.Invoke(model, [generated, data, options, null, token])!;
        var (result, expected) = (await task, await interpreted.TrainAsync(data, options with { Classifier = model }, cancellationToken: token));
        Assert.Equal(interpreted.Parameters.ToArray(), generated.Parameters.ToArray());
        Assert.Equal(expected.Steps, result.Steps);
        Assert.Equal(expected.History[^1].Losses, result.History[^1].Losses);
        Assert.Equal(kind == TranslatorKind.Pair, result.History[^1].Losses.ContainsKey("classifier"));
        using var fresh = Translator.Interpret(specification, 7);
        Assert.NotEqual(fresh.Parameters.ToArray(), generated.Parameters.ToArray());
        foreach (var (from, to) in new[] { (0, 2), (2, 0) })
        {
            Assert.Equal(interpreted.Generate(data, from, to, cancellationToken: token).Counterfactual.ToArray(), generated.Generate(data, from, to, cancellationToken: token).Counterfactual.ToArray());
        }
    }

    private static Dataset Data()
    {
        var random = new Random(3);
        return Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(0, 22 * Pixels).Select(_ => random.NextSingle())], Pixels), [.. Enumerable.Range(0, 22).Select(i => i % 3)]);
    }
}
