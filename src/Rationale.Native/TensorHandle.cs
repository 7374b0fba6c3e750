using System.Runtime.InteropServices;
using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>
/// A tensor of libtorch: an <c>at::Tensor*</c>, which is also what TorchSharp keeps. Disposing gives it back at once; the finalizer is a net for what
/// was forgotten, not a plan. A handle may be used by several threads, but not disposed by one while another uses it.
/// </summary>
public sealed class TensorHandle : SafeHandle
{
    internal TensorHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    /// <summary>Takes over a pointer to an <c>at::Tensor</c> that nobody else will delete.</summary>
    /// <param name="pointer">The pointer; not null.</param>
    public static TensorHandle Take(nint pointer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pointer);
        return new TensorHandle(pointer);
    }

    /// <summary>A tensor over memory of the caller, which must stay where it is while the tensor lives: nothing is copied.</summary>
    /// <param name="data">The first element.</param>
    /// <param name="sizes">Extents.</param>
    /// <param name="type">Type of the elements.</param>
    /// <exception cref="NativeException">The extents are negative.</exception>
    public static unsafe TensorHandle Over(void* data, ReadOnlySpan<long> sizes, ScalarType type)
    {
        NativeLibraries.Load();
        fixed (long* extents = sizes)
        {
            return new TensorHandle(Failure.IfNull(NativeMethods.TensorOver(data, extents, sizes.Length, (int)type)));
        }
    }

    /// <summary>Tensor handles of this library that are alive in the whole process.</summary>
    public static long LiveCount
    {
        get
        {
            NativeLibraries.Load();
            return NativeMethods.LiveTensors();
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The <c>at::Tensor*</c>.</summary>
    /// <exception cref="ObjectDisposedException">The tensor has been given back.</exception>
    public nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return handle;
        }
    }

    /// <summary>Number, type and place of the elements.</summary>
    public TensorFacts Facts
    {
        get
        {
            Failure.IfNegative(NativeMethods.Facts(Pointer, out var facts));
            GC.KeepAlive(this);
            return facts;
        }
    }

    /// <summary>Extents of all dimensions.</summary>
    public long[] Sizes => Extents(strides: false);

    /// <summary>Distance in elements from one index of a dimension to the next.</summary>
    public long[] Strides => Extents(strides: true);

    /// <summary>The first element, on the device of the tensor.</summary>
    public unsafe void* Data
    {
        get
        {
            void* data;
            Failure.IfNegative(NativeMethods.Data(Pointer, &data));
            GC.KeepAlive(this);
            return data;
        }
    }

    /// <summary>Another handle of the same tensor, to be disposed apart.</summary>
    public TensorHandle Share()
    {
        var shared = new TensorHandle(Failure.IfNull(NativeMethods.Share(Pointer)));
        GC.KeepAlive(this);
        return shared;
    }

    /// <summary>The elements of a contiguous tensor on the CPU, not a copy: valid while the tensor lives.</summary>
    /// <typeparam name="T">The type of the elements, of the same size.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor is elsewhere, has gaps, or its elements have another size.</exception>
    public unsafe Span<T> Span<T>()
        where T : unmanaged
    {
        var facts = Facts;
        if (facts.Device.Type != DeviceType.Cpu || !facts.IsContiguous)
        {
            throw new InvalidOperationException($"The elements of a tensor on {facts.Device} that is{(facts.IsContiguous ? "" : " not")} contiguous cannot be seen in place; copy it to the CPU, contiguous, first.");
        }

        if (ScalarTypes.Size(facts.Type) != sizeof(T))
        {
            throw new InvalidOperationException($"The elements of this tensor are {facts.Type}, not {typeof(T).Name}.");
        }

        return new Span<T>(Data, checked((int)facts.Elements));
    }

    /// <summary>The bytes of a contiguous tensor on the CPU, not a copy: valid while the tensor lives.</summary>
    /// <exception cref="InvalidOperationException">The tensor is elsewhere or has gaps.</exception>
    public unsafe Span<byte> Bytes()
    {
        var facts = Facts;
        return facts.Device.Type == DeviceType.Cpu && facts.IsContiguous
            ? new Span<byte>(Data, checked((int)(facts.Elements * ScalarTypes.Size(facts.Type))))
            : throw new InvalidOperationException($"The bytes of a tensor on {facts.Device} that is{(facts.IsContiguous ? "" : " not")} contiguous cannot be seen in place; copy it to the CPU, contiguous, first.");
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release(handle);
        return true;
    }

    private unsafe long[] Extents(bool strides)
    {
        var (sizes, steps) = (new long[Facts.Dimensions], new long[Facts.Dimensions]);
        fixed (long* first = sizes, second = steps)
        {
            Failure.IfNegative(NativeMethods.Sizes(Pointer, first, second, sizes.Length));
        }

        GC.KeepAlive(this);
        return strides ? steps : sizes;
    }
}
