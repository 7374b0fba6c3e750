using FsCheck;
using FsCheck.Fluent;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Random models: the emulated device, the interpreter on the CPU and definitions give the same numbers.</summary>
public class RandomModelTests
{
    private const int Models = 100;

    [Fact]
    public void Programs_agree_with_definitions() => Prop.ForAll(RandomModels.Any, Check).Check(Config.QuickThrowOnFailure.WithMaxTest(Models));

    [Fact]
    public void Programs_of_self_explaining_models_agree_with_definitions() => Prop.ForAll(RandomSelfExplaining.Any, Check).Check(Config.QuickThrowOnFailure.WithMaxTest(Models / 2));

    private static void Check(ModelSpecification model)
    {
        var sample = ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 11), seed: 2);
        var graph = ModelPrograms.Training(model);
        var expected = OracleRun.Run(graph, sample, step: 4).All();
        var cpu = Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All();
        var device = TestDevice.HasDoubleFunctions ? GpuRun<double>.Of(graph, sample, step: 4).All() : cpu;
        Near.Check(expected, device, 1e-10, "double:");

        // About one random loss in a thousand loses digits whoever computes it, in double precision as many as in single, whose unit is 2²⁹ times as large: then no more is asked than double precision shows.
        var conditioning = Math.Max(Error(expected, cpu), Error(expected, device));
        Near.Check(expected, GpuRun<float>.Of(graph, sample, step: 4).All(), Math.Max(1e-5, 4.0 * (1 << 29) * conditioning), "float:");
    }

    private static double Error(double[] expected, double[] actual) =>
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Where(double.IsFinite).Max() / expected.Where(double.IsFinite).Select(Math.Abs).Append(1e-3).Max();
}
