using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>An operator of the dispatcher, found when it is first called.</summary>
/// <param name="name">Its name with namespace, <c>aten::addmm</c>.</param>
/// <param name="overload">Its overload, <c>out</c>; empty for the plain one.</param>
public sealed unsafe class NativeOperator(string name, string overload)
{
    private static readonly ConcurrentDictionary<string, NativeOperator> Known = new();

    private nint _pointer;

    /// <summary>The operator of ATen with a name such as <c>addmm.out</c>, the same for all who ask.</summary>
    public static NativeOperator Of(string name) => Known.GetOrAdd(name, static full =>
    {
        var parts = full.Split('.', 2);
        return new NativeOperator($"aten::{parts[0]}", parts.Length > 1 ? parts[1] : "");
    });

    /// <summary>The schema that this libtorch has, as text.</summary>
    /// <exception cref="NativeException">This libtorch has no such operator.</exception>
    public string Schema => Marshal.PtrToStringUTF8((nint)NativeMethods.Schema(Find()))!;

    /// <summary>Calls the operator; with capacity 0 its results are dropped.</summary>
    /// <exception cref="NativeException">The operator refuses its arguments; the message is libtorch's.</exception>
    internal int Call(NativeValue* arguments, int count, NativeValue* results, int capacity) =>
        Failure.IfNegative(NativeMethods.Call(_pointer == 0 ? Find() : _pointer, arguments, count, results, capacity));

    /// <summary>Calls the operator with arguments that are known only at run time.</summary>
    /// <param name="arguments">In the order of the schema; what is left out at the end takes the schema's default.</param>
    /// <returns>The tensors that it gives.</returns>
    /// <exception cref="NativeException">The operator refuses its arguments; the message is libtorch's.</exception>
    public TensorHandle[] Invoke(params ReadOnlySpan<NativeArgument> arguments)
    {
        const int MaxResults = 8;
        using var packed = new PackedArguments(arguments);
        var results = stackalloc NativeValue[MaxResults];
        var count = Call(packed.First, arguments.Length, results, MaxResults);
        if (count == 1 && results[0].Kind == NativeKind.Tensors)
        {
            return results[0].Tensors();
        }

        var tensors = new TensorHandle[count];
        for (var i = 0; i < count; i++)
        {
            tensors[i] = results[i].Tensor();
        }

        return tensors;
    }

    internal nint Find()
    {
        if (_pointer == 0)
        {
            NativeLibraries.Load();
            _pointer = Failure.IfNull(NativeMethods.Find(name, overload));
        }

        return _pointer;
    }
}
