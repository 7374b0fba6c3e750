namespace Rationale.Graph.Models;

/// <summary>The terms of the loss of a model, each a number for the whole batch with its weight already applied.</summary>
public static class LossTerms
{
    /// <summary>The task's own loss: right answers.</summary>
    public const string Answers = "answers";

    /// <summary>The penalty on explanations: right reasons.</summary>
    public const string Reasons = "reasons";

    /// <summary>The penalty on parameters.</summary>
    public const string Weights = "weights";

    /// <summary>The robustness of a self-explaining model: its relevances are the derivatives that they claim to be.</summary>
    public const string Robustness = "robustness";

    /// <summary>The squared error of features decoded from concepts.</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>The size of the concepts.</summary>
    public const string Sparsity = "sparsity";

    /// <summary>Setting that holds the weight of the robustness penalty, λ of the SENN paper.</summary>
    public const string RobustnessWeight = "λ";

    /// <summary>Setting that holds the weight of the reconstruction.</summary>
    public const string ReconstructionWeight = "ρ";

    /// <summary>Setting that holds the weight of the concepts' size, ξ of the SENN paper.</summary>
    public const string SparsityWeight = "ξ";

    /// <summary>Setting that holds the weight of the explanation penalty, λ₁ of the RRR paper.</summary>
    public const string ExplanationWeight = "λ1";

    /// <summary>Setting that holds the weight of the squared parameters, λ₂ of the RRR paper.</summary>
    public const string L2Weight = "λ2";

    /// <summary>Setting that holds the weight of the absolute parameters.</summary>
    public const string L1Weight = "λ3";

    /// <summary>The terms that a model declares.</summary>
    public static IReadOnlyList<Output> Of(ModelSpecification model, ModelGraph forward)
    {
        var terms = new List<Output> { Term(Answers, AnswersTerm(model.Task, forward)) };
        if (model.Constraint is { } constraint)
        {
            terms.Add(Term(Reasons, ReasonsTerm(constraint, model.Task, forward)));
        }

        if (model.SelfExplaining is { } selfExplaining)
        {
            terms.AddRange(SelfExplainingTerms.Of(selfExplaining, model.Task, forward));
        }

        if (model.WeightPenalty is { } penalty)
        {
            terms.Add(Term(Weights, WeightsTerm(penalty, forward.AllParameters())));
        }

        return terms;

        static Output Term(string name, Node value) => new(name, OutputKind.Total, value.Named(name));
    }

    private static Node AnswersTerm(ModelTask task, ModelGraph forward)
    {
        var answers = forward.Answers(task);
        var rows = task switch
        {
            ClassifierTask { Classes: 1 } => Losses.BinaryCrossEntropy(forward.Outputs, answers),
            ClassifierTask => Losses.CrossEntropy(forward.Outputs, answers),
            _ => Losses.SquaredError(forward.Outputs, answers),
        };
        return task.Reduction == Reduction.Sum ? rows.Total() : rows.Total() / forward.Builder.BatchRows();
    }

    /// <summary>λ Σ |A ⊙ ∂s/∂x|²: RRR, equation 1. Where the features are ids, x stands for their vectors, and an id's mark counts for all of its vector.</summary>
    private static Node ReasonsTerm(ExplanationConstraint constraint, ModelTask task, ModelGraph forward)
    {
        var scalar = ExplainedScalars.Of(constraint.Scalar, forward.Outputs, () => forward.Answers(task)).Named("s");
        var gradient = Functions.GradientOf(scalar, forward.Explained, "s");
        var annotations = forward.Builder.Input("annotations", forward.Features.Shape).Named("A");
        var masked = (forward.OverExplained(annotations) * gradient).Named("g");
        var total = (constraint.Norm == PenaltyNorm.L2 ? masked.Square() : masked.Abs()).Total();
        var weighted = forward.Builder.Setting(ExplanationWeight) * total;
        return constraint.Reduction switch
        {
            Reduction.Mean => weighted / forward.Builder.BatchRows(),
            Reduction.Normalized => weighted / annotations.Total().Maximum(forward.Builder.Constant(1, Shape.Scalar)),
            _ => weighted,
        };
    }

    /// <summary>λ₂ Σ θ² + λ₃ Σ |θ| over all parameters, biases included: one pass over the flat buffer.</summary>
    private static Node WeightsTerm(WeightPenalty penalty, Node all)
    {
        var squares = all.Builder.Setting(L2Weight) * all.Square().Total();
        var magnitudes = all.Builder.Setting(L1Weight) * all.Abs().Total();
        return penalty switch
        {
            { L1: 0 } => squares,
            { L2: 0 } => magnitudes,
            _ => squares + magnitudes,
        };
    }
}
