using Rationale.Graph.Models;

namespace Rationale.Generators.Emission;

/// <summary>What a model computes, in the words and formulas of its documentation. Ready for XML: nothing here needs escaping.</summary>
internal static class MathText
{
    /// <summary>The loss by its terms.</summary>
    public static string Loss(ModelSpecification model)
    {
        var terms = new List<string> { "answers" };
        if (model.Constraint is not null)
        {
            terms.Add("reasons");
        }

        terms.AddRange(SelfExplainingText.Terms(model).Select(term => term.Name));

        if (model.WeightPenalty is not null)
        {
            terms.Add("weights");
        }

        return $"L = {string.Join(" + ", terms)}";
    }

    /// <summary>The loss of the task.</summary>
    public static string Answers(ModelTask task) => Reduced(task.Reduction, "the number of rows", task switch
    {
        ClassifierTask { Classes: 1 } => "Σ (softplus(z) − y z)",
        ClassifierTask => "−Σ y log softmax(z)",
        _ => "Σ (z − y)²",
    });

    /// <summary>The name of the task's loss.</summary>
    public static string AnswersName(ModelTask task) => task switch
    {
        ClassifierTask { Classes: 1 } => "binary cross-entropy",
        ClassifierTask => "cross-entropy",
        _ => "squared error",
    };

    /// <summary>Whether explanations are gradients with respect to the vectors of ids instead of the features.</summary>
    public static bool ExplainsIds(ModelSpecification model) => model.Layers.Count > 0 && model.Layers[0] is Embedding;

    /// <summary>The gradient that explains.</summary>
    public static string Gradient(ModelSpecification model) => ExplainsIds(model) ? "∂s/∂e" : "∂s/∂x";

    /// <summary>The penalty on explanations.</summary>
    public static string Reasons(ModelSpecification model, ExplanationConstraint constraint) => Reduced(
        constraint.Reduction,
        constraint.Reduction == Reduction.Normalized ? "the number of annotated inputs" : "the number of rows",
        constraint.Norm == PenaltyNorm.L2 ? $"λ₁ Σ (A ⊙ {Gradient(model)})²" : $"λ₁ Σ |A ⊙ {Gradient(model)}|");

    /// <summary>The penalty on weights.</summary>
    public static string Weights(WeightPenalty penalty) => penalty switch
    {
        { L1: 0 } => $"{Literals.Of(penalty.L2)} Σ θ²",
        { L2: 0 } => $"{Literals.Of(penalty.L1)} Σ |θ|",
        _ => $"{Literals.Of(penalty.L2)} Σ θ² + {Literals.Of(penalty.L1)} Σ |θ|",
    };

    /// <summary>A scalar of a row.</summary>
    public static string Scalar(ExplainedScalar scalar, ModelTask task) => scalar switch
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

    private static string Reduced(Reduction reduction, string count, string sum) => reduction == Reduction.Sum ? sum : $"{sum}, divided by {count}";
}
