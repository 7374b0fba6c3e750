using System.Globalization;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>What a model says about one example.</summary>
/// <param name="Outputs">Logits of a classifier, numbers of a regressor.</param>
/// <param name="Probabilities">Probability of each class (of no and yes, for a single logit); empty for a regressor.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Prediction(IReadOnlyList<float> Outputs, IReadOnlyList<float> Probabilities)
{
    /// <summary>The class that is decided for: the most probable one or, of a binary classifier with another <see cref="IModel.DecisionThreshold"/> than 0.5, class 1 where its probability is above that; −1 for a regressor.</summary>
    public int Class => Probabilities.Count == 0 ? -1 : Rule.Decide([.. Outputs]);

    /// <summary>The name of <see cref="Class"/>; null where classes have none, and for a regressor.</summary>
    public string? ClassName => Class is >= 0 and var index && index < ClassNames?.Count ? ClassNames[index] : null;

    /// <summary>One name per class; null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    internal DecisionRule Rule { get; init; } = DecisionRule.MostProbable;

    /// <summary>The class with its probability, such as <c>cat (p = 0.92)</c>, or a regressor's numbers.</summary>
    public override string ToString() => Class is >= 0 and var index
        ? string.Create(CultureInfo.InvariantCulture, $"{ClassName ?? $"class {index}"} (p = {Probabilities[index]:0.000})")
        : string.Join(", ", Outputs.Select(output => output.ToString("G6", CultureInfo.InvariantCulture)));

    internal static Prediction FromOutputs(ModelTask task, ReadOnlySpan<float> outputs) =>
        new(outputs.ToArray(), task is ClassifierTask ? Classes.Probabilities(outputs) : []);
}

/// <summary>What a model says about many examples.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class Predictions
{
    private readonly ModelTask _task;
    private readonly float[] _outputs;
    private readonly DecisionRule _rule;

    internal Predictions(ModelTask task, float[] outputs, DecisionRule? rule = null, IReadOnlyList<string>? classNames = null) =>
        (_task, _outputs, _rule, ClassNames) = (task, outputs, rule ?? DecisionRule.MostProbable, task is ClassifierTask ? classNames : null);

    /// <summary>Number of examples.</summary>
    public int Count => _outputs.Length / _task.Outputs;

    /// <summary>One name per class; null where they have none, and for a regressor.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>What the model says about one example.</summary>
    public Prediction this[int example] => Prediction.FromOutputs(_task, Outputs(example)) with { Rule = _rule, ClassNames = ClassNames };

    /// <summary>How many examples are of each class, and a table of the first of them.</summary>
    public override string ToString() => PredictionsText.Write(this, _task);

    /// <summary>Outputs of one example: logits of a classifier, numbers of a regressor.</summary>
    public ReadOnlySpan<float> Outputs(int example) => _outputs.AsSpan(example * _task.Outputs, _task.Outputs);

    /// <summary>The class that is decided for, of one example.</summary>
    /// <exception cref="InvalidOperationException">The model is a regressor.</exception>
    public int ClassOf(int example) => _task is ClassifierTask
        ? _rule.Decide(Outputs(example))
        : throw new InvalidOperationException("A class was asked for, but the model is a regressor; read Outputs instead.");
}
