using Rationale.Generators.Reading.Modules;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Modules;

/// <summary>
/// The loss of a module for autograd, printed from the graph of its objective: for every module, whether its forward pass was understood or not. A term that is left out
/// without one of its inputs stands in a block of its own.
/// </summary>
internal sealed partial class ModuleLoss
{
    /// <summary>Name of the local function that takes gradients.</summary>
    public const string GradientName = "Gradient";

    /// <summary>Name of the variable with the vectors of token ids.</summary>
    public const string VectorsName = "e";

    private readonly ModelSpecification _model;
    private readonly string? _embedding;
    private readonly ConceptParts? _concepts;
    private readonly IReadOnlyList<Term> _terms;
    private readonly bool _isGuarded;
    private readonly BagKind _bag;
    private readonly string _targets;

    private ModuleLoss(ModelSpecification model, bool isGuarded, string? embedding, ConceptParts? concepts, BagKind bag)
    {
        (_model, _isGuarded, _embedding, _concepts, _bag) = (model, isGuarded, embedding, concepts, bag);
        _targets = model.Task is ClassifierTask ? "labels" : "targets";
        var graph = Simplification.Run(new ComputationGraph(ModuleGraph.Terms(model, ModuleGraph.Build(model))));
        _terms = [.. model.Objectives.Zip(graph.Outputs, (term, output) => new Term(term, [.. term.Inputs(model)], output.Value))];
    }

    private IEnumerable<ObjectiveInput> Inputs => _terms.SelectMany(term => term.Inputs).Distinct().OrderBy(input => input.Missing switch { MissingInput.Error => 0, MissingInput.LeaveOut => 1, _ => 2 });

    private IEnumerable<Coefficient> Coefficients => _terms.SelectMany(term => term.Objective.Coefficients);

    /// <summary>Inputs with a value for each feature, without which a term is left out.</summary>
    private IEnumerable<ObjectiveInput> Masks => Inputs.Where(input => input.Missing == MissingInput.LeaveOut && HasShapeOfExamples(input));

    private bool HasTokenIds => Explanations.AreOfTokenIds(_model);

    private bool HasGradient => _terms.Any(term => term.TakesGradients);

    /// <summary>Whether the loss is one of the module alone: a network of a term's own is trained with the model only.</summary>
    public static bool CanWrite(ModelSpecification model) => model.Objectives.All(term => term.ParameterGroups(model).Count == 0);

    /// <summary>Writes the method.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="names">How the file calls types.</param>
    /// <param name="model">The model.</param>
    /// <param name="isGuarded">Whether the project knows the torch target, through which gradients are taken without an error that ends the process.</param>
    /// <param name="embedding">The module whose output is the vectors of token ids, as an expression; null for features that have a gradient.</param>
    /// <param name="concepts">The parts of a self-explaining module; null for others.</param>
    /// <param name="bag">What that module makes of the vectors.</param>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model, bool isGuarded, string? embedding = null, ConceptParts? concepts = null, BagKind bag = BagKind.None)
    {
        var loss = new ModuleLoss(model, isGuarded, embedding, concepts, bag);
        loss.WriteDocumentation(writer);
        writer.Line(ModelFile.Mark(names));
        using (writer.Braces(loss.Signature(names["Tensor"])))
        {
            loss.WriteExampleCheck(writer);
            loss.WriteTypeCheck(writer);
            loss.WriteMaskCheck(writer);
            loss.WriteForward(writer, names["Tensor"]);
            loss.WriteLabelCheck(writer);
            loss.WriteTerms(writer, names);
            writer.Line();
            writer.Line("return loss;");
            if (loss.HasGradient)
            {
                loss.WriteGradient(writer, names);
            }
        }
    }

    /// <summary>What the method calls a coefficient: the only one of a term by the term's name.</summary>
    private static string Parameter(Coefficient coefficient) => coefficient.Key.IndexOf('.') is var dot and > 0
        ? Identifiers.FromLabel(coefficient.Key.Remove(dot, 1))
        : $"{Identifiers.FromLabel(coefficient.Key)}Weight";

    private static string Tests(Term term, string test, string sign) => string.Join(sign, term.Optional.Select(input => $"{Identifiers.FromLabel(input.Name)} {test}"));

    private bool HasShapeOfExamples(ObjectiveInput input) => input.Shape == new Shape(true, _model.InputShape);

    private string Signature(string tensor)
    {
        // What leaves a term out has no default: whoever wants to train without the term says so.
        var inputs = Inputs.Select(input => input.Missing switch
        {
            MissingInput.Error => $"{tensor} {Identifiers.FromLabel(input.Name)}",
            MissingInput.LeaveOut => $"{tensor}? {Identifiers.FromLabel(input.Name)}",
            _ => $"{tensor}? {Identifiers.FromLabel(input.Name)} = null",
        });
        var coefficients = Coefficients.Select(coefficient => $"double {Parameter(coefficient)} = {Literals.Format(coefficient.Value)}");
        return $"public {tensor} ExplainedLoss({string.Join(", ", new[] { $"{tensor} x", $"{tensor} {_targets}" }.Concat(inputs).Concat(coefficients))})";
    }

    private void WriteDocumentation(IndentedWriter writer)
    {
        var targets = _model.Task switch
        {
            ClassifierTask { Classes: 1 } => "0 or 1 for each example, [examples].",
            ClassifierTask => "The class of each example as a 64-bit integer, [examples].",
            _ => $"What the outputs should be, [examples × {Literals.Format(_model.Task.Outputs)}].",
        };
        writer.Lines(
            $"""
            /// <summary>The loss of a batch, {_model.ObjectiveFormula}, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
            /// <param name="x">Examples as <c>forward</c> takes them.</param>
            /// <param name="{_targets}">{targets}</param>
            """);
        foreach (var input in Inputs)
        {
            var shape = HasShapeOfExamples(input) ? "of the shape of x" : input.Shape.ToString().Replace("batch", "examples");
            var missing = input.Missing switch
            {
                MissingInput.LeaveOut => $" Null leaves the term '{_terms.First(term => term.Inputs.Contains(input)).Objective.Name}' out.",
                MissingInput.Zeros => " Null stands for zeros.",
                MissingInput.Ones when HasClassWeights && input.Name == ExampleWeights.Input => " Null stands for ones; the weights of the classes come on top.",
                MissingInput.Ones => " Null stands for ones.",
                _ => "",
            };
            writer.Line($"/// <param name=\"{Identifiers.FromLabel(input.Name)}\">{input.Meaning}, {shape}.{missing}</param>");
        }

        foreach (var coefficient in Coefficients)
        {
            var automatic = coefficient.Key == ExplanationPenalty.Key && _model.Find<ExplanationPenalty>() is { AutomaticRatio: > 0 } ? " The automatic ratio is the caller's to keep here." : "";
            writer.Line($"/// <param name=\"{Parameter(coefficient)}\">{coefficient.Symbol} of [{coefficient.Attribute}({coefficient.Property})], {coefficient.Range}.{automatic}</param>");
        }

        writer.Line("/// <returns>A scalar.</returns>");
        var masks = Masks.Select(mask => $"'{Identifiers.FromLabel(mask.Name)}' has another shape than x.");
        masks = HasInputShape ? masks.Prepend($"x is not of shape {InputShape}{(IsUnderstood ? ", or of another type than the parameters" : "")}.") : masks;
        if (masks.Concat(_model.Task is ClassifierTask ? ["There is not one class for each example. Values on a GPU are not looked at: that would wait for it."] : []).ToList() is { Count: > 0 } wrong)
        {
            writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{string.Join(" ", wrong)}</exception>");
        }

        if (HasGradient)
        {
            writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">There is no gradient with respect to {(HasTokenIds ? "the vectors of the token ids" : "x")}: gradients are switched off, or the outputs do not depend on {(HasTokenIds ? "them" : "x")}.</exception>");
        }
    }

    /// <summary>The shape of an example is declared for what is compiled or run as a model; a loss alone does without.</summary>
    private bool HasInputShape => _model.InputShape.Count > 0;

    private string InputShape => $"[{string.Join(", ", _model.InputShape.Select(Literals.Format).Prepend("examples"))}]";

    private bool IsUnderstood => _model.Layers.Count > 0 && !_model.HasModuleLayers;

    private bool HasClassWeights => _model.Find<TaskLoss>() is { ClassWeights.Count: > 0 };

    private void WriteForward(IndentedWriter writer, string tensor)
    {
        foreach (var input in Inputs.Where(input => input.Missing == MissingInput.Zeros))
        {
            var extents = input.Shape.Dimensions.Select(Literals.Format);
            writer.Line($"{Identifiers.FromLabel(input.Name)} ??= global::TorchSharp.torch.zeros([{string.Join(", ", input.Shape.Batched ? extents.Prepend("x.shape[0]") : extents)}], x.dtype, x.device);");
        }

        if (HasGradient && HasTokenIds)
        {
            WriteHook(writer, tensor);
            writer.Lines(
                """
                try
                {
                    z = call(x);
                }
                finally
                {
                    hook.remove();
                }
                """);
        }
        else
        {
            WriteLeaf(writer);
            WriteOutputs(writer);
        }

        WriteWeights(writer);
    }

    /// <summary>A bag joins the vectors, and gives them to nobody: the hook looks them up once more, and what it joins takes the place of what the bag gave.</summary>
    private void WriteHook(IndentedWriter writer, string tensor) => writer.Lines(_bag == BagKind.None
        ? $$"""
        // Token ids have no gradient: the explanation is the gradient with respect to the vectors that the embedding gives for them. What goes on is an alias,
        // which a Sequential may dispose of.
        {{tensor}} {{VectorsName}} = x;
        {{tensor}} z;
        var hook = {{_embedding}}.register_forward_hook((_, _, vectors) => ({{VectorsName}} = vectors.requires_grad ? vectors : vectors.detach().requires_grad_()).alias());
        """
        : $$"""
        // Token ids have no gradient: the explanation is the gradient with respect to the vectors that the bag joins for them.
        {{tensor}} {{VectorsName}} = x;
        {{tensor}} z;
        var bag = {{_embedding}};
        var hook = bag.register_forward_hook((_, tokens, _, _, _) =>
        {
            var vectors = bag.weight!.index_select(0, tokens.flatten()).reshape(tokens.shape[0], tokens.shape[1], -1);
            {{VectorsName}} = vectors.requires_grad ? vectors : vectors.detach().requires_grad_();
            return {{VectorsName}}.{{(_bag == BagKind.Mean ? "mean" : "sum")}}([1L]);
        });
        """);

    private void WriteOutputs(IndentedWriter writer)
    {
        if (_concepts is null)
        {
            writer.Line("var z = call(x);");
            return;
        }

        // The parts of forward, because terms look at them.
        ConceptForward.WriteParts(writer, _model, _concepts);
        if (_concepts.Decoder is { } decoder)
        {
            writer.Line($"var decoded = {decoder.Member}.call(h).flatten(1);");
        }

        writer.Line($"var z = {ConceptForward.Sum};");
    }

    private void WriteLeaf(IndentedWriter writer)
    {
        if (HasGradient)
        {
            // Where every term with a gradient is left out, x may stay as it is.
            var leftOut = _terms.Where(term => term.TakesGradients).Select(term => Tests(term, "is null", " || ")).Distinct().ToList();
            var condition = leftOut.Count == 1 ? leftOut[0] : string.Join(" && ", leftOut.Select(test => $"({test})"));
            writer.Line("// Gradients are taken with respect to x, which must be a leaf of autograd's graph.");
            writer.Line($"x = {(leftOut.Contains("") ? "" : $"{condition} ? x : ")}x.detach().requires_grad_();");
        }
    }

    /// <summary>What is one everywhere has the type of the outputs; the weight of an example is its own times that of its class.</summary>
    private void WriteWeights(IndentedWriter writer)
    {
        foreach (var input in Inputs.Where(input => input.Missing == MissingInput.Ones))
        {
            var name = Identifiers.FromLabel(input.Name);
            var extents = input.Shape.Dimensions.Select(Literals.Format);
            writer.Line($"{name} ??= global::TorchSharp.torch.ones([{string.Join(", ", input.Shape.Batched ? extents.Prepend("z.shape[0]") : extents)}], z.dtype, z.device);");
            if (input.Name == ExampleWeights.Input && _model.Find<TaskLoss>() is { ClassWeights: { Count: > 0 } weights })
            {
                writer.Line("// Each example counts as often as its class does.");
                writer.Line(
                    $"{name} = {name} * global::TorchSharp.torch.tensor(new float[] {{ {string.Join(", ", weights.Select(weight => Literals.FormatFloat(weight)))} }}, dtype: z.dtype, device: z.device)"
                    + $".index_select(0, {_targets}.reshape(-1).to(global::TorchSharp.torch.int64)).unsqueeze(-1);");
            }
        }
    }

    private void WriteTerms(IndentedWriter writer, TypeNames names)
    {
        var inputs = Inputs.ToDictionary(input => input.Name, input => Identifiers.FromLabel(input.Name));
        (inputs["features"], inputs[ModuleGraph.Outputs], inputs[_targets]) = ("x", "z", _targets);
        (inputs[ModuleGraph.Concepts], inputs[ModuleGraph.Effects], inputs[ModuleGraph.Decoded]) = ("h", "θ", "decoded");
        var scope = new LossScope(writer, names["functional"], [.. _terms.SelectMany(term => term.Nodes).Distinct()], inputs, Coefficients.ToDictionary(coefficient => coefficient.Key, Parameter));
        foreach (var term in _terms)
        {
            if (term.Optional.Count == 0)
            {
                WriteTerm(writer, scope, term);
                continue;
            }

            if (term == _terms[0])
            {
                writer.Line($"var loss = global::TorchSharp.torch.zeros([], z.dtype, z.device);");
            }

            writer.Line();
            using (writer.Braces($"if ({Tests(term, "is not null", " && ")})"))
            {
                WriteTerm(writer, scope.Inner(), term);
            }
        }
    }

    private void WriteTerm(IndentedWriter writer, LossScope scope, Term term)
    {
        var value = scope.Root(term.Value);
        scope.Comment($"{term.Objective.Name} = {term.Objective.Formula(_model)}");
        writer.Line($"{(term == _terms[0] && term.Optional.Count == 0 ? "var loss =" : "loss +=")} {value.Text};");
    }

    private void WriteGradient(IndentedWriter writer, TypeNames names)
    {
        var tensor = names["Tensor"];
        var hasCotangent = _terms.Any(term => term.Nodes.Any(node => node is { Operator: GradientOp, Inputs.Count: 3 }));
        var parameter = hasCotangent ? $", {tensor}? cotangent = null" : "";
        var gradient = _isGuarded
            ? $"global::Rationale.Torch.Guarded.Gradient(s, x{(hasCotangent ? ", cotangent" : "")})"
            : $"{names["autograd"]}.grad([s], [x], {(hasCotangent ? "cotangent is null ? null : [cotangent], " : "")}retain_graph: true, create_graph: true, allow_unused: true)[0]";
        writer.Lines(
            $$"""

            // ∂s/∂x of a sum over examples, which gives each example its own. It has a graph of its own, because the loss is differentiated through it; without
            // retain_graph the graph of s would be gone by then.
            static {{tensor}} {{GradientName}}({{tensor}} s, {{tensor}} x{{parameter}})
            {
                if (!s.requires_grad)
                {
                    throw new global::System.InvalidOperationException("There is no gradient to penalize, because gradients are switched off; do not call ExplainedLoss within no_grad.");
                }

                var gradient = {{gradient}};
                return gradient is { IsInvalid: false }
                    ? gradient
                    : throw new global::System.InvalidOperationException("There is no gradient to penalize, because the outputs do not depend on x; look for a detach() in forward.");
            }
            """);
    }

    /// <summary>A term of the objective.</summary>
    /// <param name="Objective">The term.</param>
    /// <param name="Inputs">What it reads beside features and labels.</param>
    /// <param name="Value">The term in the graph.</param>
    private sealed record Term(ObjectiveTerm Objective, IReadOnlyList<ObjectiveInput> Inputs, Node Value)
    {
        /// <summary>What the term is computed from, in order.</summary>
        public IReadOnlyList<Node> Nodes { get; } = new ComputationGraph([new Output(Objective.Name, OutputKind.Total, Value)]).Nodes();

        /// <summary>Inputs without which it is left out.</summary>
        public IReadOnlyList<ObjectiveInput> Optional { get; } = [.. Inputs.Where(input => input.Missing == MissingInput.LeaveOut)];

        /// <summary>Whether it looks at a gradient with respect to the features.</summary>
        public bool TakesGradients => Nodes.Any(node => node.Operator is GradientOp);
    }
}
