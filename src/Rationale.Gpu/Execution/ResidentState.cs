using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>The optimizer's state on a device, and the losses of steps that wait for the host: what all programs of a training share.</summary>
internal sealed class ResidentState<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AcceleratorStream _stream;
    private readonly DeviceBuffers _buffers;
    private readonly AlignedBuffer<T> _hostFirst;
    private readonly AlignedBuffer<T> _hostSecond;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _first;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _second;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _found;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _parts;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _slots;
    private readonly List<int> _pending = [];

    /// <summary>Brings the state of the host.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The order of all work.</param>
    /// <param name="first">The first moments on the host, or the velocity; empty where there are none.</param>
    /// <param name="second">The second moments; empty where there are none.</param>
    /// <param name="trained">How many parameters move.</param>
    /// <param name="states">Ranges of the state behind them.</param>
    /// <param name="leftOut">Ranges of the parameters whose gradients have no part in the norm.</param>
    /// <param name="totals">Most numbers that a step gives.</param>
    public ResidentState(GpuContext device, AcceleratorStream stream, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut, int totals)
    {
        (_stream, _buffers, _hostFirst, _hostSecond, Trained, States, LeftOut, SlotLength) = (stream, new DeviceBuffers(device), first, second, trained, states, leftOut, totals + 1);
        _first = Upload(first, "first moments");
        _second = Upload(second, "second moments");
        _found = _buffers.Take<T>(1, "a flag", GpuMessages.SmallerModel);
        _parts = _buffers.Take<T>(device.Blocks, "parts of a sum", GpuMessages.SmallerModel);
        _slots = _buffers.Take<T>((long)MaxPending * SlotLength, "losses", GpuMessages.SmallerModel);
    }

    /// <summary>Steps whose losses can wait on the device.</summary>
    public const int MaxPending = 32;

    /// <summary>How many parameters move.</summary>
    public int Trained { get; }

    /// <summary>Ranges of the state behind the parameters, whose new values a step leaves in the place of gradients.</summary>
    public IReadOnlyList<(int Start, int Length)> States { get; }

    /// <summary>Ranges of the parameters whose gradients have no part in the norm.</summary>
    public IReadOnlyList<(int Start, int Length)> LeftOut { get; }

    /// <summary>Numbers of a step that wait: its totals, and last whether all was finite.</summary>
    public int SlotLength { get; }

    /// <summary>Steps whose losses wait.</summary>
    public int Pending => _pending.Count;

    /// <summary>The first moments, or the velocity; without elements where there are none.</summary>
    public ArrayView<T> First => Of(_first, _hostFirst);

    /// <summary>The second moments; without elements where there are none.</summary>
    public ArrayView<T> Second => Of(_second, _hostSecond);

    /// <summary>Whether something was not finite, as 1 or 0.</summary>
    public ArrayView<T> Found => _found.View;

    /// <summary>A number for each block.</summary>
    public ArrayView<T> Parts => _parts.View;

    /// <summary>What waits.</summary>
    public ArrayView<T> Slots => _slots.View;

    /// <summary>Notes a step that leaves its losses here.</summary>
    /// <param name="totals">How many.</param>
    public void Note(int totals) => _pending.Add(totals);

    /// <summary>Waits for the steps that were noted, and gives what they have written down.</summary>
    public PendingStep<T>[] Collect()
    {
        var numbers = new T[_pending.Count * SlotLength];
        if (numbers.Length > 0)
        {
            _slots.View.AsContiguous().SubView(0, numbers.Length).CopyToCPU(_stream, numbers.AsSpan());
        }

        _stream.Synchronize();
        PendingStep<T>[] steps = [.. _pending.Select((totals, step) => new PendingStep<T>(numbers.AsSpan(step * SlotLength, totals).ToArray(), numbers[((step + 1) * SlotLength) - 1] == T.Zero))];
        _pending.Clear();
        return steps;
    }

    /// <summary>Copies the state to the host.</summary>
    public void Bring()
    {
        foreach (var (host, device) in new[] { (_hostFirst, First), (_hostSecond, Second) })
        {
            if (host.Length > 0)
            {
                device.CopyToCPU(_stream, host.Span);
            }
        }

        _stream.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose() => _buffers.Dispose();

    private static ArrayView<T> Of(MemoryBuffer1D<T, Stride1D.Dense> buffer, AlignedBuffer<T> host) => buffer.View.AsContiguous().SubView(0, host.Length);

    private MemoryBuffer1D<T, Stride1D.Dense> Upload(AlignedBuffer<T> values, string what)
    {
        var buffer = _buffers.Take<T>(values.Length, what, GpuMessages.SmallerModel);
        if (values.Length > 0)
        {
            buffer.View.AsContiguous().CopyFromCPU(_stream, (ReadOnlySpan<T>)values.Span);
        }

        return buffer;
    }
}
