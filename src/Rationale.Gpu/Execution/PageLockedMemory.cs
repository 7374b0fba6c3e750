using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>Memory of the host from which a device copies while the host goes on.</summary>
internal sealed class PageLockedMemory<T>(Accelerator accelerator, long length) : MemoryManager<T>
    where T : unmanaged
{
    private readonly PageLockedArray1D<T> _array = Allocate(accelerator, length);

    /// <inheritdoc/>
    public override Span<T> GetSpan() => _array.Span;

    /// <inheritdoc/>
    public override unsafe MemoryHandle Pin(int elementIndex = 0) => new(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetReference(_array.Span), elementIndex)));

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    private static PageLockedArray1D<T> Allocate(Accelerator accelerator, long length)
    {
        try
        {
            return accelerator.AllocatePageLocked1D<T>(length);
        }
        catch (AcceleratorException exception)
        {
            throw new OutOfMemoryException(GpuMessages.OutOfHostMemory(accelerator.Name, length * Unsafe.SizeOf<T>()), exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _array.Dispose();
        }
    }
}
