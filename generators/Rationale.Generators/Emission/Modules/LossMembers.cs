using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The loss of a module for autograd, written out: for every module, whether its forward pass was understood or not.</summary>
internal static class LossMembers
{
    /// <summary>Writes the method.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        WriteDocumentation(writer, names, model);
        var (tensor, text) = (names["Tensor"], new LossText(names, model.Task));
        var more = model.Find<ExplanationPenalty>() is { } parameters ? $", {tensor}? annotations = null, double explanationWeight = {Literals.Of(parameters.Weight)}" : "";
        using (writer.Braces($"public {tensor} ExplainedLoss({tensor} x, {tensor} labels{more})"))
        {
            if (model.Find<ExplanationPenalty>() is not null)
            {
                writer.Line("// The gradient that explains is one with respect to a leaf of the graph.");
                writer.Line("var rows = annotations is null ? x : x.detach().requires_grad_();");
            }

            writer.Lines(
                $"""
                var z = call({(model.Find<ExplanationPenalty>() is null ? "x" : "rows")});

                // task = {new TaskLoss().Formula(model)}
                var loss = {text.Answers}{(model.Task.Reduction == Reduction.Sum ? "" : " / x.shape[0]")};
                """);
            if (model.Find<ExplanationPenalty>() is { } constraint)
            {
                WriteReasons(writer, names, model, constraint, text);
            }

            if (model.Find<WeightPenalty>() is { } penalty)
            {
                WriteWeights(writer, model, penalty);
            }

            writer.Line();
            writer.Line("return loss;");
        }
    }

    private static void WriteDocumentation(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        var labels = model.Task switch
        {
            ClassifierTask { Classes: 1 } => "0 or 1 for each row, [rows].",
            ClassifierTask => "The class of each row as a 64-bit whole number, [rows].",
            _ => $"What the outputs should be, [rows × {Literals.Of(model.Task.Outputs)}].",
        };
        writer.Lines(
            $"""
            /// <summary>The loss of a batch, {model.ObjectiveFormula}, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
            /// <param name="x">Rows as <c>forward</c> takes them.</param>
            /// <param name="labels">{labels}</param>
            """);
        if (model.Find<ExplanationPenalty>() is { } constraint)
        {
            writer.Lines(
                $"""
                /// <param name="annotations">A, of the shape of x: 1 where a value must not matter, 0 elsewhere. Null leaves the term out.</param>
                /// <param name="explanationWeight">λ₁, the weight of the explanation penalty{(constraint.AutomaticRatio > 0 ? "; the ratio of [ExplainConstraint] is the caller's to keep here" : "")}.</param>
                """);
        }

        writer.Line("/// <returns>A scalar.</returns>");
        if (model.Find<ExplanationPenalty>() is not null)
        {
            writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">There is no gradient of the explained scalar with respect to x: gradients are switched off, or the outputs do not depend on x.</exception>");
        }

        writer.Line(ModelFile.Mark(names));
    }

    private static void WriteReasons(IndentedWriter writer, TypeNames names, ModelSpecification model, ExplanationPenalty constraint, LossText text)
    {
        writer.Line();
        using (writer.Braces("if (annotations is not null)"))
        {
            writer.Line($"// {Explanations.Formula(constraint.Scalar, model.Task)}; added up over the rows.");
            if (text.Before(constraint.Scalar) is { } before)
            {
                writer.Line(before);
            }

            var total = constraint.Norm == PenaltyNorm.L2 ? "masked.pow(2).sum()" : "masked.abs().sum()";
            var divided = constraint.Reduction switch
            {
                Reduction.Mean => " / x.shape[0]",
                Reduction.Normalized => " / annotations.sum().clamp_min(1)",
                _ => "",
            };
            writer.Lines(
                $$"""
                var s = {{text.Scalar(constraint.Scalar)}};
                if (!s.requires_grad)
                {
                    throw new global::System.InvalidOperationException("There is no gradient to penalize, because gradients are switched off; do not call ExplainedLoss within no_grad.");
                }

                // ∂s/∂x with a graph of its own, because the loss is differentiated through it. Without retain_graph the graph of z would be gone by then.
                var gradient = {{names["autograd"]}}.grad(new[] { s }, new[] { rows }, retain_graph: true, create_graph: true, allow_unused: true)[0];
                if (gradient is null || gradient.IsInvalid)
                {
                    throw new global::System.InvalidOperationException("There is no gradient to penalize, because the outputs do not depend on x; look for a detach() in forward.");
                }

                // explanation = {{constraint.Formula(model)}}
                var masked = annotations * gradient;
                loss = loss + (explanationWeight * {{total}}{{divided}});
                """);
        }
    }

    private static void WriteWeights(IndentedWriter writer, ModelSpecification model, WeightPenalty penalty)
    {
        writer.Line();
        writer.Line($"// weights = {penalty.Formula(model)}");
        using (writer.Braces("foreach (var parameter in parameters())"))
        {
            if (penalty.L2 > 0)
            {
                writer.Line($"loss = loss + ({Literals.Of(penalty.L2)} * parameter.pow(2).sum());");
            }

            if (penalty.L1 > 0)
            {
                writer.Line($"loss = loss + ({Literals.Of(penalty.L1)} * parameter.abs().sum());");
            }
        }
    }
}
