using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>What a model's explanation is, in formulas, and which scalars it may be the gradient of.</summary>
public static class Explanations
{
    /// <summary>Whether explanations are gradients with respect to the vectors of token ids instead of the features.</summary>
    public static bool AreOfTokenIds(ModelSpecification model) => model.Layers.Count > 0 && model.Layers[0] is EmbeddingLayer;

    /// <summary>The gradient that explains.</summary>
    public static string Gradient(ModelSpecification model) => AreOfTokenIds(model) ? "∂s/∂e" : "∂s/∂x";

    /// <summary>The scalar of an example, in a formula and in words.</summary>
    public static string Formula(ExplainedScalar scalar, ModelTask task) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => "s = Σ log p, the sum of the log-probabilities of all classes",
        ExplainedScalar.MaxLogProbability => "s = max log p, the log-probability of the predicted class",
        ExplainedScalar.PredictedProbability => "s = max p, the probability of the predicted class",
        ExplainedScalar.PredictedLogit => "s = max z, the logit of the predicted class",
        ExplainedScalar.LabeledProbability => "s = p of the labeled class",
        ExplainedScalar.LabeledLogit => "s = z of the labeled class",
        ExplainedScalar.LabeledLogProbability => "s = log p of the labeled class",
        _ when task.Outputs == 1 => "s = z, the output itself",
        _ => "s = Σ z, the sum of the outputs",
    };

    /// <summary>Why a model has no such scalar, as one sentence; null if it has. Probabilities and logits belong to classes.</summary>
    public static string? Problem(ModelSpecification model, ExplainedScalar scalar) =>
        !Enum.IsDefined(typeof(ExplainedScalar), scalar)
            ? $"The explained scalar {scalar} does not exist; use one of {string.Join(", ", Enum.GetNames(typeof(ExplainedScalar)))}."
        : model.Task is not ClassifierTask && scalar != ExplainedScalar.SumOfOutputs
            ? $"The explained scalar {scalar} needs classes, but '{model.Name}' is a regressor and has none; use {ExplainedScalar.SumOfOutputs}."
        : null;
}
