using Rationale.Counterfactuals;
using Rationale.Tests.Counterfactuals;

namespace Rationale.Torch.Tests;

/// <summary>The training of a translator on libtorch takes the steps of the one on the cores of this machine.</summary>
public sealed class TranslatorDeviceTests
{
    [TorchFact]
    public Task Both_sides_of_a_pair_are_trained() => CompareAsync(Translator.Interpret(TinyTranslator.Pair(guided: true, pool: 4), 3), Translator.Interpret(TinyTranslator.Pair(guided: true, pool: 4), 3));

    [TorchFact]
    public Task Both_sides_of_a_star_are_trained() => CompareAsync(Translator.Interpret(TinyTranslator.Star(3, pool: 4), 3), Translator.Interpret(TinyTranslator.Star(3, pool: 4), 3));

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_translated_there(bool isMirrored)
    {
        using var translator = Translator.Interpret(TinyTranslator.Star(3), 3);
        var data = TinyTranslator.Images(300, 0, 1, 2);
        var first = Translated(Device.Cpu);
        Near(first, Translated(TorchDevice.Cpu with { Mirrored = isMirrored }));

        // What the translator has become since is what translates.
        translator.Initialize(9);
        var other = translator.Generate(data, 0, 2).Counterfactual.ToArray();
        Assert.NotEqual(first, other);
        Near(Translated(Device.Cpu), other);

        float[] Translated(Device device)
        {
            translator.Device = device;
            return translator.Generate(data, 0, 2).Counterfactual.ToArray();
        }

        static void Near(float[] expected, float[] found)
        {
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    private static async Task CompareAsync(Translator here, Translator there)
    {
        var token = TestContext.Current.CancellationToken;
        using var classifier = Model.Interpret(TinyTranslator.Classifier, 1);
        var data = TinyTranslator.Images(9, 0, 1, 2);
        var options = new TranslatorOptions { Epochs = 2, DecayEpochs = 0, BatchSize = 3, Classifier = classifier };
        var initial = here.Parameters.ToArray();
        var expected = await here.TrainAsync(data, options, null, token);
        var found = await there.TrainAsync(data, options with { Device = TorchDevice.Cpu }, null, token);
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
