using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <summary>A term of the loss as the method's signature and comments need it.</summary>
internal sealed record LossTerm(string Name, string Formula, IReadOnlyList<(string Key, string Parameter, double Value, string Meaning)> Coefficients, IReadOnlyList<string> LeftOutWithout)
{
    public static IReadOnlyList<LossTerm> Of(ModelSpecification model)
    {
        var terms = new List<LossTerm> { new("answers", MathText.Answers(model.Task), [], []) };
        if (model.Constraint is { } constraint)
        {
            terms.Add(new("reasons", MathText.Reasons(model, constraint), [(LossTerms.ExplanationWeight, "explanationWeight", constraint.Weight, "λ₁")], ["annotations"]));
        }

        if (model.WeightPenalty is { } penalty)
        {
            var l2 = (LossTerms.L2Weight, "weightsL2", penalty.L2, "λ₂");
            var l1 = (LossTerms.L1Weight, "weightsL1", penalty.L1, "λ₃");
            terms.Add(new("weights", MathText.Weights(penalty), penalty.L1 == 0 ? [l2] : penalty.L2 == 0 ? [l1] : [l2, l1], []));
        }

        return terms;
    }
}
