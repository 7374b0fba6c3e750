using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// The layers of a forward pass. Along the values through which every way leads, each step is a layer; what lies between two of them is a layer of two branches where it has that form, and otherwise
/// a <see cref="DataflowLayer"/>. Calls of one module in several places are brought into one such layer, because weights are shared within a layer only.
/// </summary>
internal sealed class Assembly
{
    private readonly List<Layer> _layers = [];
    private readonly List<LayerCall> _calls = [];
    private readonly HashSet<LayerCall> _reached = [];

    private Assembly(TensorValue output)
    {
        var chain = output.Since(null);
        var parts = chain.Select(value => Between([value], value.Source!)).ToList();
        var (first, last) = Shared(parts);
        for (var index = 0; index < chain.Count; index++)
        {
            if (index < first || index > last)
            {
                Add(chain[index], parts[index]);
            }
            else if (index == first)
            {
                AddDataflow(Between([chain[last]], chain[first].Source!), chain[first].Source!);
            }
        }

        foreach (var call in parts.SelectMany(part => part).Select(value => value.Call).OfType<LayerCall>())
        {
            _reached.Add(call);
        }
    }

    /// <summary>The layers in order.</summary>
    public EquatableArray<Layer> Layers => new(_layers);

    /// <summary>The calls that hold parameters or draw random numbers, those of shared weights once, in the order of the parameters of the layers.</summary>
    public IReadOnlyList<LayerCall> Calls => _calls;

    /// <summary>Whether the output depends on a call.</summary>
    public bool Reaches(LayerCall call) => _reached.Contains(call);

    /// <summary>Makes the layers that lead from the example to a value, which depends on it.</summary>
    public static Assembly Create(TensorValue output) => new(output);

    /// <summary>The values that lead from one, not itself among them, to others, those before their users.</summary>
    private static List<TensorValue> Between(IEnumerable<TensorValue> outputs, TensorValue origin)
    {
        var (order, seen, open) = (new List<TensorValue>(), new HashSet<TensorValue> { origin }, new Stack<(TensorValue Value, bool Entered)>(outputs.Select(output => (output, false))));
        while (open.Count > 0)
        {
            var (value, entered) = open.Pop();
            if (entered)
            {
                order.Add(value);
            }
            else if (seen.Add(value))
            {
                open.Push((value, true));
                foreach (var input in value.Inputs.Reverse())
                {
                    open.Push((input, false));
                }
            }
        }

        return order;
    }

    /// <summary>From where to where parts call the same modules; an empty range where none do.</summary>
    private static (int First, int Last) Shared(List<List<TensorValue>> parts)
    {
        var places = parts.SelectMany((part, index) => part.Select(value => (value.Call, index))).Where(place => place.Call is { Module.Parameters.Count: > 0 })
            .Select(place => (Call: place.Call!, place.index)).GroupBy(place => place.Call.Module)
            .Where(module => module.Select(place => place.Call).Distinct().Count() > 1 || module.Select(place => place.index).Distinct().Count() > 1).SelectMany(module => module.Select(place => place.index)).ToList();
        return places.Count == 0 ? (int.MaxValue, -1) : (places.Min(), places.Max());
    }

    private void Add(TensorValue value, List<TensorValue> part)
    {
        if (value.IsAlias)
        {
            return;
        }

        if (value.Layer is { } layer)
        {
            _layers.Add(layer);
            _calls.AddRange(value.Call is { } call ? [call] : Array.Empty<LayerCall>());
        }
        else if (new Branches(part.Count) is var branches && branches.Nested(value) is { } nested)
        {
            _layers.Add(nested);
            _calls.AddRange(branches.Calls);
        }
        else
        {
            AddDataflow(part, value.Source!);
        }
    }

    private void AddDataflow(List<TensorValue> part, TensorValue origin)
    {
        var (numbers, firsts, steps) = (new Dictionary<TensorValue, int> { [origin] = 0 }, new Dictionary<LayerModule, int>(), new List<DataflowStep>());
        if (part.Count > TensorValue.MaxLayers)
        {
            throw new ShapeException($"stands for more than {TensorValue.MaxLayers} layers");
        }

        foreach (var value in part)
        {
            if (value.IsAlias)
            {
                numbers[value] = numbers[value.Inputs[0]];
                continue;
            }

            steps.Add(Step(value, numbers, firsts, steps.Count + 1));
            numbers[value] = steps.Count;
        }

        _layers.Add(new DataflowLayer(new EquatableArray<DataflowStep>(steps)));
    }

    private DataflowStep Step(TensorValue value, Dictionary<TensorValue, int> numbers, Dictionary<LayerModule, int> firsts, int number)
    {
        if (value.Join is { } join)
        {
            return join.Step(numbers[value.Inputs[0]], numbers[value.Inputs[1]]);
        }

        if (value is { Field: { } field, Call: { } own })
        {
            field.RequireNoMatrix(own.At);
            _calls.Add(own);
            return field.Step;
        }

        if (value.Layer is not { } layer)
        {
            return value.Everywhere is null
                ? throw new ShapeException("uses numbers that only the running module knows; keep them in a field of their own, as a Parameter or a Tensor")
                : new ConstantStep(value.Everywhere.Value, value.Inner);
        }

        if (value.Call is { Module: { Parameters.Count: > 0 } module } && firsts.TryGetValue(module, out var first))
        {
            return new LayerStep(layer, numbers[value.Inputs[0]], first);
        }

        if (value.Call is { } call)
        {
            firsts[call.Module] = number;
            _calls.Add(call);
        }

        return new LayerStep(layer, numbers[value.Inputs[0]]);
    }

    /// <summary>Layers of two branches from one value, which may hold others of their kind; there are none where a value would be written twice.</summary>
    private sealed class Branches(int limit)
    {
        private int _written;

        /// <summary>The calls within, in the order of the parameters.</summary>
        public List<LayerCall> Calls { get; } = [];

        /// <summary>The layer that gives a value from its source; null if none does.</summary>
        public Layer? Nested(TensorValue value) => ++_written > limit ? null
            : value.Layer is { } layer ? Called(value, layer)
            : value.Join is { Nested: { } nest } && Branch(value.Inputs[0], value.Source!) is { } left && Branch(value.Inputs[1], value.Source!) is { } right ? nest(left, right)
            : null;

        private EquatableArray<Layer>? Branch(TensorValue value, TensorValue origin)
        {
            if (!value.DependsOnExample)
            {
                return null;
            }

            var layers = new List<Layer>();
            foreach (var step in value.Since(origin).Where(step => !step.IsAlias))
            {
                if (Nested(step) is not { } layer)
                {
                    return null;
                }

                layers.Add(layer);
            }

            return new EquatableArray<Layer>(layers);
        }

        private Layer Called(TensorValue value, Layer layer)
        {
            if (value.Call is { } call)
            {
                Calls.Add(call);
            }

            return layer;
        }
    }
}
