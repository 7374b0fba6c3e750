namespace Rationale.Graph.Models;

/// <summary>
/// The terms that a self-explaining model adds to its loss. Each is a mean over rows, as the loss of the answers is in the paper; where the task sums its rows, the terms
/// are multiplied with their number, so that weights mean the same. Those of the concepts stay when the penalty is on, which the authors' trainer loses.
/// </summary>
public static class SelfExplainingTerms
{
    /// <summary>Robustness, reconstruction and sparsity, as far as they have a weight.</summary>
    public static IEnumerable<Output> Of(SelfExplanation settings, ModelTask task, ModelGraph forward)
    {
        var nodes = forward.Concepts ?? throw new ShapeException("a self-explaining model needs a SelfExplainingNetwork as its layer");
        var builder = forward.Builder;
        if (settings.RobustnessWeight > 0)
        {
            var total = RobustnessPenalty.Total(settings, task, forward);
            yield return Term(LossTerms.Robustness, builder.Setting(LossTerms.RobustnessWeight) * (settings.Reduction == RobustnessReduction.BatchFrobenius
                ? BatchRoot(task, total.Named("R"))
                : OverRows(total)));
        }

        if (settings.ReconstructionWeight > 0 && nodes.Reconstruction is { } reconstruction)
        {
            var error = (reconstruction - forward.Features.Flatten()).Named("x̂ − x").Square().Mean(0);
            yield return Term(LossTerms.Reconstruction, builder.Setting(LossTerms.ReconstructionWeight) * OverRows(error.Total()));
        }

        if (settings.SparsityWeight > 0)
        {
            yield return Term(LossTerms.Sparsity, builder.Setting(LossTerms.SparsityWeight) * OverRows(nodes.Concepts.Abs().Total()));
        }

        Node OverRows(Node total) => task.Reduction == Reduction.Sum ? total : total / builder.BatchRows();

        static Output Term(string name, Node value) => new(name, OutputKind.Total, value.Named(name));
    }

    /// <summary>√R of the whole batch, as a term beside answers that are averaged or summed.</summary>
    internal static Node BatchRoot(ModelTask task, Node squares) =>
        task.Reduction == Reduction.Sum ? squares.Builder.BatchRows() * RobustnessPenalty.Root(squares) : RobustnessPenalty.Root(squares);
}
