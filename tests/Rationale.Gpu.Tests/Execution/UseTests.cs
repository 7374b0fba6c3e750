using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Tests.Smoothing;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Evaluating, predicting, explaining and certifying on the emulated device, against the CPU.</summary>
public class UseTests
{
    private static readonly Dataset Data = Small.Blobs(23).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    { Objectives = TaskLoss.With(Small.Sum) };

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
