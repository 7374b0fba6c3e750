using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Random models: libtorch, the interpreter and definitions give the same numbers.</summary>
public class RandomModelTests
{
    private const int Models = 100;

    private int _programs;

    [TorchFact]
    public void Programs_agree_with_definitions_and_the_interpreter() => RandomTests.ForAll(RandomModels.Any, Models, model =>
    {
        var sample = ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 19), seed: 2);
        foreach (var graph in new[] { ModelPrograms.Training(model), ModelPrograms.Evaluation(model) })
        {
            var expected = OracleRun.Run(graph, sample, step: 4).All();
            var compiled = ModelPrograms.Compile(graph);

            // Two workers take every third program: one of each kind in turn.
            var workers = _programs++ % 3 == 0 ? 2 : 1;
            Near.Check(expected, TensorRun<double>.Of(compiled, sample, workers, step: 4).All(), 1e-10, $"{workers} workers:");

            // Some random losses lose digits in single precision whoever computes them; where they do, libtorch may lose a few times as many as the interpreter.
            var single = TensorRun<float>.Of(compiled, sample, step: 4).All();
            Near.Check(expected, single, Near.Error(expected, single) <= 1e-5 ? 1e-5 : 1e-5 + (4 * Near.Error(expected, Interpreted())), "float:");

            double[] Interpreted() => Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }, step: 4).All();
        }
    });
}
