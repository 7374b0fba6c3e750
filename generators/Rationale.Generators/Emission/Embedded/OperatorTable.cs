using Rationale.Generators.Emission.Embedded.Operators;
using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded;

/// <summary>How each operator is written as calls of kernels. One file per operator family fills it, of the same name as in the interpreter.</summary>
internal sealed class OperatorTable
{
    private static readonly OperatorTable Instance = new();

    private readonly Dictionary<Type, Action<Operator, KernelCall>> _writers = [];

    private OperatorTable()
    {
        SourceStatements.Register(this);
        ElementwiseStatements.Register(this);
        BinaryStatements.Register(this);
        BroadcastingStatements.Register(this);
        MatMulStatements.Register(this);
        LayoutStatements.Register(this);
        GatherStatements.Register(this);
        CumulativeStatements.Register(this);
        SoftmaxStatements.Register(this);
        ConvolutionStatements.Register(this);
        PoolingStatements.Register(this);
        ResizeStatements.Register(this);
    }

    /// <summary>The operators that can be written.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._writers.Keys;

    /// <summary>Writes an instruction.</summary>
    public static void Write(Instruction instruction, KernelCall call)
    {
        if (!Instance._writers.TryGetValue(instruction.Operator.GetType(), out var writer))
        {
            throw new NotSupportedException($"The embedded target has no statement for the operator {instruction.Operator.Name}.");
        }

        writer(instruction.Operator, call);
    }

    /// <summary>Adds an operator.</summary>
    public void Add<TOperator>(Action<TOperator, KernelCall> writer)
        where TOperator : Operator => _writers.Add(typeof(TOperator), (@operator, call) => writer((TOperator)@operator, call));
}
