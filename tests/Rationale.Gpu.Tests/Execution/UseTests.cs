using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Metrics;
using Rationale.SelfExplaining;
using Rationale.Tests.Models;
using Rationale.Tests.SelfExplaining;
using Rationale.Tests.Smoothing;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Evaluating, predicting, explaining and certifying on the emulated device, against the CPU.</summary>
public class UseTests
{
    private static readonly Dataset Data = Small.Blobs(23).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    { Objectives = TaskLoss.With(Small.Sum) };

    private static Layer[] Images => [new ConvLayer(3, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new MaxPoolLayer(new Window(2, 2, 2))];

    [Fact]
    public void A_model_that_is_used_on_a_device_gives_the_numbers_of_the_CPU()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        Assert.Equal(Device.Cpu, model.Device);
        var (losses, outputs, scores) = (model.Evaluate(Data).Losses, Outputs(model), model.Explain(Data).Scores.ToArray());
        model.Device = TestDevice.Current;
        Assert.StartsWith("gpu ", model.Device.ToString(), StringComparison.Ordinal);
        Near(outputs, Outputs(model));
        Near(scores, model.Explain(Data).Scores.ToArray());
        var found = model.Evaluate(Data).Losses;
        Assert.Equal(losses.Keys, found.Keys);
        Assert.All(losses, loss => Assert.Equal(loss.Value, found[loss.Key], 1e-4 * Math.Abs(loss.Value)));

        // What is learned afterwards is what is asked then.
        model.Initialize(9);
        Assert.NotEqual(outputs, Outputs(model));
        model.Device = Device.Cpu;
        Assert.Equal(Outputs(model), Outputs(model));
    }

    [Fact]
    public void Maps_between_a_pair_and_their_scores_are_made_on_the_device()
    {
        using var model = Model.Interpret(
            Small.Create(1, Small.Classes(3), [.. Images, new FlattenLayer(), new DenseLayer(5, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]) with { InputShape = EquatableArray.Create(6, 6, 1) }, seed: 2);
        var (real, counterfactual) = (Small.Blobs(4, 36, 2, seed: 3).Features, Small.Blobs(4, 36, 2, seed: 4).Features);
        var pairs = CounterfactualPairs.Create(real, counterfactual, 0, 1);
        var expected = DiscriminativeMethod.All.Select(method => method.Attribute(model, pairs)).ToList();
        var curves = expected.Select(maps => new DacMetric(pairs).Measure(model, maps).MeanCurve).ToList();
        var device = new NotingDevice(TestDevice.Current);
        model.Device = device;
        foreach (var (method, (maps, curve)) in DiscriminativeMethod.All.Zip(expected.Zip(curves)))
        {
            Assert.True(maps.ToArray().Any(score => score != 0), method.Name);
            Near(maps.ToArray(), method.Attribute(model, pairs).ToArray());
            Near([.. curve.Select(score => (float)score)], [.. new DacMetric(pairs).Measure(model, maps).MeanCurve.Select(score => (float)score)]);
        }

        Assert.Superset(new HashSet<string> { "outputs", "outputs explanation", "outputs activation gradient", "outputs referenceOutputs multipliers" }, device.Programs.ToHashSet());
    }

    [Fact]
    public void Concepts_and_their_stability_are_measured_on_the_device()
    {
        using var model = Model.Interpret(SmallSenn.Model(), seed: 4);
        var data = Small.Blobs(7);
        float[] Explained()
        {
            var concepts = ConceptExplanations.Compute(model, data.Features);
            return [.. Enumerable.Range(0, data.Count).SelectMany(example => (float[])[.. concepts.Outputs(example), .. concepts.Concepts(example), .. concepts.Relevances(example), .. concepts.Effects(example)])];
        }

        double[] Searched() =>
        [
            .. ContinuousStability.Estimate(model, data.Features, radius: 0.5, steps: 2).Select(estimate => estimate.Ratio),
            .. ContinuousStability.Estimate(model, data.Features, radius: 0.5, steps: 2, distance: StabilityDistance.Features).Select(estimate => estimate.Ratio),
            .. AdversarialConcepts.Find(model, data, radius: 0.1, steps: 2).Select(found => found.Distance),
        ];

        var (explained, searched) = (Explained(), Searched());
        var device = new NotingDevice(TestDevice.Current);
        model.Device = device;
        Near(explained, Explained());

        // Each step of a search goes on from the last digits of the one before.
        Assert.All(searched.Zip(Searched()), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Abs(pair.First)));
        Assert.Equal(["outputs concepts relevances effects", "ratio distance gradient", "ratio distance gradient", "outputs distance gradient"], device.Programs);
    }

    [Fact]
    public void Examples_that_do_not_fit_the_workspace_go_through_in_parts()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var losses = model.Evaluate(Data).Losses;
        model.Device = TestDevice.Current with { WorkspaceLimit = 2000 };
        Assert.All(losses, loss => Assert.Equal(loss.Value, model.Evaluate(Data).Losses[loss.Key], 1e-4 * Math.Abs(loss.Value)));
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => model.Evaluate(Data, cancellationToken: canceled.Token));
    }

    [Fact]
    public void Certificates_are_those_of_the_CPU()
    {
        using var model = SmallVoter.Model();
        var expected = SmallVoter.Lines(model);
        model.Device = TestDevice.Current;
        Assert.Equal(expected, SmallVoter.Lines(model));
    }

    private static float[] Outputs(Model model) => [.. Enumerable.Range(0, Data.Count).SelectMany(example => model.Predict(Data).Outputs(example).ToArray())];

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
