using System.Globalization;
using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Recurrent cells, and the modules that run them along a sequence of constant length: each step is written out, with the same weights. The formulas are PyTorch's (<c>nn.RNNCell</c>, <c>nn.GRUCell</c>, <c>nn.LSTMCell</c>).
/// </summary>
internal static class RecurrentModules
{
    /// <summary>A kind of cell: how many vectors its products give, how many it keeps, and what it keeps next.</summary>
    private sealed record CellKind(int Gates, int States, Func<TensorValue, TensorValue, IReadOnlyList<TensorValue>, IOperation, IReadOnlyList<TensorValue>> Next);

    /// <summary>i, f, g, o = σ, σ, tanh, σ of the sums; c' = f c + i g; h' = o tanh c'.</summary>
    private static CellKind Lstm { get; } = new(4, 2, static (input, hidden, states, at) =>
    {
        var sums = Add(input, hidden, at);
        var (i, f, g, o) = (Gate(sums, 0, 4).Then(new SigmoidLayer()), Gate(sums, 1, 4).Then(new SigmoidLayer()), Gate(sums, 2, 4).Then(new TanhLayer()), Gate(sums, 3, 4).Then(new SigmoidLayer()));
        var c = Add(Multiply(f, states[1], at), Multiply(i, g, at), at);
        return [Multiply(o, c.Then(new TanhLayer()), at), c];
    });

    /// <summary>r, z = σ of the sums; n = tanh(input + r hidden); h' = n + z (h − n).</summary>
    private static CellKind Gru { get; } = new(3, 1, static (input, hidden, states, at) =>
    {
        var r = Add(Gate(input, 0, 3), Gate(hidden, 0, 3), at).Then(new SigmoidLayer());
        var z = Add(Gate(input, 1, 3), Gate(hidden, 1, 3), at).Then(new SigmoidLayer());
        var n = Add(Gate(input, 2, 3), Multiply(r, Gate(hidden, 2, 3), at), at).Then(new TanhLayer());
        return [Add(n, Multiply(z, ArithmeticCalls.Combine(CombinationKind.Difference, states[0], n, at), at), at)];
    });

    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["RNNCell"] = static site => Cell(site, Simple(site)),
        ["GRUCell"] = static site => Cell(site, Gru),
        ["LSTMCell"] = static site => Cell(site, Lstm),
        ["RNN"] = static site => Sequence(site, Simple(site)),
        ["GRU"] = static site => Sequence(site, Gru),
        ["LSTM"] = static site => Sequence(site, Lstm),
    };

    /// <summary>h' = tanh or ReLU of the sum.</summary>
    private static CellKind Simple(CallSite site)
    {
        Layer activation = site.EnumName("nonLinearity") switch
        {
            null or "Tanh" => new TanhLayer(),
            "ReLU" => new ReluLayer(),
            var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "nonLinearity", $"is {other}, but cells know Tanh and ReLU"),
        };
        return new CellKind(1, 1, (input, hidden, _, at) => [Add(input, hidden, at).Then(activation)]);
    }

    private static ModuleValue Cell(CallSite site, CellKind kind)
    {
        DataTypes.Check(site);
        var (inputs, units, bias) = (site.Count("inputSize"), site.Count("hiddenSize"), site.Flag("bias", true));
        var (ofInput, ofHidden) = Products(kind, inputs, units, bias, "");
        return new CompositeModule([("", ofInput), ("", ofHidden)], arguments =>
        {
            var x = arguments.Tensor(0);
            x.RequireBatchFirst(arguments.At.Syntax);
            if (x.Shape.Count != 1)
            {
                throw arguments.Refuse(RuleIds.ModuleShapesDoNotFit, $"takes one step of a sequence, {inputs} features, but gets examples of shape {ShapeException.Format(x.Shape)}; select a step first");
            }

            var states = States(arguments, kind, units, level: null);
            var next = kind.Next(ofInput.Call(x, arguments.At, arguments.Reader), ofHidden.Call(states[0], arguments.At, arguments.Reader), states, arguments.At);
            return next.Count == 1 ? next[0] : new ListValue(next);
        });
    }

    private static ModuleValue Sequence(CallSite site, CellKind kind)
    {
        DataTypes.Check(site);
        var directions = site.Flag("bidirectional", false) ? 2 : 1;
        var (inputs, units, levels, bias, batchFirst, rate) =
            (site.Count("inputSize"), site.Count("hiddenSize"), site.Count("numLayers", 1), site.Flag("bias", true), site.Flag("batchFirst", false), site.Number("dropout", 0));
        site.Require("dropout", rate is >= 0 and < 1, "is not in [0, 1)");
        var products = Enumerable.Range(0, levels * directions).Select(run => Products(
            kind, run < directions ? inputs : directions * units, units, bias, $"_l{(run / directions).ToString(CultureInfo.InvariantCulture)}{(run % directions == 1 ? "_reverse" : "")}")).ToList();
        var drop = new LayerModule((input, _, call) => input.Then(new DropoutLayer(rate), call)) { Draws = true };
        return new CompositeModule([.. products.SelectMany(pair => new[] { ("", (ModuleValue)pair.OfInput), ("", pair.OfHidden) })], arguments =>
        {
            var x = arguments.Tensor(0);
            if (x.BatchAxis != (batchFirst ? 0 : 1))
            {
                throw arguments.Refuse(RuleIds.BatchMixed, batchFirst
                    ? $"takes batch × sequence × features, but the batch is dimension {x.BatchAxis}"
                    : "runs along the first dimension, which is the batch here: it takes sequence × batch × features; make it with batchFirst: true, or write x.transpose(0, 1) before it");
            }

            if (x.Shape.Count != 2 || x.Shape[1] != inputs)
            {
                throw arguments.Refuse(RuleIds.ModuleShapesDoNotFit, $"takes sequences of {inputs} features but gets examples of shape {ShapeException.Format(x.Shape)}");
            }

            var (sequence, last) = (x.Plain().WithBatch(0), new List<IReadOnlyList<TensorValue>>());
            for (var level = 0; level < levels; level++)
            {
                sequence = level > 0 && rate > 0 ? drop.Call(sequence, arguments.At, arguments.Reader) : sequence;
                var (outputs, states) = Run(kind, products[level * directions], sequence, States(arguments, kind, units, level * directions), arguments, backwards: false);
                last.Add(states);
                if (directions == 2)
                {
                    var (others, otherStates) = Run(kind, products[(2 * level) + 1], sequence, States(arguments, kind, units, (2 * level) + 1), arguments, backwards: true);
                    last.Add(otherStates);
                    outputs = ConcatCalls.Join(outputs, others, 2, arguments.At);
                }

                sequence = outputs;
            }

            var final = Enumerable.Range(0, kind.States).Select(state => Stacked([.. last.Select(states => states[state])], arguments.At).WithBatch(1));
            return new ListValue([sequence.WithBatch(batchFirst ? 0 : 1), .. final]);
        });
    }

    private static (TensorValue Outputs, IReadOnlyList<TensorValue> States) Run(
        CellKind kind, (LayerModule OfInput, LayerModule OfHidden) products, TensorValue sequence, IReadOnlyList<TensorValue> states, ModuleArguments arguments, bool backwards)
    {
        // The product of the inputs is one of all steps.
        var ofInputs = products.OfInput.Call(sequence, arguments.At, arguments.Reader);
        var outputs = new List<TensorValue>();
        var steps = Enumerable.Range(0, sequence.Shape[0]);
        foreach (var step in backwards ? steps.Reverse() : steps)
        {
            arguments.Reader.Count(arguments.At.Syntax);
            var ofInput = ShapeCalls.Reshaped(ofInputs.View(new SliceLayer(0, step, 1)), [ofInputs.Shape[1]]);
            states = kind.Next(ofInput, products.OfHidden.Call(states[0], arguments.At, arguments.Reader), states, arguments.At);
            outputs.Add(states[0]);
        }

        if (backwards)
        {
            outputs.Reverse();
        }

        return (Stacked(outputs, arguments.At), states);
    }

    /// <summary>Vectors as the rows of a matrix.</summary>
    private static TensorValue Stacked(IReadOnlyList<TensorValue> vectors, IOperation at) => vectors.Select(vector => ShapeCalls.Reshaped(vector, [1, vector.Shape[0]]))
        .Aggregate((above, below) => ConcatCalls.Join(above, below, 1, at));

    /// <summary>What the cell begins with: zeros, or what the call says, one vector a level.</summary>
    private static IReadOnlyList<TensorValue> States(ModuleArguments arguments, CellKind kind, int units, int? level)
    {
        IReadOnlyList<Value?> given = arguments.Optional(1) switch
        {
            null => new Value?[kind.States],
            ListValue list when kind.States > 1 => [.. list.Items],
            var single => [single],
        };
        return [.. Enumerable.Range(0, kind.States).Select(index => given.Count <= index ? throw arguments.Refuse(RuleIds.CallNotUnderstood, "gets too few states")
            : given[index] is null or Constant { Content: null } ? TensorValue.Constant(0, EquatableArray.Create(units), 0)
            : given[index] is TensorValue state ? Vector(state) : throw arguments.Refuse(RuleIds.CallNotUnderstood, $"begins with {given[index]!.Kind}"))];

        TensorValue Vector(TensorValue state)
        {
            var vector = level is { } row && state.BatchAxis == 1 && state.Shape.Count == 2 && row < state.Shape[0]
                ? ShapeCalls.Reshaped(state.Plain().WithBatch(0).View(new SliceLayer(0, row, 1)), [state.Shape[1]])
                : state;
            return vector.BatchAxis == 0 && vector.Shape.Count == 1 && vector.Shape[0] == units
                ? vector
                : throw arguments.Refuse(RuleIds.ModuleShapesDoNotFit, $"begins with a state of shape {ShapeException.Format(state.Shape)} an example, but it has {units} numbers{(level is null ? "" : " for each level and direction, levels × batch × numbers")}");
        }
    }

    private static (LayerModule OfInput, LayerModule OfHidden) Products(CellKind kind, int inputs, int units, bool bias, string suffix) =>
        (LinearModules.Linear(inputs, kind.Gates * units, bias, "weight_ih" + suffix, "bias_ih" + suffix), LinearModules.Linear(units, kind.Gates * units, bias, "weight_hh" + suffix, "bias_hh" + suffix));

    private static TensorValue Gate(TensorValue gates, int index, int count) => gates.View(new SliceLayer(0, index * (gates.Shape[0] / count), gates.Shape[0] / count));

    private static TensorValue Add(TensorValue left, TensorValue right, IOperation at) => ArithmeticCalls.Combine(CombinationKind.Sum, left, right, at);

    private static TensorValue Multiply(TensorValue left, TensorValue right, IOperation at) => ArithmeticCalls.Combine(CombinationKind.Product, left, right, at);
}
