using Rationale.Graph.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rationale.Benchmarks.Eager;

/// <summary>The layers of a model as modules of TorchSharp, channels first, with PyTorch's initial parameters.</summary>
internal static class EagerNetwork
{
    /// <summary>Makes the modules.</summary>
    /// <param name="model">A model of dense layers, convolutions, maxima and rectifiers.</param>
    /// <exception cref="NotSupportedException">A layer is none of these.</exception>
    public static Sequential Create(ModelSpecification model)
    {
        using var seeded = manual_seed(0);
        var (modules, shape) = (new List<nn.Module<Tensor, Tensor>>(), model.InputShape);
        foreach (var layer in model.Layers)
        {
            modules.Add(layer switch
            {
                DenseLayer dense => nn.Linear(shape[0], dense.Units),
                ConvLayer convolution => nn.Conv2d(shape[2], convolution.Filters, convolution.Window.Height),
                MaxPoolLayer pool => nn.MaxPool2d(pool.Window.Height, pool.Window.Stride),
                ReluLayer => nn.ReLU(inplace: true),
                FlattenLayer => nn.Flatten(),
                _ => throw new NotSupportedException($"The eager peer has no module for {layer.Name}."),
            });
            shape = layer.OutputShape(shape);
        }

        return nn.Sequential(modules);
    }
}
