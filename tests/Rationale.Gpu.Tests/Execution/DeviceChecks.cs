using Rationale.Execution;
using Rationale.Graph;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Compares the emulated device with the CPU and with definitions.</summary>
internal static class DeviceChecks
{
    private const ulong Step = 4;

    /// <summary>Checks a program in both precisions.</summary>
    /// <param name="graph">The program.</param>
    /// <param name="sample">What it is given.</param>
    public static void Agrees(ComputationGraph graph, Sample sample)
    {
        AgreesInDouble(graph, sample);
        AgreesInSingle(graph, sample);
    }

    /// <summary>Checks a program in double precision, where the device has it.</summary>
    /// <param name="graph">The program.</param>
    /// <param name="sample">What it is given.</param>
    public static void AgreesInDouble(ComputationGraph graph, Sample sample)
    {
        if (TestDevice.HasDoubleFunctions)
        {
            Near.Check(OracleRun.Run(graph, sample, step: Step).All(), GpuRun<double>.Of(graph, sample, step: Step).All(), 1e-10, "double:");
        }
    }

    /// <summary>Checks a program in single precision.</summary>
    /// <param name="graph">The program.</param>
    /// <param name="sample">What it is given.</param>
    /// <param name="isStep">Whether it runs as a step of a training does, with kernels of its own.</param>
    public static void AgreesInSingle(ComputationGraph graph, Sample sample, bool isStep = false)
    {
        var expected = OracleRun.Run(graph, sample, step: Step).All();
        var found = GpuRun<float>.Of(graph, sample, step: Step, isStep: isStep).All();
        Near.Check(expected, found, Near.Error(expected, found) <= 1e-5 ? 1e-5 : Tolerance(graph, sample, expected), "float:");
    }

    private static double Tolerance(ComputationGraph graph, Sample sample, double[] expected)
    {
        // About one random loss in a thousand loses digits whoever computes it (1 − p of a sure class, say). How many shows in what others lose:
        // the same programs in double precision, whose unit is 2²⁹ times smaller, and the CPU in single precision. One of them alone may be lucky.
        var cpu = Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 }, step: Step).All();
        var device = TestDevice.HasDoubleFunctions ? GpuRun<double>.Of(graph, sample, step: Step).All() : cpu;
        var single = Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: Step).All();
        double[] lost = [(1 << 29) * Near.Error(expected, cpu), (1 << 29) * Near.Error(expected, device), Near.Error(expected, single)];
        return Math.Max(1e-5, 4 * lost.Max());
    }
}
