using System.Runtime.Intrinsics.X86;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Programs;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Products by oneDNN, as large ones of a program are on processors whose AVX-512 MKL does not use.</summary>
public sealed class OneDnnProductsTests
{
    private const int Models = 40;

    /// <summary>The height of the first weights is more than four times their width, so that their gradient is computed by its transpose.</summary>
    private static readonly ModelSpecification Perceptron = Small.Create(
        40, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)).With(
            new ExplanationPenalty(2, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Mean));

    [TorchFact]
    public void Products_of_every_size_agree_with_definitions()
    {
        Assert.SkipUnless(OneDnnProducts.AreAvailable, "This libtorch has no products by oneDNN.");
        var models = 0;
        RandomTests.ForAll(RandomModels.Any, Models, model =>
        {
            var sample = ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 19), seed: 2);
            var graph = ModelPrograms.Training(model);
            var expected = OracleRun.Run(graph, sample, step: 4).All();
            var workers = 1 + (models++ % 2);
            using var run = new TensorRun<float>(ModelPrograms.Compile(graph), sample, workers, oneDnnMinSize: 0);
            var found = run.Again(4).All();
            var tolerance = Near.Error(expected, found) <= 1e-5 ? 1e-5 : 1e-5 + (4 * Near.Error(expected, Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All()));
            Near.Check(expected, found, tolerance, $"{workers} workers:");
        });
    }

    [Fact]
    public void Every_product_of_a_step_is_taken_where_none_is_too_small()
    {
        var text = OneDnnProducts.Rewrite(Schedule(), minSize: 0).Text;
        Assert.DoesNotContain("torch.mm(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("torch.addmm(", text, StringComparison.Ordinal);
        Assert.Contains("z1.copy_(ops.mkldnn._linear_pointwise(features, torch.t(dense1_weight), dense1_bias, ", text, StringComparison.Ordinal);
        Assert.Contains("torch.t(ddense1_weight).copy_(ops.mkldnn._linear_pointwise(torch.t(", text, StringComparison.Ordinal);
        Assert.Contains("torch.t(ddense1_weight).add_(ops.mkldnn._linear_pointwise(torch.t(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_products_stay()
    {
        var schedule = Schedule();
        Assert.Equal(schedule.Text, OneDnnProducts.Rewrite(schedule, minSize: 321).Text);
        var text = OneDnnProducts.Rewrite(schedule, minSize: 320).Text;
        Assert.Contains("ops.mkldnn._linear_pointwise(features, ", text, StringComparison.Ordinal);
        Assert.Contains("torch.addmm(dense2_bias, a1, dense2_weight, ", text, StringComparison.Ordinal);
    }

    /// <summary>The operator is where it is looked for, in every package of libtorch for x64.</summary>
    [TorchFact]
    public void Libtorch_has_the_operator() => Assert.Equal(X86Base.IsSupported, OneDnnProducts.AreAvailable);

    private static TensorSchedule Schedule() => TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(Perceptron)), ModelGraph.Build(Perceptron, training: true).ParameterLength);
}
