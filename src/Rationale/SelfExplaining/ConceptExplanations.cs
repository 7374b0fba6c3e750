using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.SelfExplaining;

/// <summary>Concepts and relevances of many examples, computed at once.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class ConceptExplanations
{
    /// <summary>Few enough to be done within a moment, enough to keep all workers busy.</summary>
    private const int ExamplesAtOnce = 2048;

    private readonly ModelTask _task;
    private readonly AggregationFunction? _aggregation;
    private readonly float[] _outputs;
    private readonly float[] _concepts;
    private readonly float[] _relevances;
    private readonly float[] _effects;

    private ConceptExplanations(ModelSpecification model, SelfExplainingNetwork network, int concepts, int examples)
    {
        _aggregation = AggregationFunction.TryCreate(network);
        (_task, ConceptCount, Count, HasBias) = (model.Task, concepts, examples, network.Source.HasBias);
        var block = checked(examples * concepts * model.Task.Outputs);
        (_outputs, _concepts, _relevances, _effects) = (new float[examples * model.Task.Outputs], new float[examples * concepts], new float[block], new float[block]);
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>Number of concepts, a constant one among them.</summary>
    public int ConceptCount { get; }

    /// <summary>Whether the last concept is the constant 1 of a bias.</summary>
    public bool HasBias { get; }

    /// <summary>The explanation of one example.</summary>
    public ConceptExplanation this[int example] => new(_task, _aggregation, HasBias, Outputs(example), Concepts(example), Relevances(example), Effects(example));

    /// <summary>h of one example.</summary>
    public ReadOnlySpan<float> Concepts(int example) => _concepts.AsSpan(example * ConceptCount, ConceptCount);

    /// <summary>θ of one example, [concepts × classes].</summary>
    public ReadOnlySpan<float> Relevances(int example) => Block(_relevances, example);

    /// <summary>What a unit of each concept of one example adds to each output, [concepts × classes].</summary>
    internal ReadOnlySpan<float> Effects(int example) => Block(_effects, example);

    /// <summary>Changes outputs of one example to what they are with one concept at another value.</summary>
    internal void Move(int example, int concept, float value, Span<float> outputs) =>
        Aggregation.Move(_aggregation, Effects(example).Slice(concept * _task.Outputs, _task.Outputs), Concepts(example)[concept], value, outputs);

    /// <summary>Outputs of one example.</summary>
    internal ReadOnlySpan<float> Outputs(int example) => _outputs.AsSpan(example * _task.Outputs, _task.Outputs);

    /// <summary>Explains examples with a self-explaining model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">[examples × inputs].</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of examples.</param>
    /// <exception cref="ArgumentException">The model has no concepts, or the examples do not fit it.</exception>
    public static ConceptExplanations Compute(IModel model, FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var runtime = ModelRuntime.From(model);
        features = runtime.Prepare(features);
        var specification = model.Specification;
        if (specification.Layers.LastOrDefault() is not SelfExplainingNetwork network)
        {
            throw new ArgumentException($"'{specification.Name}' has no concepts to explain with; add [SelfExplaining].", nameof(model));
        }

        var (concepts, outputs) = (network.Source.Count(specification.JoinedShape), specification.Task.Outputs);
        var found = new ConceptExplanations(specification, network, concepts, features.Count);
        for (var first = 0; first < features.Count; first += ExamplesAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var examples = Math.Min(ExamplesAtOnce, features.Count - first);
            runtime.Concepts(features.Slice(first, examples), Part(found._outputs, outputs), Part(found._concepts, concepts), Part(found._relevances, concepts * outputs), Part(found._effects, concepts * outputs));
            progress?.Report((double)(first + examples) / features.Count);

            Memory<float> Part(float[] values, int width) => values.AsMemory(first * width, examples * width);
        }

        return found;
    }

    /// <summary>The examples that show best what a concept is.</summary>
    /// <param name="concept">Index of the concept.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="choice">How they are chosen.</param>
    /// <returns>Indices of examples, best first; ties go to the first example.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such concept, or the count is below 1.</exception>
    public IReadOnlyList<int> Prototypes(int concept, int count = 10, PrototypeChoice choice = PrototypeChoice.LargestActivation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (concept < 0 || concept >= ConceptCount)
        {
            throw new ArgumentOutOfRangeException(nameof(concept), concept, $"There are concepts 0 to {ConceptCount - 1}, but {concept} was asked for.");
        }

        return [.. Enumerable.Range(0, Count).OrderByDescending(example => Score(example, concept, choice)).Take(count)];
    }

    private double Score(int example, int concept, PrototypeChoice choice)
    {
        var own = Concepts(example)[concept];
        if (choice == PrototypeChoice.LargestActivation)
        {
            return own;
        }

        var others = 0.0;
        foreach (var value in Concepts(example))
        {
            others += value;
        }

        return own - (others - own);
    }

    private ReadOnlySpan<float> Block(float[] values, int example) => values.AsSpan(example * ConceptCount * _task.Outputs, ConceptCount * _task.Outputs);
}

/// <summary>How prototypes of a concept are chosen.</summary>
public enum PrototypeChoice
{
    /// <summary>The largest hᵢ: the paper's choice.</summary>
    LargestActivation,

    /// <summary>The largest hᵢ − Σⱼ hⱼ over the other concepts j.</summary>
    HighestContrast,
}
