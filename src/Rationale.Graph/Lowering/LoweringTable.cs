using Rationale.Graph.Lowering.Families;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering;

/// <summary>Lowers instructions to calls of kernels. One file per operator family fills it, with one line for each operator.</summary>
internal sealed class LoweringTable
{
    private static readonly LoweringTable Instance = new();

    private readonly Dictionary<Type, Func<Instruction, IEnumerable<KernelCall>>> _rules = [];

    private LoweringTable()
    {
        SourceLowering.Register(this);
        ElementwiseLowering.Register(this);
        BinaryLowering.Register(this);
        BroadcastingLowering.Register(this);
        MatMulLowering.Register(this);
        LayoutLowering.Register(this);
        GatherLowering.Register(this);
        SoftmaxLowering.Register(this);
        ConvolutionLowering.Register(this);
        PooledConvolutionLowering.Register(this);
        PoolingLowering.Register(this);
        ResizeLowering.Register(this);
    }

    /// <summary>The operators that can be lowered.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._rules.Keys;

    /// <summary>The calls that carry out an instruction, one after the other.</summary>
    /// <exception cref="NotSupportedException">The operator has no rule.</exception>
    public static IReadOnlyList<KernelCall> Lower(Instruction instruction) => Instance._rules.TryGetValue(instruction.Operator.GetType(), out var rule)
        ? [.. rule(instruction)]
        : throw new NotSupportedException($"The operator {instruction.Operator.Name} has no lowering; add a line for it to its family in Graph/Lowering.");

    /// <summary>Adds an operator that one call carries out.</summary>
    internal void Add<TOperator>(Func<TOperator, Instruction, KernelCall> rule)
        where TOperator : Operator => AddCalls<TOperator>((@operator, instruction) => [rule(@operator, instruction)]);

    /// <summary>Adds an operator that several calls carry out.</summary>
    internal void AddCalls<TOperator>(Func<TOperator, Instruction, IEnumerable<KernelCall>> rule)
        where TOperator : Operator => _rules.Add(typeof(TOperator), instruction => rule((TOperator)instruction.Operator, instruction));
}
