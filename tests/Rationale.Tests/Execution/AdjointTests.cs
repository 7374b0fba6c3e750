using Rationale.Execution;
using Rationale.Graph;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Operators over images are linear in each argument, a maximum is homogeneous: ⟨c, f(x)⟩ = ⟨x, fᵀ(c)⟩ for the kernels of both, whatever the geometry.</summary>
public class AdjointTests
{
    public static TheoryData<string> Names => new(ImageCases.All.Keys.Where(name => name.Contains(", ", StringComparison.Ordinal) && !name.Contains(" with ", StringComparison.Ordinal)));

    [Fact]
    public void Every_operator_over_images_is_checked()
    {
        var covered = Names.Select(name => name.Data.Split(',', ' ')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            ["AvgPool", "AvgPoolBackward", "Convolution", "ConvolutionInputGradient", "ConvolutionWeightGradient", "MaxPool", "MaxPoolBackward", "MaxPoolGather", "Resize", "ResizeBackward"], covered);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_and_its_adjoint_give_the_same_product(string name)
    {
        var derivative = new DerivativeCase(OperatorCases.All[name], rows: 9, seed: 3);

        // What is chosen by the first argument does not change with it.
        var arguments = Enumerable.Range(0, derivative.Arguments.Count).Skip(name.StartsWith("MaxPoolBackward", StringComparison.Ordinal) || name.StartsWith("MaxPoolGather", StringComparison.Ordinal) ? 1 : 0);
        Output[] products = [.. arguments.Select(i => new Output($"product {i}", OutputKind.Total, (derivative.Arguments[i] * derivative.FirstGradients[i]).Total()))];
        var graph = new ComputationGraph([new Output("value", OutputKind.Total, derivative.First), .. products]);
        var totals = Runner.Run<double>(graph, derivative.Sample, new ExecutionOptions { Workers = 2, TileSize = 4 }).Totals;
        Assert.True(Math.Abs(totals["value"]) > 1e-6, "a product of zero says nothing");
        Assert.NotEmpty(products);
        Assert.All(products, product => Assert.Equal(totals["value"], totals[product.Name], 1e-11 * (1 + Math.Abs(totals["value"]))));
    }
}
