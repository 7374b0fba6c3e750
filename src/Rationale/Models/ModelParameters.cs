using System.Collections;
using Rationale.CompilerServices;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>
/// The parameters of a model by name, and all of them in one span. They are the live ones: what is written changes the model. A training changes them while one looks; one on another
/// device keeps them there, so that one reads those of the last step. What a callback writes is brought there before the next step, where it has asked for the span since the last one.
/// </summary>
/// <remarks>Thread safety: reading from several threads is safe while nobody writes and no training runs.</remarks>
public sealed class ModelParameters : IReadOnlyList<ParameterSpecification>
{
    private readonly ModelRuntime _runtime;

    internal ModelParameters(ModelRuntime runtime) => _runtime = runtime;

    /// <summary>All parameters, one after another in this order; weights are [inputs × units].</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed. A span taken before stays readable.</exception>
    public Span<float> Values => _runtime.Parameters;

    /// <summary>How many numbers all parameters have together.</summary>
    public int Length => _runtime.ParameterLength;

    /// <summary>How many of them are trained; behind them stand buffers, such as running statistics.</summary>
    public int TrainedLength => _runtime.TrainedLength;

    /// <summary>How many parameters there are, buffers included.</summary>
    public int Count => _runtime.Layout.Count;

    /// <summary>Name, shape and place of a parameter.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ParameterSpecification this[int index] => _runtime.Layout[index];

    /// <summary>The numbers of a parameter.</summary>
    /// <param name="name">Its name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter; the message lists those that exist.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Span<float> this[string name]
    {
        get
        {
            var parameter = Find(name);
            return Values.Slice(parameter.Offset, parameter.Shape.Length);
        }
    }

    /// <summary>The shape of a parameter, in the order of this library or of PyTorch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="layout">The order.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public IReadOnlyList<int> ShapeOf(string name, TensorLayout layout = TensorLayout.Own) => TensorLayouts.ShapeOf(Find(name), layout);

    /// <summary>A copy of the numbers of a parameter, in the order of this library or of PyTorch.</summary>
    /// <param name="name">Its name, such as <c>dense1.weight</c>.</param>
    /// <param name="layout">The order.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public float[] Get(string name, TensorLayout layout = TensorLayout.Own) => TensorLayouts.Read(Find(name), this[name], layout);

    /// <summary>Gives a parameter new numbers, in the order of this library or of PyTorch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">As many as the parameter has, all finite.</param>
    /// <param name="layout">The order in which they stand.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    /// <exception cref="ArgumentException">There are more or fewer numbers, or one is not finite; the parameter stays as it was.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Set(string name, ReadOnlySpan<float> values, TensorLayout layout = TensorLayout.Own)
    {
        var parameter = Find(name);
        if (values.Length != parameter.Shape.Length)
        {
            throw new ArgumentException($"'{name}' of '{_runtime.Specification.Name}' was given {values.Length} numbers, but it is [{string.Join(" × ", TensorLayouts.ShapeOf(parameter, layout))}]: {parameter.Shape.Length}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"'{name}' of '{_runtime.Specification.Name}' was given {values[i]} at {i}, but a model computes with finite numbers only."), nameof(values));
            }
        }

        TensorLayouts.Write(parameter, values, this[name], layout);
    }

    private ParameterSpecification Find(string name) => this.FirstOrDefault(parameter => parameter.Key == name)
        ?? throw new KeyNotFoundException($"'{_runtime.Specification.Name}' has no parameter '{name}'; it has {string.Join(", ", this.Select(parameter => parameter.Key))}.");

    /// <inheritdoc/>
    public IEnumerator<ParameterSpecification> GetEnumerator() => _runtime.Layout.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
