using Rationale.Graph.Tensors.Forms;

namespace Rationale.Graph.Tensors;

/// <summary>Finds how each operator is said in ATen. One file per operator family fills it.</summary>
internal sealed class TensorTable
{
    private static readonly TensorTable Instance = new();

    private readonly Dictionary<Type, Func<Node, TensorContext, TensorView>> _rules = [];

    private TensorTable()
    {
        SourceTensors.Register(this);
        ElementwiseTensors.Register(this);
        BinaryTensors.Register(this);
        BroadcastingTensors.Register(this);
        MatMulTensors.Register(this);
        LayoutTensors.Register(this);
        GatherTensors.Register(this);
        CumulativeTensors.Register(this);
        SoftmaxTensors.Register(this);
        ConvolutionTensors.Register(this);
        PoolingTensors.Register(this);
        ResizeTensors.Register(this);
    }

    /// <summary>The operators that have a form.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._rules.Keys;

    /// <summary>Writes the calls of a node and gives its value.</summary>
    public static TensorView Lower(Node node, TensorContext context) => Instance._rules.TryGetValue(node.Operator.GetType(), out var rule)
        ? rule(node, context)
        : throw new NotSupportedException($"The torch target has no form for the operator {node.Operator.Name}.");

    /// <summary>Adds the form of an operator.</summary>
    public void Add<TOperator>(Func<TOperator, Node, TensorContext, TensorView> rule)
        where TOperator : Operator => _rules.Add(typeof(TOperator), (node, context) => rule((TOperator)node.Operator, node, context));
}
