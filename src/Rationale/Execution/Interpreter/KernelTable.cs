using System.Numerics;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution.Interpreter;

/// <summary>A kernel call with its arguments bound; it allocates nothing.</summary>
internal delegate void BoundCall<T>(Frame<T> frame)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// The kernels by the names by which kernel calls know them. One file per family of kernels fills it, with one line for each kernel; what a call passes is
/// bound by <see cref="BoundArguments"/>, whatever the kernel is.
/// </summary>
internal sealed partial class KernelTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly KernelTable<T> Instance = new();

    private readonly Dictionary<(string Class, string Method), List<(Type[] Arguments, Binder Bind)>> _kernels = [];

    private KernelTable()
    {
        ElementwiseBindings.Register(this);
        BinaryBindings.Register(this);
        ReduceBindings.Register(this);
        GemmBindings.Register(this);
        SelectionBindings.Register(this);
        SoftmaxBindings.Register(this);
        ConvolutionBindings.Register(this);
        PooledConvolutionBindings.Register(this);
        PoolingBindings.Register(this);
        ResizeBindings.Register(this);
    }

    /// <summary>Makes a call of the delegates that give its arguments.</summary>
    private delegate BoundCall<T> Binder(object[] arguments);

    /// <summary>The kernels that can be bound.</summary>
    public static IReadOnlyCollection<(string Class, string Method)> Known => Instance._kernels.Keys;

    /// <summary>The calls of an instruction, bound one by one.</summary>
    public static IEnumerable<BoundCall<T>> Bind(Instruction instruction) => LoweringTable.Lower(instruction).Select(Bind);

    /// <summary>Binds a call to its kernel: the one of that name which takes arguments of these types.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static BoundCall<T> Bind(KernelCall call)
    {
        object[] arguments = [.. call.Arguments.Select(BoundArguments.Bind<T>)];
        foreach (var (types, bind) in Instance._kernels.GetValueOrDefault((call.Class, call.Method)) ?? [])
        {
            if (types.SequenceEqual(arguments.Select(argument => argument.GetType())))
            {
                return bind(arguments);
            }
        }

        throw new NotSupportedException($"The interpreter knows no kernel {call}; add it to its family in Execution/Interpreter.");
    }

    private void Add(string kernels, string method, Binder bind, params Type[] arguments)
    {
        if (!_kernels.TryGetValue((kernels, method), out var overloads))
        {
            _kernels[(kernels, method)] = overloads = [];
        }

        overloads.Add((arguments, bind));
    }
}
