using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Tests;

/// <summary>Runs a generated program and the interpreter over the same examples: the same kernels in the same order must give the same bits.</summary>
internal static class ProgramComparison
{
    private const int Rows = 37;

    /// <summary>Compares all four programs of a model.</summary>
    /// <returns>What differs; empty if nothing does.</returns>
    public static IReadOnlyList<string> Differences(CompiledModels models, string type, ModelSpecification model, int seed)
    {
        var scalar = model.Task is ClassifierTask ? new Target(TargetOutput.Probability, TargetClass.Predicted) : new Target(TargetOutput.Logit, TargetClass.All);
        return
        [
            .. Differences(models.Program(type, "Training"), ModelPrograms.Training(model), model, seed),
            .. Differences(models.Program(type, "Evaluation"), ModelPrograms.Evaluation(model), model, seed),
            .. Differences(models.Program(type, "Prediction"), ModelPrograms.Prediction(model), model, seed),
            .. Differences(models.Program(type, "Explanation"), ModelPrograms.Explanation(model, scalar), model, seed),
        ];
    }

    /// <summary>Compares one program with the interpreted graph.</summary>
    public static IEnumerable<string> Differences(StepProgram<float> generated, ComputationGraph graph, ModelSpecification model, int seed)
    {
        var length = ModelGraph.Build(model, training: false).ParameterLength;
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), length, joinsPoolings: true);
        var expected = Run(new InterpretedProgram<float>(schedule), model, length, seed);
        var actual = Run(generated, model, length, seed);
        Assert.NotEmpty(expected);
        Assert.True(expected.Values.All(values => values.All(float.IsFinite)), $"The interpreter gives numbers that are not finite for {model}.");
        foreach (var (name, values) in expected)
        {
            if (!actual.TryGetValue(name, out var others) || !values.AsSpan().SequenceEqual(others))
            {
                yield return $"{generated.GetType().Name}: {name} differs from the interpreter's.";
            }
        }
    }

    private static Dictionary<string, float[]> Run(StepProgram<float> program, ModelSpecification model, int parameterLength, int seed)
    {
        var random = new Random(seed);
        using var parameters = new AlignedBuffer<float>(parameterLength);
        foreach (ref var parameter in parameters.Span)
        {
            parameter = (float)(random.NextDouble() - 0.5);
        }

        foreach (var variance in ModelGraph.Build(model, training: false).Layout.Where(parameter => parameter.Key.EndsWith(".variance", StringComparison.Ordinal)))
        {
            foreach (ref var value in parameters.Slice(variance.Offset, variance.Shape.Length))
            {
                value += 1;
            }
        }

        // Several workers and short tiles, so that examples, offsets and sums of every kind occur.
        using var executor = new Executor<float>(program, parameters, new ExecutionOptions { Workers = 2, TileSize = 16 });
        executor.Seed((ulong)seed);
        foreach (var setting in program.Layout.Settings.Skip(1))
        {
            executor.Set(setting, 0.25f);
        }

        foreach (var input in program.Layout.SharedInputs)
        {
            executor.Load(input.Name, [.. Enumerable.Range(0, input.Length).Select(_ => (float)random.NextDouble())]);
        }

        var classes = Math.Max(2, model.Task.Outputs);
        var outputs = program.Layout.Outputs.Select(output => new float[Rows * output.Width]).ToArray();
        executor.Run(new RandomBatch(program.Layout, Rows, classes, seed, model), step: 3, outputs.Select(output => output.AsMemory()).ToArray());

        var results = new Dictionary<string, float[]>();
        foreach (var total in program.Layout.Totals)
        {
            results["total " + total.Name] = [executor.Total(total.Name)];
        }

        for (var index = 0; index < outputs.Length; index++)
        {
            results["output " + program.Layout.Outputs[index].Name] = outputs[index];
        }

        if (program.Layout.Passes.Any(pass => pass.Any(sum => sum.Start == 0 && sum.Length == parameterLength)))
        {
            results["gradients"] = executor.Gradients.ToArray();
        }

        return results;
    }
}
