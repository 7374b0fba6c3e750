using Rationale.Execution;
using Rationale.Graph;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Compares the emulated device with the CPU and with definitions.</summary>
internal static class DeviceChecks
{
    /// <summary>Checks a program in both precisions.</summary>
    /// <param name="graph">The program.</param>
    /// <param name="sample">What it is given.</param>
    /// <param name="isStep">Whether it runs in single precision as a step of a training does, with kernels of its own.</param>
    public static void Agrees(ComputationGraph graph, Sample sample, bool isStep = false)
    {
        const ulong Step = 4;
        var expected = OracleRun.Run(graph, sample, step: Step).All();
        var cpu = Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 }, step: Step).All();
        var device = TestDevice.HasDoubleFunctions ? GpuRun<double>.Of(graph, sample, step: Step).All() : cpu;
        Near.Check(expected, device, 1e-10, "double:");

        // About one random loss in a thousand loses digits whoever computes it (1 − p of a sure class, say). How many shows in what others lose:
        // the same programs in double precision, whose unit is 2²⁹ times smaller, and the CPU in single precision. One of them alone may be lucky.
        var single = Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: Step).All();
        double[] lost = [(1 << 29) * Near.Error(expected, cpu), (1 << 29) * Near.Error(expected, device), Near.Error(expected, single)];
        Near.Check(expected, GpuRun<float>.Of(graph, sample, step: Step, isStep: isStep).All(), Math.Max(1e-5, 4 * lost.Max()), "float:");
    }
}
