using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>The schedule and the kernels together against definitions: each operator, its derivative, and the derivative of that.</summary>
public class InterpreterTests
{
    public static TheoryData<string> Names => new(OperatorCases.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_and_its_derivative_agree_with_definitions(string name) => Check(name, second: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_of_a_derivative_agrees_with_definitions(string name) => Check(name, second: true);

    [Fact]
    public void An_operator_without_a_kernel_is_named()
    {
        var builder = new GraphBuilder();
        var value = builder.Apply(new Unknown(), builder.Input("x", Shape.PerExample(2)));
        var error = Assert.Throws<NotSupportedException>(() => InterpretedProgram<double>.FromGraph(new ComputationGraph([new Output("y", OutputKind.PerExample, value)]), 0));
        Assert.Contains(nameof(Unknown), error.Message, StringComparison.Ordinal);
    }

    private static void Check(string name, bool second)
    {
        foreach (var rows in new[] { 1, 5, 23 })
        {
            var derivative = new DerivativeCase(OperatorCases.All[name], rows);
            var graph = derivative.Graph(second);
            var expected = OracleRun.Run(graph, derivative.Sample).All();
            foreach (var options in new[] { new ExecutionOptions { Workers = 1 }, new ExecutionOptions { Workers = 2, TileSize = 4 } })
            {
                Near.Check(expected, Runner.Run<double>(graph, derivative.Sample, options).All(), 1e-12, $"{rows} rows, {options.Workers} workers:");
                Near.Check(expected, Runner.Run<float>(graph, derivative.Sample, options).All(), 2e-5, $"{rows} rows, {options.Workers} workers, float:");
            }
        }
    }

    private sealed record Unknown : ElementwiseOp
    {
        public override double Evaluate(double x) => x;

        protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent;
    }
}
