using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission.Torch;

/// <summary>What the tensors of a schedule are called in its code: a variable for each buffer and each parameter, and everything else as a view of one.</summary>
internal sealed class TensorNames
{
    private readonly Dictionary<TensorBuffer, (string Name, TensorView View)> _bases = [];
    private readonly List<(string Name, TensorView View, bool Gradient)> _parts = [];
    private readonly HashSet<string> _taken = ["script"];

    /// <summary>Chooses names.</summary>
    public TensorNames(TensorSchedule schedule, IReadOnlyList<ParameterSpecification> layout)
    {
        var views = schedule.Setup.Concat(schedule.Calls).SelectMany(call => call.Tensors).ToList();
        foreach (var buffer in schedule.Buffers)
        {
            _bases.Add(buffer, (Unique(Name(buffer)), Base(buffer, views)));
        }

        foreach (var (role, prefix) in new[] { (TensorRole.Parameters, ""), (TensorRole.Gradients, "d") })
        {
            if (schedule.Find(role) is { } buffer)
            {
                _parts.AddRange(layout
                    .Where(parameter => views.Any(view => view.Buffer == buffer && view.Offset == parameter.Offset))
                    .Select(parameter => (Unique(prefix + Identifiers.FromLabel(parameter.Key)), TensorView.Of(buffer, parameter.Shape, parameter.Offset), role == TensorRole.Gradients)));
            }
        }
    }

    /// <summary>Buffers with their variables.</summary>
    public (string Name, TensorView View) this[TensorBuffer buffer] => _bases[buffer];

    /// <summary>Parameters and their gradients with their variables.</summary>
    public IReadOnlyList<(string Name, TensorView View, bool Gradient)> Parts => _parts;

    /// <summary>The expression for a view.</summary>
    public string Of(TensorView view)
    {
        foreach (var (name, part) in _parts.Select(part => (part.Name, part.View)).Append(_bases[view.Buffer]))
        {
            if (part.Buffer == view.Buffer && part.Offset == view.Offset && Derive(name, part, view) is { } expression)
            {
                return expression;
            }
        }

        return $"{_bases[view.Buffer].Name}.As({string.Join(", ", view.Dimensions.Select(Dimension).Prepend(Literals.Format(view.Offset)))})";
    }

    /// <summary>What a result is called in mathematics; gradients by their parameter.</summary>
    public string Label(TensorView view) => view.Buffer.Role == TensorRole.Gradients ? "∂L/∂" + Of(view).Split('.')[0].Substring(1) : view.Buffer.Name;

    /// <summary>Numbers are called by their value: <c>minus0_5</c>.</summary>
    private static string Name(TensorBuffer buffer) => buffer.Source is Graph.Operators.ConstantOp { Value: var value }
        ? (value < 0 ? "minus" : "plus") + Identifiers.FromLabel(buffer.Name.TrimStart('-').Replace('+', '_').Replace('-', '_')).TrimStart('_') + (buffer.Role == TensorRole.Constant ? "_everywhere" : "")
        : Identifiers.FromLabel(buffer.Name);

    private static string? Derive(string name, TensorView from, TensorView view)
    {
        if (view == from)
        {
            return name;
        }

        if (view.Rank == from.Rank && Order(from, view) is { } order)
        {
            return $"{name}.Permute({string.Join(", ", order.Select(Literals.Format))})";
        }

        return view.IsContiguous && from.IsContiguous && Length(view) == Length(from) && from.Reshape([.. view.Dimensions.Select(dimension => (dimension.Extent, dimension.Batched))]) == view
            ? $"{name}.Reshape({string.Join(", ", view.Dimensions.Select(dimension => $"({Literals.Format(dimension.Extent)}, {Literals.Format(dimension.Batched)})"))})"
            : null;
    }

    private static int[]? Order(TensorView from, TensorView view)
    {
        var order = view.Dimensions.Select(dimension => from.Dimensions.ToList().IndexOf(dimension)).ToArray();
        return order.Contains(-1) || order.Distinct().Count() != order.Length ? null : order;
    }

    private static int Length(TensorView view) => view.Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent);

    private static string Dimension(TensorDimension dimension) => $"({Literals.Format(dimension.Extent)}, {Literals.Format(dimension.Stride)}, {Literals.Format(dimension.Batched)})";

    /// <summary>The shape under which most read a buffer: that of the first contiguous view of all of it.</summary>
    private static TensorView Base(TensorBuffer buffer, IEnumerable<TensorView> views) =>
        views.FirstOrDefault(view => view.Buffer == buffer && view.Offset == 0 && Length(view) == buffer.Length && IsPlain(view))
        ?? TensorView.Of(buffer, new Shape(buffer.Batched, EquatableArray.Create(buffer.Length)));

    /// <summary>Whether a view has the strides that its extents alone would give it.</summary>
    private static bool IsPlain(TensorView view) => (!view.Buffer.Batched || view.Dimensions[0] is { Batched: true, Extent: 1 })
        && view == TensorView.Of(view.Buffer, view.Dimensions.Select(dimension => (dimension.Extent, dimension.Batched)));

    private string Unique(string name)
    {
        var unique = name;
        for (var copy = 2; !_taken.Add(unique); copy++)
        {
            unique = $"{name}_{Literals.Format(copy)}";
        }

        return unique;
    }
}
