using Rationale.Data;
using Rationale.Training;

namespace Rationale.Torch.Tests;

/// <summary>A class of several inputs, some of them named as words of TorchScript, trained on libtorch and on the embedded target.</summary>
public sealed class InputTests
{
    [TorchFact]
    public async Task Inputs_by_name_take_the_steps_of_the_embedded_target()
    {
        using var embedded = new DeclaredInputs(4);
        using var torch = new DeclaredInputs(4);
        var before = embedded.Parameters.Values.ToArray();
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Seed = 9 };
        var expected = await embedded.TrainAsync(Data(), options, null, TestContext.Current.CancellationToken);
        var actual = await torch.TrainAsync(Data(), options with { Device = TorchDevice.Cpu }, null, TestContext.Current.CancellationToken);

        Assert.True(expected.History[^1].Losses["explanation"] > 1e-4);
        Assert.All(expected.History[^1].Losses, loss => Assert.Equal(loss.Value, actual.History[^1].Losses[loss.Key], 1e-5));
        Assert.NotEqual(before, embedded.Parameters.Values.ToArray());
        Assert.All(embedded.Parameters.Values.ToArray().Zip(torch.Parameters.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private static Dataset Data()
    {
        var random = new Random(5);
        FeatureMatrix Numbers(int width, Func<float> next) => FeatureMatrix.FromArray([.. Enumerable.Range(0, 20 * width).Select(_ => next())], width);
        return Dataset.ForClassification(Numbers(4, random.NextSingle), [.. Enumerable.Range(0, 20).Select(example => example % 2)], 2).WithFeaturesName("lambda")
            .WithInput("class", Numbers(3, () => random.Next(5))).WithInput("print", Numbers(2, random.NextSingle))
            .WithAnnotationMask("class", Numbers(3, () => random.Next(2))).WithAnnotationMask("print", Numbers(2, () => random.Next(2)));
    }
}

/// <summary>Pixels, token ids and numbers.</summary>
[Classifier(2)]
[Input(2, 2, 1, Name = "lambda")]
[Conv(2, 2)]
[Tanh]
[Flatten]
[Input(3, Name = "class")]
[Embedding(5, 2)]
[Flatten]
[Input(2, Name = "print")]
[Join]
[Dense(4)]
[Tanh]
[Dense(2)]
[ExplainConstraint(Weight = 10, OnInputs = ["class", "print"])]
internal sealed partial class DeclaredInputs;
