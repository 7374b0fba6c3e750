using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Random models: the emulated device, the interpreter on the CPU and definitions give the same numbers.</summary>
public class RandomModelTests
{
    private const int Models = 100;

    [Fact]
    public void Programs_agree_with_definitions() => RandomTests.ForAll(RandomModels.Any, Models, Check);

    [Fact]
    public void Programs_of_self_explaining_models_agree_with_definitions() => RandomTests.ForAll(RandomSelfExplaining.Any, Models / 2, Check);

    private static void Check(ModelSpecification model)
    {
        var sample = ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 11), seed: 2);
        var graph = ModelPrograms.Training(model);
        var expected = OracleRun.Run(graph, sample, step: 4).All();
        var cpu = Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All();
        var device = TestDevice.HasDoubleFunctions ? GpuRun<double>.Of(graph, sample, step: 4).All() : cpu;
        Near.Check(expected, device, 1e-10, "double:");

        // About one random loss in a thousand loses digits whoever computes it (1 − p of a sure class, say). How many shows in what others lose:
        // the same programs in double precision, whose unit is 2²⁹ times smaller, and the CPU in single precision. One of them alone may be lucky.
        var single = Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All();
        double[] lost = [(1 << 29) * Near.Error(expected, cpu), (1 << 29) * Near.Error(expected, device), Near.Error(expected, single)];
        Near.Check(expected, GpuRun<float>.Of(graph, sample, step: 4).All(), Math.Max(1e-5, 4 * lost.Max()), "float:");
    }
}
