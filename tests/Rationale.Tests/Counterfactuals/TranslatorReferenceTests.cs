using System.Text.Json;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Tests.Attribution;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Counterfactuals;

/// <summary>Losses, translations and one update of each side against PyTorch.</summary>
public sealed class TranslatorReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("translator.json");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_step_of_a_pair_agrees(int index)
    {
        var json = File.GetProperty("pairs")[index];
        var guided = json.GetProperty("guided").GetBoolean();
        Assert.Equal(index == 1, guided);
        using var classifier = Model.Interpret(TinyTranslator.Classifier);
        json.GetProperty("classifier").Singles().CopyTo(classifier.Runtime.Parameters);
        using var translator = Translator.Interpret(TinyTranslator.Pair(guided));
        json.GetProperty("parameters").Singles().CopyTo(translator.Parameters);
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([.. json.GetProperty("first").Singles(), .. json.GetProperty("second").Singles()], TinyTranslator.Pixels), [0, 0, 0, 2, 2, 2]);
        Check(translator, data, json.GetProperty("translations").GetProperty("toSecond"), 0, 2);
        Check(translator, data, json.GetProperty("translations").GetProperty("toFirst"), 2, 0);
        var result = await translator.TrainAsync(data, new TranslatorOptions { Classifier = guided ? classifier : null }, cancellationToken: TestContext.Current.CancellationToken);
        CheckStep(translator, result, json);
    }

    [Fact]
    public async Task A_step_of_a_star_agrees()
    {
        var json = File.GetProperty("star");
        using var translator = Translator.Interpret(TinyTranslator.Star());
        json.GetProperty("parameters").Singles().CopyTo(translator.Parameters);
        var data = Dataset.ForClassification(FeatureMatrix.FromArray(json.GetProperty("images").Singles(), TinyTranslator.Pixels), json.GetProperty("labels").Integers());
        var translations = json.GetProperty("translations").Doubles();
        DacCase.Near(translations[..64], translator.Generate(data, 0, 1, cancellationToken: TestContext.Current.CancellationToken).Counterfactual.ToArray(), 2e-6);
        DacCase.Near(translations[64..], translator.Generate(data, 1, 0, cancellationToken: TestContext.Current.CancellationToken).Counterfactual.ToArray(), 2e-6);
        CheckStep(translator, await translator.TrainAsync(data, cancellationToken: TestContext.Current.CancellationToken), json);
    }

    private static void Check(Translator translator, Dataset data, JsonElement expected, int from, int to) =>
        DacCase.Near(expected.Doubles(), translator.Generate(data, from, to, cancellationToken: TestContext.Current.CancellationToken).Counterfactual.ToArray(), 2e-6);

    private static void CheckStep(Translator translator, TranslatorResult result, JsonElement json)
    {
        var losses = Assert.Single(result.History).Losses;
        Assert.Equal(1, result.Steps);
        Assert.Equal(json.GetProperty("losses").EnumerateObject().Select(loss => loss.Name).Order(), losses.Keys.Order());
        foreach (var loss in json.GetProperty("losses").EnumerateObject())
        {
            Assert.Equal(loss.Value.GetDouble(), losses[loss.Name], 1e-5 * Math.Max(1, Math.Abs(loss.Value.GetDouble())));
        }

        // Adam's first step moves each parameter by nearly the learning rate, whatever its gradient: what matters is the direction of each.
        var (before, expected, found) = (json.GetProperty("parameters").Doubles(), json.GetProperty("updated").Doubles(), translator.Parameters.ToArray());
        Assert.Equal(expected.Length, found.Length);
        DacCase.Near(expected, found, 2e-6);
        Assert.Contains(Enumerable.Range(0, expected.Length), i => Math.Abs(expected[i] - before[i]) > 1e-3);
    }
}
