using System.Runtime.InteropServices;
using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>
/// Calls of operators that are prepared once and run as often as wanted, past autograd, in one crossing of the border: what a training step is made of. It keeps
/// the tensors of its calls alive. One thread at a time may run it.
/// </summary>
public sealed class NativeProgram : SafeHandle
{
    /// <summary>An empty program.</summary>
    public NativeProgram()
        : base(0, ownsHandle: true)
    {
        NativeLibraries.Load();
        SetHandle(NativeMethods.CreateProgram());
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Number of calls.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a call.</summary>
    /// <param name="called">The operator.</param>
    /// <param name="arguments">Arguments in the order of its schema; what is left out takes the schema's default.</param>
    /// <param name="into">Where a result is copied of an operator that writes into none of its arguments; null for the others.</param>
    /// <param name="result">Number of that result.</param>
    /// <exception cref="NativeException">There is no such operator, or an argument is missing.</exception>
    public unsafe void Add(NativeOperator called, ReadOnlySpan<NativeArgument> arguments, TensorHandle? into = null, int result = 0)
    {
        ArgumentNullException.ThrowIfNull(called);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        using var packed = new PackedArguments(arguments);
        Failure.IfNegative(NativeMethods.AddToProgram(handle, called.Find(), packed.First, arguments.Length, into?.Pointer ?? 0, result));
        GC.KeepAlive(into);
        Count++;
    }

    /// <summary>Runs calls in order.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">One behind the last.</param>
    /// <exception cref="NativeException">A call failed; those before it have run.</exception>
    public void Run(int from, int to)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Failure.IfNegative(NativeMethods.RunProgram(handle, from, to));
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.ReleaseProgram(handle);
        return true;
    }
}
