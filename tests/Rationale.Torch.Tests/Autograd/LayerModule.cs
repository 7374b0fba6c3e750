using Rationale.Graph.Models;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Dense layers and activations as a module, written with TorchSharp's functions. Its weights are [outputs × inputs], those of layers the other way round.</summary>
internal sealed class LayerModule : nn.Module<Tensor, Tensor>
{
    private readonly List<TorchSharp.Modules.Linear> _linears = [];
    private readonly List<Func<Tensor, Tensor>> _steps = [];

    /// <summary>Makes the module in double precision.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="width">Features of an example.</param>
    /// <param name="numbers">The parameters of the layers in their order; what is taken is cut off.</param>
    public LayerModule(IEnumerable<Layer> layers, long width, ref ReadOnlySpan<double> numbers)
        : base("layers")
    {
        foreach (var layer in layers)
        {
            if (layer is DenseLayer dense)
            {
                _steps.Add(Linear(width, dense.Units, ref numbers).call);
                width = dense.Units;
            }
            else
            {
                _steps.Add(layer switch
                {
                    FlattenLayer => x => x,
                    TanhLayer => x => x.tanh(),
                    SigmoidLayer => x => x.sigmoid(),
                    SoftplusLayer => x => nn.functional.logsigmoid(-x).neg(),
                    SiluLayer => x => x * x.sigmoid(),
                    GeluLayer => x => nn.functional.gelu(x),
                    _ => throw new NotSupportedException($"{layer.Name} has no function here."),
                });
            }
        }
    }

    public override Tensor forward(Tensor x) => _steps.Aggregate(x.flatten(1), (value, step) => step(value));

    /// <summary>The gradients of all parameters in the order of the layers; zero where there is none.</summary>
    public IEnumerable<double> Gradient() => _linears.SelectMany(linear =>
        new[] { linear.weight!.grad ?? zeros_like(linear.weight), linear.bias!.grad ?? zeros_like(linear.bias) }.SelectMany(gradient => (gradient.ndim == 2 ? gradient.t().contiguous() : gradient).data<double>().ToArray()));

    /// <summary>Numbers in the order of the module's parameters in that of the layers; what is taken is cut off.</summary>
    public IEnumerable<double> InLayerOrder(ref ReadOnlySpan<double> flat)
    {
        var ordered = new List<double>();
        foreach (var linear in _linears)
        {
            var (outputs, inputs) = ((int)linear.weight!.shape[0], (int)linear.weight.shape[1]);
            for (var i = 0; i < inputs * outputs; i++)
            {
                ordered.Add(flat[(i % outputs * inputs) + (i / outputs)]);
            }

            ordered.AddRange(flat.Slice(inputs * outputs, outputs));
            flat = flat[((inputs + 1) * outputs)..];
        }

        return ordered;
    }

    private TorchSharp.Modules.Linear Linear(long inputs, long outputs, ref ReadOnlySpan<double> numbers)
    {
        var linear = nn.Linear(inputs, outputs, dtype: float64);
        using var without = no_grad();
        linear.weight!.copy_(tensor(numbers[..(int)(inputs * outputs)].ToArray(), [inputs, outputs], float64).t());
        linear.bias!.copy_(tensor(numbers.Slice((int)(inputs * outputs), (int)outputs).ToArray(), [outputs], float64));
        numbers = numbers[(int)((inputs + 1) * outputs)..];
        register_module($"linear{_linears.Count}", linear);
        _linears.Add(linear);
        return linear;
    }
}
