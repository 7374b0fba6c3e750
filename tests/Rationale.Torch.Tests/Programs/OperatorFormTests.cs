using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;
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
        [nameof(GradientOp), nameof(ModuleOp)],
        typeof(Operator).Assembly.GetTypes()
            .Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract && type.Namespace == typeof(GradientOp).Namespace && !TensorTable.Operators.Contains(type))
            .Select(type => type.Name).Order());

    private static void Check(string name, bool second)
    {
        // A graph does not depend on the number of rows, so one executor takes them all: to start its threads costs more than everything else.
        DerivativeCase[] cases = [.. new[] { 1, 5, 23, 3 }.Select(rows => new DerivativeCase(OperatorCases.All[name], rows))];
        double[][] expected = [.. cases.Select(derivative => OracleRun.Run(derivative.Graph(second), derivative.Sample).All())];
        foreach (var form in new[] { Differentiation.Expand(cases[0].Graph(second)), Rationale.Graph.Models.ModelPrograms.Compile(cases[0].Graph(second)) })
        {
            foreach (var workers in new[] { 1, 3 })
            {
                using var precise = new TensorRun<double>(form, cases[0].Sample, workers);
                using var single = new TensorRun<float>(form, cases[0].Sample, workers);
                foreach (var (derivative, numbers) in cases.Zip(expected))
                {
                    precise.Take(derivative.Sample);
                    single.Take(derivative.Sample);
                    Near.Check(numbers, precise.Again().All(), 1e-12, $"{derivative.Sample.Examples} rows, {workers} workers:");
                    Near.Check(numbers, single.Again().All(), 2e-5, $"{derivative.Sample.Examples} rows, {workers} workers, float:");
                }
            }
        }
    }
}
