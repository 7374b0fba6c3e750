using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Torch.Autograd;
using Rationale.Torch.Objectives;
using Rationale.Torch.Tests.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>A training step of a model and of the module of its layers: loss and gradients by definitions, interpreted, compiled for libtorch, and by autograd in both precisions.</summary>
/// <param name="model">The model.</param>
/// <param name="sample">Its numbers.</param>
/// <param name="shared">Inputs of terms of the objective that are one for a whole data set, by name; definitions and the torch target know none.</param>
internal sealed class ModuleStep(ModelSpecification model, Sample sample, IReadOnlyDictionary<string, double[]> shared)
{
    private readonly ComputationGraph _graph = ModelPrograms.Training(model);

    /// <summary>Compares all executions with the first of them.</summary>
    public void Check()
    {
        using var scope = NewDisposeScope();
        var interpreted = Interpreted<double>();
        var expected = interpreted;
        if (shared.Count == 0)
        {
            expected = Numbers(OracleRun.Run(_graph, sample));
            Near.Check(expected, interpreted, 1e-10, "interpreted:");
            Near.Check(expected, Numbers(TensorRun<double>.Of(ModelPrograms.Compile(_graph), sample)), 1e-10, "libtorch:");
        }

        using var module = new PartModule(model, sample.Parameters);
        var unread = module.Unread(model);
        Near.Check(expected, Double(module, unread), 1e-10, "autograd:");
        module.to(float32);

        // Some random losses lose digits in single precision whoever computes them; where they do, libtorch may lose a few times as many as the interpreter.
        var single = Single(module, unread);
        Near.Check(expected, single, Near.Error(expected, single) <= 1e-5 ? 1e-5 : 1e-5 + (4 * Near.Error(expected, Interpreted<float>())), "autograd, float:");
    }

    private double[] Interpreted<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var runner = new Runner<T>(InterpretedProgram<T>.FromGraph(_graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = 1 });
        foreach (var (name, values) in shared)
        {
            runner.Executor.Load(name, [.. values.Select(T.CreateChecked)]);
        }

        return Numbers(runner.Run());
    }

    /// <summary>The graph of the program, evaluated over tensors in double precision.</summary>
    private double[] Double(PartModule module, ModelSpecification unread)
    {
        var outputs = ModelPrograms.Training(unread).Outputs;
        var evaluator = new GraphEvaluator(zeros([], float64), sample.Examples) { Call = (part, x) => module.Call(part.Path, x).reshape([x.shape[0], .. part.Shape.Dimensions.Select(extent => (long)extent)]) };
        foreach (var (key, value) in sample.Settings)
        {
            evaluator.Set(key, value);
        }

        var own = ModelGraph.Build(unread, training: false).Layout.ToDictionary(parameter => parameter.Key);
        var leaves = new List<(int Offset, Tensor Leaf)>();
        foreach (var node in new ComputationGraph([.. outputs.Where(output => output.Kind == OutputKind.Total)]).Nodes())
        {
            long[] extents = [.. node.Shape.Batched ? [sample.Examples] : Array.Empty<long>(), .. node.Shape.Dimensions.Select(extent => (long)extent)];
            switch (node.Operator)
            {
                case InputOp input:
                    var values = tensor(sample.Columns[input.Key], extents, float64);
                    evaluator[node] = input.Key == ModelInput.Features ? values.requires_grad_() : values;
                    break;
                case SharedInputOp input:
                    evaluator[node] = tensor(shared[input.Key], extents, float64);
                    break;
                case LabelsOp:
                    evaluator[node] = tensor([.. sample.Labels.Select(label => (long)label)], dtype: int64);
                    break;
                case DropoutMaskOp mask:
                    var kept = new double[mask.Shape.Length];
                    Rationale.Kernels.DropoutKernels.Fill<double>(kept, seed: 0, step: 0, mask.Site, 0, 1, kept.Length, mask.Rate);
                    evaluator[node] = tensor(kept, extents, float64);
                    break;
                case ParameterOp parameter when own.TryGetValue(parameter.Key, out var place):
                    var leaf = tensor(sample.Parameters[place.Offset..(place.Offset + place.Shape.Length)], extents, float64).requires_grad_();
                    leaves.Add((place.Offset, leaf));
                    evaluator[node] = leaf;
                    break;
                case ParameterOp:
                    evaluator[node] = cat([.. module.parameters().Select(parameter => parameter.flatten())]);
                    break;
            }
        }

        var loss = evaluator[outputs.First(output => output.Name == ModelPrograms.Loss).Value];
        loss.backward();
        double[] gradients = [.. module.Gradient(), .. new double[leaves.Sum(leaf => (int)leaf.Leaf.numel())]];
        foreach (var (offset, leaf) in leaves)
        {
            leaf.grad!.data<double>().ToArray().CopyTo(gradients, offset);
        }

        return [loss.item<double>(), .. gradients];
    }

    /// <summary>The step of a training, in single precision.</summary>
    private double[] Single(PartModule module, ModelSpecification unread)
    {
        using var parameters = new AlignedBuffer<float>(sample.Parameters.Length);
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            parameters.Span[i] = (float)sample.Parameters[i];
        }

        var owner = new AutogradPrograms(module, unread);
        var program = new AutogradProgram(ModelPrograms.Training(unread), owner);
        using var executor = new AutogradExecutor(program, owner, parameters, TorchDevice.Cpu);
        foreach (var setting in sample.Settings)
        {
            executor.Set(setting.Key, (float)setting.Value);
        }

        foreach (var (name, values) in shared)
        {
            executor.Load(name, [.. values.Select(value => (float)value)]);
        }

        executor.Run(new ArrayBatch<float>(sample.Examples, [.. program.Layout.Inputs.Select(input => new ReadOnlyMemory<float>([.. sample.Columns[input.Name].Select(value => (float)value)]))], sample.Labels));
        return [executor.Total(ModelPrograms.Loss), .. module.InLayerOrder([.. executor.Gradients.ToArray().Select(value => (double)value)])];
    }

    private static double[] Numbers<T>(RunResult<T> result)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => [double.CreateChecked(result.Totals[ModelPrograms.Loss]), .. result.Gradients.Select(double.CreateChecked)];
}
