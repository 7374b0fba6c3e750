using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Inputs;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Models of two inputs on the emulated device, against the CPU: trained, explained for each input, and attributed over rows that have both.</summary>
public sealed class InputTests
{
    private static readonly Dataset Data = TwoInputs.Data(21);

    public static TheoryData<string> Models => ["image and table", "text and table"];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Two_inputs_give_the_numbers_of_the_CPU(string name)
    {
        var isImage = name == "image and table";
        var (specification, data) = isImage ? (TwoInputs.ImageAndTable(TwoInputs.Explanation()), Data) : (TwoInputs.TextAndTable(TwoInputs.Explanation("table")), Texts());
        var (expected, found) = (await NumbersAsync(specification, data, isImage, Device.Cpu), await NumbersAsync(specification, data, isImage, TestDevice.Current));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * Math.Max(1, Math.Abs(pair.First))));
    }

    /// <summary>Parameters after a training, gradients with respect to each input, and with rows of numbers an attribution over both.</summary>
    private static async Task<float[]> NumbersAsync(ModelSpecification specification, Dataset data, bool attributes, Device device)
    {
        using var model = Model.Interpret(specification, seed: 3);
        var before = model.Copy();
        await model.TrainAsync(data, new TrainingOptions { Epochs = 1, Seed = 3, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Device = device }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(before, model.Copy());
        var trained = model.Copy();

        // Of the same parameters: those of the device differ in their last digits.
        model.Initialize(5);
        model.Device = device;
        var explained = model.Explain(data);
        return
        [
            .. trained,
            .. specification.Inputs.SelectMany(input => explained.ForInput(input.Name).Scores.ToArray()),
            .. attributes ? model.Attribute(data, new DeepLift()).ForInput("table").Scores.ToArray() : [],
        ];
    }

    private static Dataset Texts()
    {
        var random = new Random(4);
        float[] ids = [.. Enumerable.Range(0, Data.Count * 4).Select(_ => (float)random.Next(7))];
        return Dataset.ForClassification(Data.Find("table")!, Data.Labels.Span, 3).WithFeaturesName("table").WithInput("text", FeatureMatrix.FromArray(ids, 4))
            .WithAnnotationMask(FeatureMatrix.Repeat([1, 0, 0], Data.Count));
    }
}
