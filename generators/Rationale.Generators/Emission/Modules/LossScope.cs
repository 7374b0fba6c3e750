using System.Globalization;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Modules;

/// <summary>
/// The values that a method has computed, by node. A value with a name in mathematics, or with several users, becomes a local variable under its formula when it is first
/// asked for; everything else stands inside the expression that uses it.
/// </summary>
internal sealed class LossScope
{
    private readonly IndentedWriter _writer;
    private readonly IReadOnlyDictionary<string, string> _inputs;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ILookup<Node, Node> _users;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<Node, (string Label, Expression Value)> _locals = [];
    private readonly LossScope? _outer;
    private bool _isAtStart;

    /// <param name="writer">Takes the statements.</param>
    /// <param name="functional">How the file calls TorchSharp's functions.</param>
    /// <param name="nodes">All nodes of the method.</param>
    /// <param name="inputs">What the method calls the inputs, by their names.</param>
    /// <param name="settings">What it calls the coefficients, by their keys.</param>
    public LossScope(IndentedWriter writer, string functional, IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> settings)
    {
        (_writer, Functional, _inputs, _settings) = (writer, functional, inputs, settings);
        _users = nodes.SelectMany(node => node.Inputs, (node, input) => (node, input)).ToLookup(pair => pair.input, pair => pair.node);
        _taken = [.. inputs.Values, .. settings.Values, "loss", "call", "parameters", "hook", ModuleLoss.VectorsName, ModuleLoss.GradientName];
    }

    private LossScope(LossScope outer)
    {
        (_writer, Functional, _inputs, _settings, _users) = (outer._writer, outer.Functional, outer._inputs, outer._settings, outer._users);
        (_taken, _outer, _isAtStart) = (outer._taken, outer, true);
    }

    /// <summary>How the file calls TorchSharp's functions.</summary>
    public string Functional { get; }

    /// <summary>The features.</summary>
    public string Features => _inputs[ModelInput.Features];

    /// <summary>What the module gives.</summary>
    public Expression Outputs => new(_inputs["outputs"]);

    /// <summary>A block inside this one. It sees the variables of this one; what it declares is gone behind it, but no later variable takes the same name, which C# forbids.</summary>
    public LossScope Inner() => new(this);

    /// <summary>A coefficient.</summary>
    public Expression Setting(string key) => new(_settings[key], IsNumber: true);

    /// <summary>A value, with the statements before it that it needs.</summary>
    public Expression Of(Node node)
    {
        if (Find(node) is { } known)
        {
            return known.Value;
        }

        switch (node.Operator)
        {
            case InputOp input:
                return input.Key == "targets" ? new Expression(_inputs[input.Key]).Call("view_as", Outputs) : new Expression(_inputs[input.Key]);
            case SharedInputOp input:
                return new Expression(_inputs[input.Key]);
            case SliceOp { Start: 1, Count: 1 } when node.Inputs[0] is { Operator: OneHotOp { Classes: 2 }, Inputs: [{ Operator: LabelsOp } labels] }:
                return Local(node, Of(labels).Call("reshape", -1, 1).Call("type_as", Outputs), "the label, 0 or 1");
            case LabelsOp:
                return new Expression(_inputs["labels"]);
            case GatherRowsOp when node.Inputs[1].Operator is InputOp { Key: ModelInput.Features }:
                return new Expression(ModuleLoss.VectorsName);
            case ParameterOp parameter when _inputs.TryGetValue(parameter.Key, out var own):
                return new Expression(own);
            case ParameterOp:
                return Local(node, new Expression("global::TorchSharp.torch.cat(global::System.Linq.Enumerable.ToArray(global::System.Linq.Enumerable.Select(parameters(), parameter => parameter.flatten())))"), "all parameters as one vector");
            case ModuleOp:
                return Local(node, new Expression($"call({Of(node.Inputs[0]).Text})"));
            case GradientOp:
                Expression[] operands = [.. node.Inputs.Select(Of)];
                operands[0] = node.Inputs.Count == 2 ? operands[0].Call("sum") : operands[0];
                return Local(node, new Expression($"{ModuleLoss.GradientName}({string.Join(", ", operands.Select(operand => operand.Text))})"));
        }

        var value = Root(node);
        return value.IsNumber || (node.Label is null && _users[node].Count() < 2) ? value : Local(node, value);
    }

    /// <summary>Whether a value is computed from data alone, so that autograd has no derivative to take through it.</summary>
    public bool IsData(Node node) => node.Operator switch
    {
        InputOp input => input.Key is not ("features" or ModuleGraph.Outputs or ModuleGraph.Concepts or ModuleGraph.Effects or ModuleGraph.Decoded),
        ParameterOp or GradientOp or GatherRowsOp or ModuleOp => false,
        _ => node.Inputs.All(IsData),
    };

    /// <summary>A value that is given a name by the caller.</summary>
    public Expression Root(Node node) => ExpressionTable.Write(node.Operator, new Operands(node, this));

    /// <summary>The mathematics of a value, in terms of the variables that are there.</summary>
    public string Formula(Node node) => node.Operator.Format([.. node.Inputs.Select(input => Find(input)?.Label ?? (input.Operator is SourceOp ? input.Label : null) ?? Formula(input))]);

    /// <summary>Writes a comment, apart from the statement before it.</summary>
    public void Comment(string text)
    {
        if (!_isAtStart)
        {
            _writer.Line();
        }

        _writer.Line("// " + text);
        _isAtStart = false;
    }

    private (string Label, Expression Value)? Find(Node node) => _locals.TryGetValue(node, out var known) ? known : _outer?.Find(node);

    private Expression Local(Node node, Expression value, string? formula = null)
    {
        var stem = node.Operator is GradientOp gradient ? $"∂{gradient.Scalar}/∂{node.Inputs[1].Label}" : node.Label ?? "t";
        var label = stem;
        for (var copy = 2; !_taken.Add(Identifiers.FromLabel(label)); copy++)
        {
            label = stem + copy.ToString(CultureInfo.InvariantCulture);
        }

        // The name of a gradient is its formula.
        if (node.Operator is not GradientOp)
        {
            Comment($"{label} = {formula ?? Formula(node)}");
        }

        var name = Identifiers.FromLabel(label);
        _writer.Line($"var {name} = {value.Text};");
        _isAtStart = false;
        _locals[node] = (label, new Expression(name));
        return new Expression(name);
    }
}
