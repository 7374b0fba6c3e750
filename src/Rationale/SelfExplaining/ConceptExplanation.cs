using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.SelfExplaining;

/// <summary>
/// Why a self-explaining model says what it says about one example: concepts h, relevances θ for each class, and their contributions, which add up to the output
/// (Alvarez-Melis and Jaakkola 2018, definition 3.4).
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class ConceptExplanation
{
    private readonly ModelTask _task;
    private readonly float[] _concepts;
    private readonly float[] _relevances;
    private readonly float[] _effects;
    private readonly AggregationFunction? _aggregation;

    internal ConceptExplanation(ModelTask task, AggregationFunction? aggregation, bool hasBias, ReadOnlySpan<float> outputs, ReadOnlySpan<float> concepts, ReadOnlySpan<float> relevances, ReadOnlySpan<float> effects)
    {
        (_task, _aggregation, HasBias) = (task, aggregation, hasBias);
        (_concepts, _relevances, _effects) = (concepts.ToArray(), relevances.ToArray(), effects.ToArray());
        Prediction = Prediction.FromOutputs(task, outputs);
    }

    /// <summary>What the model says.</summary>
    public Prediction Prediction { get; }

    /// <summary>h, one number for each concept; the constant 1 of a bias comes last.</summary>
    public ReadOnlySpan<float> Concepts => _concepts;

    /// <summary>Whether the last concept is the constant 1 of a bias, rather than one that says something about the example.</summary>
    public bool HasBias { get; }

    /// <summary>The output that is explained unless one is named: the predicted class, or the only output.</summary>
    public int Output => _task.Outputs == 1 ? 0 : Prediction.Class;

    /// <summary>θ of a concept for a class.</summary>
    /// <param name="concept">Index of the concept.</param>
    /// <param name="output">Index of the class; null for <see cref="Output"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such concept or class.</exception>
    public float Relevance(int concept, int? output = null) => _relevances[Index(concept, output)];

    /// <summary>What a unit of the concept adds to the logit: θ, or A θ with the positive affine aggregator; before it is transformed, where the model has an aggregation of its own.</summary>
    /// <inheritdoc cref="Relevance(int, int?)"/>
    public float Effect(int concept, int? output = null) => _effects[Index(concept, output)];

    /// <summary>What the concept adds to the logit: θ h, or A θ h, or φ(A θ h) with an aggregation φ of the model's own.</summary>
    /// <inheritdoc cref="Relevance(int, int?)"/>
    public float Contribution(int concept, int? output = null)
    {
        var straight = _effects[Index(concept, output)] * _concepts[concept];
        return _aggregation is null ? straight : _aggregation.Map([straight])[0];
    }

    /// <summary>What the model would say if a concept had another value and all relevances stayed.</summary>
    /// <param name="concept">Index of the concept.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such concept, or the value is not finite.</exception>
    public Prediction Intervene(int concept, float value)
    {
        _ = Index(concept, 0);
        if (!float.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"A concept cannot be set to {value}; give a finite number.");
        }

        var outputs = Prediction.Outputs.ToArray();
        Aggregation.Move(_aggregation, _effects.AsSpan(concept * outputs.Length, outputs.Length), _concepts[concept], value, outputs);
        return Prediction.FromOutputs(_task, outputs);
    }

    /// <summary>What the model would say without a concept: exactly, because the aggregator is additive.</summary>
    /// <inheritdoc cref="Intervene(int, float)"/>
    public Prediction Remove(int concept) => Intervene(concept, 0);

    /// <summary>The prediction and a line for each of the concepts that contribute most: value, relevance, and what it adds to the output that is explained.</summary>
    public override string ToString() => ConceptExplanationText.Format(this);

    private int Index(int concept, int? output)
    {
        var input = output ?? Output;
        return concept < 0 || concept >= _concepts.Length ? throw new ArgumentOutOfRangeException(nameof(concept), concept, $"There are concepts 0 to {_concepts.Length - 1}, but {concept} was asked for.")
            : input < 0 || input >= _task.Outputs ? throw new ArgumentOutOfRangeException(nameof(output), input, $"There are outputs 0 to {_task.Outputs - 1}, but {input} was asked for.")
            : (concept * _task.Outputs) + input;
    }
}
