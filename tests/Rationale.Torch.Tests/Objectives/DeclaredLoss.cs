using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>The training of a declared model as the embedded target runs it in double precision, and its data as tensors for a loss by hand.</summary>
internal sealed class DeclaredLoss
{
    private readonly ModelSpecification _model;
    private readonly Sample _sample;
    private readonly IReadOnlyList<ParameterSpecification> _layout;

    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="seed">Decides data and parameters.</param>
    /// <param name="change">Adds to the data what the model reads besides.</param>
    /// <param name="spread">What the parameters of the last layer are multiplied with: large logits reach where functions are flat.</param>
    public DeclaredLoss(ModelSpecification model, int rows, int seed, double spread = 1, Func<Sample, Sample>? change = null)
    {
        _model = model;
        _sample = ModelSample.Create(model, rows, seed);
        _sample = change?.Invoke(_sample) ?? _sample;
        _layout = ModelGraph.Build(model, training: true).Layout;
        var last = _layout.First(part => part.Key.Split('.')[0] == _layout[^1].Key.Split('.')[0]).Offset;
        _sample = _sample with { Parameters = [.. _sample.Parameters.Select((value, index) => index < last ? value : spread * value)] };
        Parameters = _layout.ToDictionary(
            part => part.Key,
            part => tensor([.. _sample.Parameters.Skip(part.Offset).Take(part.Shape.Length)], [.. part.Shape.Dimensions.Select(extent => (long)extent)], float64).requires_grad_());
        Labels = tensor([.. _sample.Labels.Select(label => (long)label)], dtype: int64);
        (Features, Annotations) = (Column("features"), Column("annotations"));
        Targets = tensor(_sample.Columns["targets"], [rows, model.Task.Outputs], float64);
    }

    /// <summary>Parameters as leaves, by key.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public Tensor Features { get; }

    public Tensor Annotations { get; }

    public Tensor Targets { get; }

    public Tensor Labels { get; }

    /// <summary>A term with weight one, and what it adds to the gradient; the setting of its weight tells it from the others.</summary>
    public double[] Term(string name, string weight)
    {
        var (with, without) = (Run(weight, 1), Run(weight, 0));
        return [with.Totals[name], .. with.Gradients.Zip(without.Gradients, (one, none) => one - none)];
    }

    /// <summary>The whole loss with its gradient.</summary>
    public double[] Loss()
    {
        var result = Run("", 0);
        return [result.Totals[ModelPrograms.Loss], .. result.Gradients];
    }

    /// <summary>A loss by hand with its gradient, in the order of the declared one.</summary>
    public double[] ByHand(Tensor loss)
    {
        var leaves = _layout.Select(part => Parameters[part.Key]).ToList();
        var gradients = autograd.grad([loss], leaves, retain_graph: true, allow_unused: true);
        return [loss.item<double>(), .. gradients.Zip(_layout).SelectMany(pair => pair.First is { IsInvalid: false } gradient ? gradient.contiguous().data<double>().ToArray() : new double[pair.Second.Shape.Length])];
    }

    private RunResult<double> Run(string weight, double value)
    {
        var settings = _sample.Settings.ToDictionary(setting => setting.Key, setting => setting.Key == weight ? value : setting.Value);
        return Rationale.Tests.Execution.Runner.Run<double>(ModelPrograms.Compile(ModelPrograms.Training(_model)), _sample with { Settings = settings }, new ExecutionOptions { Workers = 1 });
    }

    /// <summary>A column, of the shape of the features unless another one is given.</summary>
    public Tensor Column(string name, params long[] shape) =>
        tensor(_sample.Columns[name], [_sample.Examples, .. shape.Length > 0 ? shape : [.. _model.InputShape.Select(extent => (long)extent)]], float64);
}
