using Rationale.Graph.Models;

namespace Rationale.Generators.Emission;

/// <summary>What a self-explaining model adds to its loss, in formulas.</summary>
internal static class SelfExplainingText
{
    /// <summary>The terms in the order in which they are added.</summary>
    public static IEnumerable<(string Name, string Formula)> Terms(ModelSpecification model)
    {
        if (model.SelfExplaining is not { } settings || model.Layers[0] is not SelfExplainingNetwork network)
        {
            yield break;
        }

        if (settings.RobustnessWeight > 0)
        {
            var scale = $"{(network.Aggregation.Count > 0 ? "φ′ " : "")}{(network.Aggregator == ConceptAggregator.Sum ? "" : "A ")}";
            var difference = settings.Penalized == PenalizedOutput.Logits ? $"Σ {scale}h ∇θ, which is ∇f − Σ {scale}θ ∇h" : $"∇{Output(settings.Penalized)} − Σ {scale}θ ∇h";
            yield return ("robustness", $"{Literals.Of(settings.RobustnessWeight)} {Reduced(settings.Reduction, model.Task)} of r = {difference}, {Classes(settings.Classes)}");
        }

        if (settings.ReconstructionWeight > 0 && network.Source is LearnedConcepts { Decoder.Count: > 0 })
        {
            yield return ("reconstruction", $"{Literals.Of(settings.ReconstructionWeight)} times the mean of (x̂ − x)² of a row, {Rows(model.Task)}");
        }

        if (settings.SparsityWeight > 0)
        {
            yield return ("sparsity", $"{Literals.Of(settings.SparsityWeight)} Σ |h| of a row, {Rows(model.Task)}");
        }
    }

    private static string Output(PenalizedOutput output) => output == PenalizedOutput.Probability ? "p" : "log p";

    private static string Rows(ModelTask task) => task.Reduction == Reduction.Sum ? "summed over rows" : "averaged over rows";

    private static string Reduced(RobustnessReduction reduction, ModelTask task) => reduction switch
    {
        RobustnessReduction.MeanOfNorms => $"‖r‖ of a row, {Rows(task)},",
        RobustnessReduction.MeanOfSquares => $"‖r‖² of a row, {Rows(task)},",
        _ => $"‖r‖ over the whole batch{(task.Reduction == Reduction.Sum ? ", times the number of rows," : "")}",
    };

    private static string Classes(PenalizedClasses classes) => classes switch
    {
        PenalizedClasses.All => "for all classes",
        PenalizedClasses.Predicted => "for the predicted class",
        _ => "for the labeled class",
    };
}
