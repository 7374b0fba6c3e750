using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Gradients;

/// <summary>The gradient of a step's loss with respect to the parameters of a model, and the terms of that loss.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class LossGradients
{
    private readonly string _model;
    private readonly float[] _values;

    internal LossGradients(string model, IReadOnlyList<ParameterSpecification> parameters, float[] values, IReadOnlyDictionary<string, double> losses) =>
        (_model, Parameters, _values, Losses) = (model, parameters, values, losses);

    /// <summary>The terms of the objective by their names, over the whole batch. Their sum is what the gradient is of: sums over examples are not divided by their number, as they are in a history.</summary>
    public IReadOnlyDictionary<string, double> Losses { get; }

    /// <summary>The sum of all terms.</summary>
    public double Loss => Losses.Values.Sum();

    /// <summary>The trained parameters, in the order of <see cref="Values"/>.</summary>
    public IReadOnlyList<ParameterSpecification> Parameters { get; }

    /// <summary>The gradient with respect to all trained parameters, one after another as in <see cref="ModelParameters.Values"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The Euclidean norm of the whole gradient, which <see cref="Training.TrainingOptions.ClipNorm"/> bounds.</summary>
    public double Norm => NormOf(_values);

    /// <summary>The gradient with respect to one parameter.</summary>
    /// <param name="name">Its name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">No trained parameter has that name; the message lists those that exist.</exception>
    public ReadOnlySpan<float> this[string name] => Slice(Find(name));

    /// <summary>The gradient with respect to one parameter, in the order of this library or of PyTorch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="layout">The order.</param>
    /// <exception cref="KeyNotFoundException">No trained parameter has that name.</exception>
    public float[] Get(string name, TensorLayout layout = TensorLayout.Own) => TensorLayouts.Read(Find(name), this[name], layout);

    /// <summary>The Euclidean norm of the gradient with respect to one parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">No trained parameter has that name.</exception>
    public double NormOf(string name) => NormOf(this[name]);

    private static double NormOf(ReadOnlySpan<float> values)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares);
    }

    private ReadOnlySpan<float> Slice(ParameterSpecification parameter) => _values.AsSpan(parameter.Offset, parameter.Shape.Length);

    private ParameterSpecification Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Key == name)
        ?? throw new KeyNotFoundException($"'{_model}' has no trained parameter '{name}'; it has {string.Join(", ", Parameters.Select(parameter => parameter.Key))}.");
}
