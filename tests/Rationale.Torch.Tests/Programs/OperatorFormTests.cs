using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;
using Rationale.Native.Tests;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Each operator as libtorch computes it against definitions, its derivative, and the derivative of that.</summary>
public class OperatorFormTests
{
    public static TheoryData<string> Names => new(OperatorCases.All.Keys);

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void An_operator_and_its_derivative_agree_with_definitions(string name) => Check(name, second: false);

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void The_derivative_of_a_derivative_agrees_with_definitions(string name) => Check(name, second: true);

    [Fact]
    public void Every_operator_has_a_form() => Assert.Equal(
        [nameof(Gradient)],
        typeof(Operator).Assembly.GetTypes()
            .Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract && type.Namespace == typeof(Gradient).Namespace && !TensorTable.Operators.Contains(type))
            .Select(type => type.Name).Order());

    private static void Check(string name, bool second)
    {
        foreach (var rows in new[] { 1, 5, 23 })
        {
            var derivative = new DerivativeCase(OperatorCases.All[name], rows);
            var graph = derivative.Graph(second);
            var expected = OracleRun.Of(graph, derivative.Sample).All();
            foreach (var workers in new[] { 1, 3 })
            {
                foreach (var form in new[] { Differentiation.Expand(graph), Rationale.Graph.Models.ModelPrograms.Compile(graph) })
                {
                    Near.Check(expected, TensorRun<double>.Of(form, derivative.Sample, workers).All(), 1e-12, $"{rows} rows, {workers} workers:");
                    Near.Check(expected, TensorRun<float>.Of(form, derivative.Sample, workers).All(), 2e-5, $"{rows} rows, {workers} workers, float:");
                }
            }
        }
    }
}
