using Rationale.Counterfactuals;
using Rationale.Tests.Counterfactuals;

namespace Rationale.Gpu.Tests.Training;

/// <summary>The training of a translator on a GPU takes the steps of the one on the cores of this machine.</summary>
public sealed class TranslatorDeviceTests
{
    [Fact]
    public Task Both_sides_of_a_pair_are_trained() => CompareAsync(Translator.Interpret(TinyTranslator.Pair(guided: true, pool: 4), 3), Translator.Interpret(TinyTranslator.Pair(guided: true, pool: 4), 3));

    [Fact]
    public Task Both_sides_of_a_star_are_trained() => CompareAsync(Translator.Interpret(TinyTranslator.Star(3, pool: 4), 3), Translator.Interpret(TinyTranslator.Star(3, pool: 4), 3));

    private static async Task CompareAsync(Translator here, Translator there)
    {
        var token = TestContext.Current.CancellationToken;
        using var classifier = Model.Interpret(TinyTranslator.Classifier, 1);
        var data = TinyTranslator.Images(9, 0, 1, 2);
        var options = new TranslatorOptions { Epochs = 2, DecayEpochs = 0, BatchSize = 3, Classifier = classifier };
        var initial = here.Parameters.ToArray();
        var expected = await here.TrainAsync(data, options, null, token);
        var found = await there.TrainAsync(data, options with { Device = TestDevice.Current }, null, token);
        Assert.Equal(expected.Steps, found.Steps);
        foreach (var (name, loss) in expected.History[^1].Losses)
        {
            Assert.Equal(loss, found.History[^1].Losses[name], 1e-4 * Math.Max(1, loss));
        }

        Assert.True(initial.Zip(here.Parameters.ToArray(), (before, after) => Math.Abs(before - after)).Average() > 1e-3);
        Assert.All(here.Parameters.ToArray().Zip(there.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
        here.Dispose();
        there.Dispose();
    }
}
