using Rationale.Native.Tests;
using Rationale.Torch.Losses;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Losses;

/// <summary>The robustness loss by autograd, against itself by the other route and against closed forms.</summary>
public sealed class RobustnessTests
{
    [TorchFact]
    public void Products_and_Jacobians_agree_on_logits()
    {
        using var scope = NewDisposeScope();
        var (x, h, theta, logits, parameter) = Network();
        var byProducts = Robustness.OfLogits(x, h, theta);
        var byJacobians = Robustness.OfOutputs(x, h, theta, logits, PenalisedOutput.Logits);
        Assert.Equal(byJacobians.item<double>(), byProducts.item<double>(), 1e-10);
        Assert.True(byProducts.item<double>() > 1e-3);
        using var first = autograd.grad([byProducts], [parameter], retain_graph: true)[0];
        using var second = autograd.grad([byJacobians], [parameter], retain_graph: true)[0];
        Assert.True(allclose(first, second, 1e-9, 1e-12));
    }

    [TorchFact]
    public void Constant_relevances_cost_nothing_on_logits()
    {
        using var scope = NewDisposeScope();
        var (x, h, _, _, _) = Network();
        var constant = ones([6, 3, 2], float64);
        Assert.Equal(0, Robustness.OfLogits(x, h, constant + (x.sum() * 0)).item<double>(), 1e-20);
    }

    [TorchFact]
    public void Other_outputs_give_other_losses_and_shapes_are_named()
    {
        using var scope = NewDisposeScope();
        var (x, h, theta, logits, _) = Network();
        var losses = new[] { PenalisedOutput.Logits, PenalisedOutput.Probability, PenalisedOutput.LogProbability }.Select(penalised => Robustness.OfOutputs(x, h, theta, logits, penalised).item<double>()).ToArray();
        Assert.Equal(3, losses.Distinct().Count());
        Assert.Contains("[6, 3]", Assert.Throws<ArgumentException>(() => Robustness.OfLogits(x, h, h)).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Rows_that_nobody_watches_are_named()
    {
        using var scope = NewDisposeScope();
        var x = rand([4, 3], float64);
        var error = Assert.Throws<ArgumentException>(() => RightReasons.Gradient(x * 2, x));
        Assert.Contains("RightReasons.Explained", error.Message, StringComparison.Ordinal);
        var rows = RightReasons.Explained(x);
        var other = rand([4, 2], float64, requires_grad: true);
        Assert.Contains("detach", Assert.Throws<ArgumentException>(() => RightReasons.Gradient(other, rows)).Message, StringComparison.Ordinal);
        Assert.Contains("labels", Assert.Throws<ArgumentException>(() => RightReasons.Gradient(rows * 2, rows, ExplainedScalar.LabelledLogit)).Message, StringComparison.Ordinal);
    }

    /// <summary>Six rows of four features, three concepts, two classes.</summary>
    private static (Tensor X, Tensor Concepts, Tensor Relevances, Tensor Logits, Tensor Parameter) Network()
    {
        manual_seed(3);
        var (encoder, relevance) = (rand([4, 3], float64), rand([4, 6], float64).requires_grad_());
        var x = RightReasons.Explained(rand([6, 4], float64));
        var h = x.matmul(encoder).tanh();
        var theta = x.matmul(relevance).sigmoid().reshape(6, 3, 2);
        return (x, h, theta, (h.unsqueeze(2) * theta).sum(1), relevance);
    }
}
