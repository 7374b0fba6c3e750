using System.ComponentModel;
using Rationale.Models;

namespace Rationale.CompilerServices;

/// <summary>One example of a model of several inputs, given input by input: their values side by side. Used by generated code.</summary>
/// <remarks>Thread safety: one example is filled by one thread.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExampleInputs
{
    private readonly ModelRuntime _model;
    private readonly float[] _values;
    private int _input;
    private int _length;

    internal ExampleInputs(ModelRuntime model) => (_model, _values) = (model, new float[model.RawWidth]);

    /// <summary>The values so far.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _length);

    /// <summary>Adds the values of the next input, raw ones where the model preprocesses it.</summary>
    /// <param name="values">As many as the model takes.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ExampleInputs With(ReadOnlySpan<float> values)
    {
        var input = _model.Specification.Inputs[_input];
        if (_input == 0 && _model.Preprocessing is { } preprocessing)
        {
            if (values.Length != preprocessing.InputCount)
            {
                throw new ArgumentException($"The input '{input.Name}' has {values.Length} raw values for an example, but the preprocessing of '{_model.Specification.Name}' takes {preprocessing.InputCount}.");
            }
        }
        else
        {
            DataChecks.Width(_model.Specification, input, values.Length);
        }

        values.CopyTo(_values.AsSpan(_length));
        (_input, _length) = (_input + 1, _length + values.Length);
        return this;
    }
}
