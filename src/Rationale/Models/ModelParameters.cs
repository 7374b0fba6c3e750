using System.Collections;
using Rationale.CompilerServices;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>
/// The parameters of a model by name, and all of them in one span. They are the live ones: what is written changes the model. A training changes them while one looks; one on another
/// device keeps them there, so that one reads those of the last step, and what one writes before it has ended is lost.
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
            var parameter = this.FirstOrDefault(parameter => parameter.Key == name)
                ?? throw new KeyNotFoundException($"'{_runtime.Specification.Name}' has no parameter '{name}'; it has {string.Join(", ", this.Select(parameter => parameter.Key))}.");
            return Values.Slice(parameter.Offset, parameter.Shape.Length);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ParameterSpecification> GetEnumerator() => _runtime.Layout.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
