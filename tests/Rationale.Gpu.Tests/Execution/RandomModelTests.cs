using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Random models: the emulated device, the interpreter on the CPU and definitions give the same numbers.</summary>
public class RandomModelTests
{
    private static readonly int Models = TestDevice.Models(70);

    private int _models;

    [Fact]
    public void Programs_agree_with_definitions() => RandomTests.ForAll(RandomModels.Any, Models, Check);

    [Fact]
    public void Programs_of_self_explaining_models_agree_with_definitions() => RandomTests.ForAll(RandomSelfExplaining.Any, (Models * 3) / 7, Check);

    /// <summary>Every other model runs in double precision, and every fifth as a step: its launches, and the chains of a step, are kernels of its own to compile.</summary>
    private void Check(ModelSpecification model)
    {
        var (graph, sample) = (ModelPrograms.Training(model), ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 11), seed: 2));
        var isStep = _models % 5 == 0;
        if (isStep || _models % 2 == 0 || !TestDevice.HasDoubleFunctions)
        {
            DeviceChecks.AgreesInSingle(graph, sample, isStep);
        }
        else
        {
            DeviceChecks.AgreesInDouble(graph, sample);
        }

        _models++;
    }
}
