using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;
using Rationale.Torch.Tests.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Compares what a module's own forward gives, and the gradient of its loss by autograd, with the layers that were read from it.</summary>
internal static class ModuleAgreement
{
    /// <summary>Checks outputs in evaluation, and loss and gradient of a training step, in both precisions.</summary>
    public static void Check(nn.Module<Tensor, Tensor> module, ModelSpecification model, IReadOnlyList<ParameterBinding> bindings, Func<Tensor, Tensor, Tensor, Tensor> loss, int examples)
    {
        using var scope = NewDisposeScope();
        module.to(float64);
        Shake(module);
        var sample = ModelSample.Create(model, examples, seed: 4);
        var layout = ModelGraph.Build(model, training: true).Layout;
        sample = sample with { Parameters = Flat(layout, bindings, State(module)) };
        var x = tensor(sample.Columns["features"], [examples, .. model.InputShape.Select(extent => (long)extent)], model.IsTokenIds(model.Inputs[0]) ? int64 : float64);
        var labels = tensor([.. sample.Labels.Select(label => (long)label)], dtype: int64);
        var marks = tensor(sample.Columns["annotations"], [examples, .. model.InputShape.Select(extent => (long)extent)], float64);

        module.eval();
        var outputs = module.call(x).data<double>().ToArray();
        var prediction = ModelPrograms.Compile(ModelPrograms.Prediction(model));
        Near.Check(outputs, Runner.Run<double>(ModelPrograms.Prediction(model), sample).Rows["outputs"], 1e-10, "outputs:");
        Near.Check(outputs, TensorRun<double>.Of(prediction, sample).Rows["outputs"], 1e-10, "outputs, libtorch:");
        Near.Check(outputs, [.. Runner.Run<float>(ModelPrograms.Prediction(model), sample).Rows["outputs"].Select(value => (double)value)], 1e-5, "outputs, float:");

        module.train();
        var autograd = loss(x, labels, marks);
        autograd.backward();
        var trained = layout.Where(parameter => parameter.Trained).ToList();
        double[] expected = [autograd.item<double>(), .. Flat(trained, bindings, module.named_parameters().ToDictionary(part => part.name, part => part.parameter.grad ?? throw new InvalidOperationException($"'{part.name}' has no gradient")))];
        var graph = ModelPrograms.Training(model);
        Near.Check(expected, Own(Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 2 }), expected.Length), 1e-10, "interpreted:");
        Near.Check(expected, Own(TensorRun<double>.Of(ModelPrograms.Compile(graph), sample), expected.Length), 1e-10, "libtorch:");
        Near.Check(expected, Own(Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = 2 }), expected.Length), 1e-5, "interpreted, float:");
    }

    /// <summary>Running statistics, and scales of normalizations, that are not those of the start.</summary>
    private static void Shake(nn.Module module)
    {
        using var without = no_grad();
        manual_seed(3);
        foreach (var (name, tensor) in State(module))
        {
            if (tensor.dtype == float64)
            {
                tensor.add_(0.2 * (name.EndsWith("running_var", StringComparison.Ordinal) ? rand_like(tensor) : randn_like(tensor)));
            }
        }
    }

    private static Dictionary<string, Tensor> State(nn.Module module) => module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value);

    private static double[] Flat(IReadOnlyList<ParameterSpecification> layout, IReadOnlyList<ParameterBinding> bindings, Dictionary<string, Tensor> tensors) => [.. layout.SelectMany(parameter =>
    {
        var binding = Assert.Single(bindings, binding => binding.Parameter == parameter.Key);
        var flat = new double[parameter.Shape.Length];
        binding.ToParameter<double>(tensors[binding.Name].detach().contiguous().data<double>().ToArray(), flat);
        return flat;
    })];

    private static double[] Own<T>(RunResult<T> result, int length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        [.. result.Gradients.Take(length - 1).Select(double.CreateChecked).Prepend(double.CreateChecked(result.Totals[ModelPrograms.Loss]))];
}
