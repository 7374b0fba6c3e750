using System.ComponentModel;
using Rationale.Graph.Models;

namespace Rationale.CompilerServices;

/// <summary>Brings parameters and running statistics from a module of TorchSharp into the model that was read from its <c>forward</c>, and back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModuleParameters
{
    /// <summary>Takes over the tensors of a module.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bindings">Where each tensor stands.</param>
    /// <param name="read">Gives the elements of a tensor by its name, in their own order.</param>
    /// <exception cref="ArgumentException">The bindings are not those of the model, or a tensor has another number of elements.</exception>
    public static void Import(this IModel model, IReadOnlyList<ParameterBinding> bindings, Func<string, float[]> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        foreach (var (binding, parameter) in Matched(model, bindings))
        {
            binding.ToParameter(read(binding.Name), model.Parameters.Values.Slice(parameter.Offset, parameter.Shape.Length));
        }

        ModelRuntime.From(model).Frozen = [.. Matched(model, bindings).Select(pair => PaddingRange(pair.Binding, pair.Parameter.Offset)).OfType<(int Start, int Length)>().Order()];
    }

    /// <summary>Where the vector lies that no training moves; null where all of them move.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="offset">Where the parameter lies.</param>
    internal static (int Start, int Length)? PaddingRange(ParameterBinding binding, int offset)
    {
        var length = binding.Shape.Skip(1).Aggregate(1, (product, extent) => product * extent);
        return binding.PaddingIndex is { } row ? (offset + (row * length), length) : null;
    }

    /// <summary>Gives the parameters of the model to the tensors of a module.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bindings">Where each tensor stands.</param>
    /// <param name="write">Takes the elements of a tensor by its name, in the tensor's own order.</param>
    /// <exception cref="ArgumentException">The bindings are not those of the model.</exception>
    public static void Export(this IModel model, IReadOnlyList<ParameterBinding> bindings, Action<string, float[]> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        foreach (var (binding, parameter) in Matched(model, bindings))
        {
            var tensor = new float[parameter.Shape.Length];
            binding.ToTensor<float>(model.Parameters.Values.Slice(parameter.Offset, parameter.Shape.Length), tensor);
            write(binding.Name, tensor);
        }
    }

    /// <summary>Puts the elements of a tensor in the order of the parameter.</summary>
    /// <param name="binding">How the two belong together.</param>
    /// <param name="tensor">The elements of the tensor in its own order.</param>
    /// <param name="parameter">Where they go.</param>
    /// <exception cref="ArgumentException">One of the two has another number of elements than the binding says.</exception>
    public static void ToParameter<T>(this ParameterBinding binding, ReadOnlySpan<T> tensor, Span<T> parameter)
    {
        var places = Places(binding, tensor.Length, parameter.Length);
        for (var i = 0; i < places.Length; i++)
        {
            parameter[i] = tensor[places[i]];
        }
    }

    /// <summary>Puts the elements of a parameter in the order of the tensor.</summary>
    /// <param name="binding">How the two belong together.</param>
    /// <param name="parameter">The elements of the parameter.</param>
    /// <param name="tensor">Where they go, in the tensor's own order.</param>
    /// <exception cref="ArgumentException">One of the two has another number of elements than the binding says.</exception>
    public static void ToTensor<T>(this ParameterBinding binding, ReadOnlySpan<T> parameter, Span<T> tensor)
    {
        var places = Places(binding, tensor.Length, parameter.Length);
        for (var i = 0; i < places.Length; i++)
        {
            tensor[places[i]] = parameter[i];
        }
    }

    /// <summary>For each element of the parameter, where it stands in the tensor.</summary>
    private static int[] Places(ParameterBinding binding, int tensorLength, int parameterLength)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var length = binding.Shape.Aggregate(1, (product, extent) => product * extent);
        if (tensorLength != length || parameterLength != length)
        {
            throw new ArgumentException($"'{binding.Name}' has {tensorLength} elements and '{binding.Parameter}' has {parameterLength}, but the binding is one of {length}; use the bindings that were generated for this module.");
        }

        var strides = new int[binding.Shape.Count];
        for (var (axis, stride) = (strides.Length - 1, 1); axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= binding.Shape[axis];
        }

        // Counts up in the order of the parameter, the last dimension first.
        var (places, index, place) = (new int[length], new int[strides.Length], 0);
        for (var i = 0; i < length; i++)
        {
            places[i] = place;
            for (var dimension = strides.Length - 1; dimension >= 0; dimension--)
            {
                var axis = binding.Order[dimension];
                place += strides[axis];
                if (++index[dimension] < binding.Shape[axis])
                {
                    break;
                }

                place -= index[dimension] * strides[axis];
                index[dimension] = 0;
            }
        }

        return places;
    }

    private static IEnumerable<(ParameterBinding Binding, ParameterSpecification Parameter)> Matched(IModel model, IReadOnlyList<ParameterBinding> bindings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(bindings);
        return bindings.Select(binding => binding.Parameter).SequenceEqual(model.Parameters.Select(parameter => parameter.Key))
            ? bindings.Zip(model.Parameters)
            : throw new ArgumentException($"the bindings are not those of '{model.Specification.Name}': they name {bindings.Count} parameters and the model has {model.Parameters.Count}; use the bindings that were generated beside its specification.", nameof(bindings));
    }
}
