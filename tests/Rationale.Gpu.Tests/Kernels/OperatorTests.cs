using Rationale.Gpu.Tests.Execution;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>Every operator with its first and second derivative, on the emulated device against its definition in double precision.</summary>
public class OperatorTests
{
    public static TheoryData<string> Cases => new(OperatorCases.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_operator_and_its_derivatives_are_those_of_the_definition(string name)
    {
        var derivative = new DerivativeCase(OperatorCases.All[name]);
        var graph = derivative.Graph(second: true);
        var expected = OracleRun.Run(graph, derivative.Sample).All();
        if (TestDevice.HasDoubleFunctions)
        {
            Near.Check(expected, GpuRun<double>.Of(graph, derivative.Sample).All(), 1e-10, "double:");
        }

        Near.Check(expected, GpuRun<float>.Of(graph, derivative.Sample).All(), 1e-5, "float:");
    }
}
