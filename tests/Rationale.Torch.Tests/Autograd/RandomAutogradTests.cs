using FsCheck;
using FsCheck.Fluent;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Autograd;
using Rationale.Torch.Modules;
using Rationale.Torch.Objectives;
using Rationale.Torch.Tests.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Random networks as modules that nobody has read, against the same networks as layers: autograd, the interpreter, compiled libtorch and definitions give one loss and one gradient.</summary>
public sealed class RandomAutogradTests
{
    private const int Models = 100;

    [TorchFact]
    public void All_executions_agree() => RandomTests.ForAll(Any, Models, Check);

    private static Arbitrary<ModelSpecification> Any => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Create(new Random(seed)));

    private static ModelSpecification Create(Random random)
    {
        var reduction = random.Next(2) == 0 ? Reduction.Sum : Reduction.Mean;
        ModelTask task = random.Next(4) == 0 ? new RegressorTask(1 + random.Next(2), reduction) : new ClassifierTask(random.Next(3) is var classes && classes == 0 ? 1 : 1 + classes, reduction);
        var layers = new List<Layer>();
        for (var layer = random.Next(3); layer >= 0; layer--)
        {
            layers.Add(new DenseLayer(2 + random.Next(5), true, Initialization.PyTorchDefault));
            layers.Add(random.Next(3) switch { 0 => new TanhLayer(), 1 => new SigmoidLayer(), _ => new SoftplusLayer() });
        }

        layers.Add(new DenseLayer(task.Outputs, true, Initialization.PyTorchDefault));
        var model = Small.Create(2 + random.Next(5), task, [.. layers]);
        var target = task is RegressorTask
            ? new Target(TargetOutput.Logit, TargetClass.All)
            : new Target((TargetOutput)random.Next(3), (TargetClass)random.Next(3));
        target = target is { Output: TargetOutput.Probability, Class: TargetClass.All } ? target with { Output = TargetOutput.LogProbability } : target;
        if (random.Next(4) > 0)
        {
            model = model.With(new ExplanationPenalty(random.NextDouble() * 3, 0, target, (PenaltyNorm)random.Next(2), (Reduction)random.Next(3)));
        }

        if (random.Next(2) == 0)
        {
            model = model.With(new WeightPenalty(random.NextDouble(), random.NextDouble()));
        }

        var source = new AttributionSource((AttributionKind)random.Next(1, task is RegressorTask ? 3 : 4), 1, target);
        return random.Next(2) == 0 ? model.With(new SparseAttributionPenalty(random.NextDouble(), (SparsityMeasure)random.Next(3), source)) : model;
    }

    private static void Check(ModelSpecification model)
    {
        using var scope = NewDisposeScope();
        var rows = 1 + (Math.Abs(model.GetHashCode()) % 13);
        var sample = ModelSample.Create(model, rows, seed: 6);
        var graph = ModelPrograms.Training(model);
        var expected = Own(OracleRun.Run(graph, sample));
        Near.Check(expected, Own(Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 })), 1e-10, "interpreted:");
        Near.Check(expected, Own(TensorRun<double>.Of(ModelPrograms.Compile(graph), sample, workers: 1)), 1e-10, "libtorch:");

        using var module = new Layers(model, sample);
        var opaque = (model with { Layers = EquatableArray.Create<Layer>(new ModuleLayer("", EquatableArray.Create(model.Task.Outputs))) })
            .WithModuleTensors(new EquatableArray<ModuleTensor>(ModuleTensors.Find(module)));
        Near.Check(expected, Double(module, opaque, sample), 1e-10, "autograd:");

        // Some random losses lose digits in single precision whoever computes them.
        var interpreted = Own(Rationale.Tests.Execution.Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 1 }));
        module.to(float32);
        Near.Check(expected, Single(module, opaque, sample), 1e-5 + (4 * Near.Error(expected, interpreted)), "autograd, float:");
    }

    /// <summary>The graph of the program, evaluated over tensors in double precision.</summary>
    private static double[] Double(Layers module, ModelSpecification model, Sample sample)
    {
        module.zero_grad();
        var outputs = ModelPrograms.Training(model).Outputs;
        var evaluator = new GraphEvaluator(zeros([], float64), sample.Examples) { Call = (_, x) => module.call(x) };
        foreach (var (key, value) in sample.Settings)
        {
            evaluator.Set(key, value);
        }

        foreach (var node in new ComputationGraph([.. outputs.Where(output => output.Kind == OutputKind.Total)]).Nodes())
        {
            if (node.Operator is InputOp input)
            {
                var values = tensor(sample.Columns[input.Key], [sample.Examples, .. node.Shape.Dimensions.Select(extent => (long)extent)], float64);
                evaluator[node] = input.Key == ModelInput.Features ? values.requires_grad_() : values;
            }
            else if (node.Operator is LabelsOp)
            {
                evaluator[node] = tensor([.. sample.Labels.Select(label => (long)label)], dtype: int64);
            }
            else if (node.Operator is ParameterOp)
            {
                evaluator[node] = cat([.. module.parameters().Select(parameter => parameter.flatten())]);
            }
        }

        var loss = evaluator[outputs.First(output => output.Name == ModelPrograms.Loss).Value];
        loss.backward();
        return [loss.item<double>(), .. module.Gradient()];
    }

    /// <summary>The step of a training, in single precision.</summary>
    private static double[] Single(Layers module, ModelSpecification model, Sample sample)
    {
        using var parameters = new AlignedBuffer<float>(module.parameters().Sum(parameter => (int)parameter.numel()));
        using var executor = new AutogradExecutor(new AutogradProgram(ModelPrograms.Training(model), new AutogradPrograms(module, model)), new AutogradPrograms(module, model), parameters, TorchDevice.Cpu);
        foreach (var setting in sample.Settings)
        {
            executor.Set(setting.Key, (float)setting.Value);
        }

        var layout = new AutogradProgram(ModelPrograms.Training(model), new AutogradPrograms(module, model)).Layout;
        executor.Run(new ArrayBatch<float>(sample.Examples, [.. layout.Inputs.Select(input => new ReadOnlyMemory<float>([.. sample.Columns[input.Name].Select(value => (float)value)]))], sample.Labels));
        return [executor.Total(ModelPrograms.Loss), .. module.InLayerOrder([.. executor.Gradients.ToArray().Select(value => (double)value)])];
    }

    private static double[] Own(RunResult<double> result) => [result.Totals[ModelPrograms.Loss], .. result.Gradients];

    private static double[] Own(RunResult<float> result) => [result.Totals[ModelPrograms.Loss], .. result.Gradients.Select(value => (double)value)];

    /// <summary>Dense layers and activations as a module, with the numbers of a sample. Its weights are [outputs × inputs], those of layers the other way round.</summary>
    private sealed class Layers : nn.Module<Tensor, Tensor>
    {
        private readonly List<TorchSharp.Modules.Linear> _linears = [];
        private readonly List<Layer> _activations = [];

        public Layers(ModelSpecification model, Sample sample)
            : base("layers")
        {
            var offset = 0;
            long width = model.InputShape[0];
            foreach (var layer in model.Layers)
            {
                if (layer is DenseLayer dense)
                {
                    var linear = nn.Linear(width, dense.Units, dtype: float64);
                    using var without = no_grad();
                    linear.weight!.copy_(tensor(sample.Parameters[offset..(offset += (int)width * dense.Units)], [width, dense.Units], float64).t());
                    linear.bias!.copy_(tensor(sample.Parameters[offset..(offset += dense.Units)], [dense.Units], float64));
                    register_module($"linear{_linears.Count}", linear);
                    _linears.Add(linear);
                    width = dense.Units;
                }
                else
                {
                    _activations.Add(layer);
                }
            }
        }

        public override Tensor forward(Tensor x)
        {
            for (var i = 0; i < _linears.Count; i++)
            {
                x = _linears[i].call(x);
                x = i == _activations.Count ? x : _activations[i] switch { TanhLayer => x.tanh(), SigmoidLayer => x.sigmoid(), _ => nn.functional.logsigmoid(-x).neg() };
            }

            return x;
        }

        /// <summary>The gradients of all parameters in the order of the layers.</summary>
        public double[] Gradient() => [.. _linears.SelectMany(linear => linear.weight!.grad!.t().contiguous().data<double>().ToArray().Concat(linear.bias!.grad!.data<double>().ToArray()))];

        /// <summary>Numbers in the order of the module's parameters in that of the layers.</summary>
        public double[] InLayerOrder(double[] flat)
        {
            var (ordered, offset) = (new List<double>(), 0);
            foreach (var linear in _linears)
            {
                var (outputs, inputs) = ((int)linear.weight!.shape[0], (int)linear.weight.shape[1]);
                ordered.AddRange(from input in Enumerable.Range(0, inputs) from output in Enumerable.Range(0, outputs) select flat[offset + (output * inputs) + input]);
                offset += inputs * outputs;
                ordered.AddRange(flat[offset..(offset += outputs)]);
            }

            return [.. ordered];
        }
    }
}
