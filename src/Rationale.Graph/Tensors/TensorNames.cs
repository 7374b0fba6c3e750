using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors;

/// <summary>
/// What the tensors of a program are called in its text: each buffer by its value, parameters and their gradients by their keys, the numbers of a step by what they say; other
/// views of the same memory with a number behind the name, and transposed matrices with a T.
/// </summary>
internal sealed class TensorNames
{
    private readonly IReadOnlyDictionary<int, string> _settings;
    private readonly IReadOnlyDictionary<int, string> _totals;
    private readonly Dictionary<(TensorRole Role, int Offset), string> _parts = [];
    private readonly Dictionary<TensorView, string> _names = [];
    private readonly Dictionary<TensorBuffer, string> _bases = [];
    private readonly List<ScriptTensor> _tensors = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>Chooses the names of all tensors that calls touch.</summary>
    /// <param name="graph">The graph, which knows the parameters.</param>
    /// <param name="buffers">Buffers in the order of the program.</param>
    /// <param name="calls">Calls in the order in which they are printed.</param>
    /// <param name="settings">Names of the run-time numbers.</param>
    /// <param name="totals">Names of the numbers for the whole batch.</param>
    public TensorNames(ComputationGraph graph, IReadOnlyList<TensorBuffer> buffers, IReadOnlyList<TensorCall> calls, IReadOnlyList<string> settings, IReadOnlyList<string> totals)
    {
        (_settings, _totals) = (Indexed(settings), Indexed(totals));
        foreach (var parameter in graph.Nodes().Select(node => node.Operator).OfType<ParameterOp>())
        {
            _parts[(TensorRole.Parameters, parameter.Offset)] = parameter.Key;
        }

        foreach (var gradient in graph.Outputs.Where(output => output.Kind is OutputKind.Gradient or OutputKind.Buffer))
        {
            _parts[(TensorRole.Gradients, gradient.Offset)] = "d" + gradient.Name;
        }

        var views = calls.SelectMany(call => call.Tensors).ToList();
        foreach (var buffer in buffers)
        {
            _bases.Add(buffer, Add(Label(buffer), Base(buffer, views)));
        }

        views.ForEach(view => Of(view));
    }

    /// <summary>All tensors, each buffer's own view before any other.</summary>
    public IReadOnlyList<ScriptTensor> Tensors => _tensors;

    /// <summary>The name of a tensor.</summary>
    public string Of(TensorView view) => _names.TryGetValue(view, out var name) ? name : Add(Label(view) + (IsTransposed(view) ? "_T" : ""), view);

    /// <summary>A name of the same elements in the same order: what a sum over the batch is called, whatever its dimensions.</summary>
    public string OfElements(TensorView view) => _tensors.FirstOrDefault(tensor =>
        tensor.View.Buffer == view.Buffer && tensor.View.Offset == view.Offset && Length(tensor.View) == Length(view) && tensor.View.IsContiguous)?.Name ?? Of(view);

    /// <summary>What a result is called in mathematics.</summary>
    public string InMathematics(TensorView view) => view.Buffer.Role switch
    {
        TensorRole.Gradients => "∂L/∂" + Label(view).Substring(1),
        TensorRole.Totals => Label(view),
        _ => view.Buffer.Name,
    };

    private string Label(TensorView view) => view.Buffer.Role switch
    {
        TensorRole.Settings => _settings[view.Offset],
        TensorRole.Totals when view.Rank == 0 => "total_" + _totals[view.Offset],
        TensorRole.Parameters or TensorRole.Gradients when _parts.TryGetValue((view.Buffer.Role, view.Offset), out var key) => key,
        _ => _bases[view.Buffer],
    };

    /// <summary>Numbers are called by their value: <c>constant_m0_5</c>.</summary>
    private static string Label(TensorBuffer buffer) => buffer.Source is ConstantOp { Value: var value }
        ? (value < 0 ? "constant_m" : "constant_") + buffer.Name.TrimStart('-').Replace('+', '_').Replace('-', '_') + (buffer.Role == TensorRole.Constant ? "_everywhere" : "")
        : buffer.Name;

    /// <summary>The shape under which most read a buffer: that of the first contiguous view of all of it.</summary>
    private static TensorView Base(TensorBuffer buffer, IEnumerable<TensorView> views) => buffer.Source is ConstantOp
        ? TensorView.Of(buffer, Shape.Scalar)
        : views.FirstOrDefault(view => view.Buffer == buffer && view.Offset == 0 && Length(view) == buffer.Length && IsPlain(view))
        ?? TensorView.Of(buffer, new Shape(buffer.Batched, EquatableArray.Create(buffer.Length)));

    /// <summary>Whether a view has the strides that its extents alone would give it.</summary>
    private static bool IsPlain(TensorView view) => (!view.Buffer.Batched || view.Dimensions[0] is { Batched: true, Extent: 1 })
        && view == TensorView.Of(view.Buffer, view.Dimensions.Select(dimension => (dimension.Extent, dimension.Batched)));

    private static bool IsTransposed(TensorView view) => view.Rank == 2 && !view.IsContiguous && view.Permute(1, 0).IsContiguous;

    private static int Length(TensorView view) => view.Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent);

    private static Dictionary<int, string> Indexed(IReadOnlyList<string> names) => names.Select((name, index) => (name, index)).ToDictionary(pair => pair.index, pair => pair.name);

    private string Add(string label, TensorView view)
    {
        var name = Spelling.Identifier(label);
        var unique = name;
        for (var copy = 2; !_taken.Add(unique); copy++)
        {
            unique = FormattableString.Invariant($"{name}_{copy}");
        }

        // Two buffers may share no view, so a view has one name.
        _names[view] = unique;
        _tensors.Add(new ScriptTensor(unique, view));
        return unique;
    }
}
