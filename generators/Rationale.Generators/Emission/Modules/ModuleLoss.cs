using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Modules;

/// <summary>
/// The loss of a module for autograd, printed from the graph of its objective: for every module, whether its forward pass was understood or not. A term whose inputs may be
/// missing stands in a block of its own, and is left out without them.
/// </summary>
internal sealed class ModuleLoss
{
    /// <summary>Name of the local function that takes gradients.</summary>
    public const string GradientName = "Gradient";

    private readonly ModelSpecification _model;
    private readonly IReadOnlyList<LossTerm> _terms;
    private readonly IReadOnlyList<Node> _values;
    private readonly IReadOnlyList<IReadOnlyList<Node>> _needed;
    private readonly string _targets;

    private ModuleLoss(ModelSpecification model)
    {
        _model = model;
        _terms = LossTerm.Of(model);
        _values = [.. ModuleGraph.Terms(model).Outputs.Select(term => term.Value)];
        _needed = [.. _values.Select(value => new ComputationGraph([new Output("", OutputKind.Total, value)]).Nodes())];
        _targets = model.Task is ClassifierTask ? "labels" : "targets";
    }

    /// <summary>Writes the method.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        var loss = new ModuleLoss(model);
        loss.WriteDocumentation(writer);
        writer.Line(ModelFile.Mark(names));
        using (writer.Braces(loss.Signature(names["Tensor"])))
        {
            loss.WriteBody(writer, names);
        }
    }

    private IEnumerable<string> OptionalInputs => _terms.SelectMany(term => term.LeftOutWithout).Distinct();

    private bool HasGradient => _needed.Any(TakesGradients);

    private static bool TakesGradients(IReadOnlyList<Node> nodes) => nodes.Any(node => node.Operator is Gradient);

    private string Signature(string tensor) => $"public {tensor} ExplainedLoss({string.Join(", ", new[] { $"{tensor} x", $"{tensor} {_targets}" }
        .Concat(OptionalInputs.Select(input => $"{tensor}? {Identifiers.Of(input)} = null"))
        .Concat(_terms.SelectMany(term => term.Coefficients).Select(coefficient => $"double {coefficient.Parameter} = {Literals.Of(coefficient.Value)}")))})";

    private void WriteDocumentation(IndentedWriter writer)
    {
        var targets = _model.Task switch
        {
            ClassifierTask { Classes: 1 } => "0 or 1 for each example, [examples].",
            ClassifierTask => "The class of each example as a 64-bit integer, [examples].",
            _ => $"What the outputs should be, [examples × {Literals.Of(_model.Task.Outputs)}].",
        };
        writer.Lines(
            $"""
            /// <summary>The loss of a batch, {MathText.Loss(_model)}, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
            /// <param name="x">Examples as <c>forward</c> takes them.</param>
            /// <param name="{_targets}">{targets}</param>
            """);
        foreach (var term in _terms)
        {
            foreach (var input in term.LeftOutWithout)
            {
                writer.Line($"/// <param name=\"{Identifiers.Of(input)}\">A, of the shape of x: 1 where a value must not matter, 0 elsewhere. Null leaves the term out.</param>");
            }
        }

        foreach (var (_, parameter, _, meaning) in _terms.SelectMany(term => term.Coefficients))
        {
            writer.Line($"/// <param name=\"{parameter}\">{meaning}, zero or more.</param>");
        }

        writer.Line("/// <returns>A scalar.</returns>");
        if (HasGradient)
        {
            writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">There is no gradient with respect to x: gradients are switched off, or the outputs do not depend on x.</exception>");
        }
    }

    private void WriteBody(IndentedWriter writer, TypeNames names)
    {
        WriteForward(writer);
        var inputs = OptionalInputs.ToDictionary(input => input, Identifiers.Of);
        (inputs["features"], inputs["outputs"], inputs[_targets]) = ("x", "z", _targets);
        var settings = _terms.SelectMany(term => term.Coefficients).ToDictionary(coefficient => coefficient.Key, coefficient => coefficient.Parameter);
        var scope = new LossScope(writer, names["functional"], [.. _needed.SelectMany(nodes => nodes).Distinct()], inputs, settings);
        for (var index = 0; index < _terms.Count; index++)
        {
            var optional = _terms[index].LeftOutWithout;
            if (optional.Count == 0)
            {
                WriteTerm(writer, scope, index);
                continue;
            }

            writer.Line();
            using (writer.Braces($"if ({Conjunction(_terms[index], "is not null", " && ")})"))
            {
                WriteTerm(writer, scope.Inner(), index);
            }
        }

        writer.Line();
        writer.Line("return loss;");
        if (HasGradient)
        {
            WriteGradient(writer, names);
        }
    }

    private void WriteForward(IndentedWriter writer)
    {
        if (HasGradient)
        {
            // Where every term with a gradient is left out, x may stay as it is.
            var conditions = _terms.Where((_, index) => TakesGradients(_needed[index])).Select(term => Conjunction(term, "is null", " || ")).Distinct().ToList();
            var leaf = "x.detach().requires_grad_()";
            writer.Line("// Gradients are taken with respect to x, which must be a leaf of autograd's graph.");
            writer.Line($"x = {(conditions.Contains("") ? leaf : $"{(conditions.Count == 1 ? conditions[0] : string.Join(" && ", conditions.Select(condition => $"({condition})")))} ? x : {leaf}")};");
        }

        writer.Line("var z = call(x);");
    }

    private static string Conjunction(LossTerm term, string test, string sign) => string.Join(sign, term.LeftOutWithout.Select(input => $"{Identifiers.Of(input)} {test}"));

    private void WriteTerm(IndentedWriter writer, LossScope scope, int index)
    {
        var value = scope.Root(_values[index]);
        scope.Comment($"{_terms[index].Name} = {_terms[index].Formula}");
        writer.Line($"{(index == 0 ? "var loss =" : "loss +=")} {value.Text};");
    }

    private void WriteGradient(IndentedWriter writer, TypeNames names)
    {
        var tensor = names["Tensor"];
        var (parameter, argument) = _needed.Any(nodes => nodes.Any(node => node is { Operator: Gradient, Inputs.Count: 3 })) ? ($", {tensor}? cotangent = null", "cotangent is null ? null : [cotangent], ") : ("", "");
        writer.Lines(
            $$"""

            // ∂s/∂x with a graph of its own, because the loss is differentiated through it. Without retain_graph the graph of s would be gone by then.
            static {{tensor}} {{GradientName}}({{tensor}} s, {{tensor}} x{{parameter}})
            {
                if (!s.requires_grad)
                {
                    throw new global::System.InvalidOperationException("There is no gradient to penalize, because gradients are switched off; do not call ExplainedLoss within no_grad.");
                }

                var gradient = {{names["autograd"]}}.grad([s], [x], {{argument}}retain_graph: true, create_graph: true, allow_unused: true)[0];
                return gradient is { IsInvalid: false }
                    ? gradient
                    : throw new global::System.InvalidOperationException("There is no gradient to penalize, because the outputs do not depend on x; look for a detach() in forward.");
            }
            """);
    }
}
