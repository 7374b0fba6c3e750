using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>
/// What attributions explain: a score for each example and class, and its gradient. <see cref="ModelScore"/> is the score of a model; derive from this class to
/// explain anything else. Not for several threads at once: a run calls one member at a time, and only the makers of examples are called on several threads.
/// </summary>
public abstract class ScoreFunction
{
    /// <summary>Name for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Shape of one example.</summary>
    public abstract IReadOnlyList<int> InputShape { get; }

    /// <summary>Number of classes, or of a regressor's outputs.</summary>
    public abstract int Classes { get; }

    /// <summary>Values of one example.</summary>
    public int Width => InputShape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The model that sees the examples in the end; null where none does.</summary>
    internal virtual ModelSpecification? Specification => null;

    /// <summary>Data as the function takes them: preprocessed, with features and classes in the order in which it knows them by name.</summary>
    /// <exception cref="ArgumentException">The data name other features, have a class that is not known, or were preprocessed otherwise.</exception>
    internal virtual Dataset Align(Dataset data) => data;

    /// <summary>The data as rows of numbers, as the function sees them: the features, or all inputs of a model of several side by side.</summary>
    internal virtual Dataset Rows(Dataset data) => data;

    /// <summary>Attributions to rows as those to the inputs that stand in them.</summary>
    /// <param name="rows">Attributions to rows.</param>
    /// <param name="unit">The unit of the scores.</param>
    /// <param name="data">The data that became the rows.</param>
    internal virtual Attributions ByInput(Attributions rows, ScoreUnit unit, Dataset data) => rows;

    /// <summary>Raw features as the function takes them; preprocessed ones as they are.</summary>
    /// <exception cref="ArgumentException">They were preprocessed otherwise.</exception>
    internal virtual FeatureMatrix Prepare(FeatureMatrix features) => features;

    /// <summary>Whether scores are those of classes; otherwise they are those of a regressor's outputs.</summary>
    public virtual bool IsClassifier => true;

    /// <summary>What the model says about the examples that are explained; null where the scores are not those of a model alone.</summary>
    internal virtual Predictions? Predictions(FeatureMatrix features, CancellationToken cancellationToken) => null;

    /// <summary>Finds the class that is predicted for each example.</summary>
    /// <param name="batch">The examples; the classes that they want are not looked at.</param>
    /// <param name="classes">Receives a class for each example.</param>
    public abstract void Predict(ScoreBatch batch, Span<int> classes);

    /// <summary>Scores examples.</summary>
    /// <param name="batch">The examples, and the class of each whose score is wanted.</param>
    /// <param name="output">Which number of the class.</param>
    /// <param name="scores">Receives a score for each example.</param>
    public abstract void Scores(ScoreBatch batch, TargetOutput output, Span<float> scores);

    /// <summary>Scores examples and differentiates the scores.</summary>
    /// <param name="batch">The examples, and the class of each whose score is wanted.</param>
    /// <param name="output">Which number of the class.</param>
    /// <param name="scores">Receives a score for each example.</param>
    /// <param name="gradients">Receives [examples × <see cref="Width"/>] derivatives.</param>
    public abstract void Gradients(ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> gradients);
}
