using Rationale.Graph;
using Rationale.Oracle;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>Each operator of an objective as TorchSharp computes and differentiates it, once and twice, against definitions.</summary>
public sealed class GraphEvaluatorTests
{
    public static TheoryData<string> Names => [.. GraphCase.For(OperatorFunctions.Operators)];

    public static TheoryData<string> Penalties => [.. PenaltyCases.All.Keys];

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void An_operator_and_its_derivatives_agree_with_definitions(string name)
    {
        Check(new GraphCase(OperatorCases.All[name], second: false));
        Check(new GraphCase(OperatorCases.All[name], second: true));
    }

    [TorchTheory]
    [MemberData(nameof(Penalties))]
    public void A_penalty_and_its_derivative_agree_with_definitions(string name) => Check(new GraphCase(PenaltyCases.All[name], second: false));

    [Fact]
    public void Every_operator_has_a_function_but_those_of_layers() => Assert.Equal(GraphCase.ForLayers, GraphCase.Without(OperatorFunctions.Operators));

    [TorchFact]
    public void An_operator_without_a_function_is_named()
    {
        using var scope = NewDisposeScope();
        var builder = new GraphBuilder();
        var x = builder.Input("x", Shape.PerExample(2, 2));
        var evaluator = new GraphEvaluator(zeros([1], float64), 3) { [x] = zeros([3, 2, 2], float64) };
        Assert.Contains("LowerTriangle", Assert.Throws<NotSupportedException>(() => evaluator[x.LowerTriangle(0)]).Message, StringComparison.Ordinal);
    }

    private static void Check(GraphCase one)
    {
        using var scope = NewDisposeScope();
        var evaluator = new GraphEvaluator(zeros([1], float64), one.Examples);
        foreach (var (node, value) in one.Sources)
        {
            evaluator[node] = value;
        }

        foreach (var (key, value) in one.Settings)
        {
            evaluator.Set(key, value);
        }

        one.Check([.. one.Graph.Outputs.Select(output => evaluator[output.Value])]);
    }
}
