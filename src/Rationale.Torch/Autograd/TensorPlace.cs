using Rationale.Graph.Models;
using Rationale.Torch.Programs;
using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <summary>Where a tensor of a module, or a parameter of a term of the objective, lies in the flat parameters.</summary>
/// <param name="Key">Its name in the module, or the key of the term's parameter.</param>
/// <param name="Offset">Its first element.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Strides">Elements from one index of a dimension to the next.</param>
/// <param name="Trained">Whether a training moves it.</param>
internal sealed record TensorPlace(string Key, int Offset, long[] Shape, long[] Strides, bool Trained)
{
    /// <summary>Number of its elements.</summary>
    public int Length => checked((int)Shape.Aggregate(1L, (product, extent) => product * extent));

    /// <summary>A parameter that lies in order.</summary>
    public static TensorPlace InOrder(ParameterSpecification parameter)
    {
        var (shape, strides, stride) = (parameter.Shape.Dimensions.Select(extent => (long)extent).ToArray(), new long[parameter.Shape.Rank], 1L);
        for (var dimension = strides.Length - 1; dimension >= 0; dimension--)
        {
            strides[dimension] = stride;
            stride *= shape[dimension];
        }

        return new TensorPlace(parameter.Key, parameter.Offset, shape, strides, parameter.Trained);
    }

    /// <summary>The tensor as a view of flat parameters, or of their gradients.</summary>
    public Tensor View(Tensor flat) => DeviceTensors.View(flat, Shape, Strides, Offset);
}
