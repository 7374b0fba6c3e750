using FsCheck;
using FsCheck.Fluent;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Native.Tests;
using Rationale.Tests.Execution;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Random models: libtorch, the interpreter and definitions give the same numbers.</summary>
public class RandomModelTests
{
    private const int Models = 120;

    [TorchFact]
    public void Programs_agree_with_definitions_and_the_interpreter() => Prop.ForAll(RandomModels.Any, model =>
    {
        var sample = ModelSample.Of(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 19), seed: 2);
        foreach (var graph in new[] { ModelPrograms.Training(model), ModelPrograms.Evaluation(model) })
        {
            var expected = OracleRun.Of(graph, sample, step: 4).All();
            var compiled = ModelPrograms.Compile(graph);
            foreach (var workers in new[] { 1, 2 })
            {
                Near.Check(expected, TensorRun<double>.Of(compiled, sample, workers, step: 4).All(), 1e-10, $"{workers} workers:");
            }

            var interpreted = Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All();
            Near.Check(interpreted, TensorRun<float>.Of(compiled, sample, step: 4).All(), 1e-5, "float:");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Models));
}
