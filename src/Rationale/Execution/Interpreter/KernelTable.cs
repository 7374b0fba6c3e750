using System.Numerics;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution.Interpreter;

/// <summary>One bound instruction.</summary>
internal delegate void KernelCall<T>(Frame<T> frame)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Finds the kernel of each operator. One file per operator family fills it.</summary>
internal sealed class KernelTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly KernelTable<T> Instance = new();

    private readonly Dictionary<Type, Func<Instruction, KernelCall<T>>> _kernels = [];

    private KernelTable()
    {
        SourceKernels.Register(this);
        ElementwiseKernels.Register(this);
        BinaryKernels.Register(this);
        BroadcastingKernels.Register(this);
        MatMulKernels.Register(this);
        LayoutKernels.Register(this);
        GatherKernels.Register(this);
        CumulativeKernels.Register(this);
        SoftmaxKernels.Register(this);
        ConvolutionKernels.Register(this);
        PoolingKernels.Register(this);
        ResizeKernels.Register(this);
    }

    /// <summary>The operators that have a kernel.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._kernels.Keys;

    /// <summary>The kernel of an instruction with its operands bound.</summary>
    public static KernelCall<T> Bind(Instruction instruction) => Instance._kernels.TryGetValue(instruction.Operator.GetType(), out var kernel)
        ? kernel(instruction)
        : throw new NotSupportedException($"The interpreter has no kernel for the operator {instruction.Operator.Name}.");

    /// <summary>Adds a kernel for an operator.</summary>
    public void Add<TOperator>(Func<TOperator, Instruction, KernelCall<T>> kernel)
        where TOperator : Graph.Operator => _kernels.Add(typeof(TOperator), instruction => kernel((TOperator)instruction.Operator, instruction));
}
