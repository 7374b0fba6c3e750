using Rationale.Graph.Models;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>What random models are asked beside their training, over the whole batch on the emulated device: outputs, gradients of any kind and of any layer, DeepLIFT, concepts and their stability.</summary>
public class RandomUseTests
{
    private const int Rows = 5;

    private static readonly int Models = TestDevice.Models(5);

    private static readonly Target Sum = new(TargetOutput.Logit, TargetClass.All);

    [Fact]
    public void Programs_agree_with_definitions()
    {
        var withoutRule = 0;
        RandomTests.ForAll(RandomModels.Any, Models, model =>
        {
            var sample = ModelSample.Create(model, Rows, seed: 2);
            DeviceChecks.Agrees(ModelPrograms.Prediction(model), sample);
            DeviceChecks.Agrees(ModelPrograms.Evaluation(model), sample);
            DeviceChecks.Agrees(ModelPrograms.Explanation(model, Sum), sample);
            DeviceChecks.Agrees(ModelPrograms.LayerExplanation(model, Sum, model.Layers.Count / 2), sample);
            try
            {
                var (deepLift, guided) = (ModelPrograms.DeepLift(model, Sum), ModelPrograms.GuidedBackpropagation(model, Sum));
                DeviceChecks.Agrees(guided, sample);
                DeviceChecks.Agrees(deepLift, With(sample, (ModelPrograms.Reference, model.Inputs[0].Width)));
            }
            catch (ArgumentException exception) when (exception.Message.Contains("DeepLIFT", StringComparison.Ordinal))
            {
                withoutRule++;
            }
        });
        Assert.InRange(withoutRule, 0, Models / 2);
    }

    [Fact]
    public void Programs_over_concepts_agree_with_definitions() => RandomTests.ForAll(RandomSelfExplaining.Any, Models, model =>
    {
        var concepts = ModelPrograms.Concepts(model);
        var sample = With(
            ModelSample.Create(model, Rows, seed: 2),
            (ModelPrograms.AnchorConcepts, Width("concepts")),
            (ModelPrograms.AnchorRelevances, Width("relevances")),
            (ModelPrograms.AnchorFeatures, model.Inputs[0].Width));
        DeviceChecks.Agrees(concepts, sample);
        DeviceChecks.Agrees(ModelPrograms.Stability(model), sample);
        DeviceChecks.Agrees(ModelPrograms.Stability(model, byFeatures: true), sample);
        DeviceChecks.Agrees(ModelPrograms.ConceptDistance(model), sample);

        int Width(string output) => concepts.Outputs.Single(known => known.Name == output).Value.Shape.Length;
    });

    /// <summary>A sample with more columns.</summary>
    private static Sample With(Sample sample, params (string Name, int Width)[] columns)
    {
        var random = new Random(7);
        var all = new Dictionary<string, double[]>(sample.Columns);
        foreach (var (name, width) in columns)
        {
            all[name] = [.. Enumerable.Range(0, Rows * width).Select(_ => (2 * random.NextDouble()) - 1)];
        }

        return sample with { Columns = all };
    }
}
