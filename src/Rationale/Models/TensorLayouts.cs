using Rationale.CompilerServices;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Puts the elements of parameters in the order of PyTorch, and back.</summary>
internal static class TensorLayouts
{
    /// <summary>The shape of a parameter in a layout.</summary>
    public static int[] ShapeOf(ParameterSpecification parameter, TensorLayout layout)
    {
        int[] own = [.. parameter.Shape.Dimensions];
        if (layout == TensorLayout.Own || parameter.TorchOrder.Count == 0)
        {
            return own;
        }

        int[] ordered = [.. parameter.TorchOrder.Select(dimension => own[dimension])];

        // Groups are a dimension of their own here, and the slower part of the first one there.
        return ordered.Length == 5 ? [ordered[0] * ordered[1], .. ordered[2..]] : ordered;
    }

    /// <summary>A copy of a parameter's elements in a layout.</summary>
    public static float[] Read(ParameterSpecification parameter, ReadOnlySpan<float> values, TensorLayout layout)
    {
        var copy = values.ToArray();
        if (BindingOf(parameter, layout) is { } binding)
        {
            binding.ToTensor(values, copy);
        }

        return copy;
    }

    /// <summary>Gives a parameter elements that stand in a layout.</summary>
    public static void Write(ParameterSpecification parameter, ReadOnlySpan<float> values, Span<float> target, TensorLayout layout)
    {
        if (BindingOf(parameter, layout) is { } binding)
        {
            binding.ToParameter(values, target);
        }
        else
        {
            values.CopyTo(target);
        }
    }

    private static ParameterBinding? BindingOf(ParameterSpecification parameter, TensorLayout layout)
    {
        if (layout == TensorLayout.Own || parameter.TorchOrder.Count == 0)
        {
            return null;
        }

        var order = parameter.TorchOrder.ToList();
        return new ParameterBinding(
            parameter.Key,
            parameter.Key,
            new EquatableArray<int>(order.Select(dimension => parameter.Shape.Dimensions[dimension])),
            new EquatableArray<int>(Enumerable.Range(0, order.Count).Select(dimension => order.IndexOf(dimension))),
            parameter.Trained);
    }
}
