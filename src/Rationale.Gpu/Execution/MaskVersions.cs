using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>Makes the versions of examples in which a certificate replaces values on the device: the host brings each example once, not q times.</summary>
internal sealed class MaskVersions<T>(GpuContext device, AcceleratorStream stream) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MethodInfo[] Kernel = [typeof(BlockTrainingKernels).GetMethod(nameof(BlockTrainingKernels.MaskVersions))!.MakeGenericMethod(typeof(T))];

    private readonly DeviceBuffers _buffers = new(device);
    private MemoryBuffer1D<T, Stride1D.Dense>? _values;
    private MemoryBuffer1D<int, Stride1D.Dense>? _places;

    /// <summary>Puts some versions where a program reads them.</summary>
    /// <param name="versions">The examples and their masks.</param>
    /// <param name="first">The first version, within the batch.</param>
    /// <param name="place">Where they go.</param>
    /// <param name="width">Values of an example.</param>
    public void Put(IMaskedVersions<T> versions, int first, ArrayView<T> place, int width)
    {
        var values = versions.Values.Span;
        var places = versions.Places.Span;
        if (_values is null || _values.Length < values.Length + width)
        {
            Dispose();
            _values = _buffers.Take<T>(values.Length + width, "examples to mask", GpuMessages.SmallerParts);
            _places = _buffers.Take<int>(values.Length, "masks", GpuMessages.SmallerParts);
        }

        var onDevice = _values.View.AsContiguous();
        onDevice.SubView(0, values.Length).CopyFromCPU(stream, values);
        onDevice.SubView(values.Length, width).CopyFromCPU(stream, versions.Replacements.Span);
        _places!.View.AsContiguous().SubView(0, places.Length).CopyFromCPU(stream, places);
        var blocks = (int)Math.Clamp((place.Length + device.Threads - 1) / device.Threads, 1, 8L * device.Blocks);
        device.Load<T>(Kernel)(stream, new KernelConfig(blocks, device.Threads), new LaunchArguments<T>
        {
            View0 = onDevice.SubView(0, values.Length),
            View1 = onDevice.SubView(values.Length, width),
            View2 = place,
            Labels = _places.View,
            Integer0 = width,
            Integer1 = versions.Cycle,
            Integer2 = versions.Kept,
            Integer3 = versions.FirstVersion + first,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffers.Dispose();
        (_values, _places) = (null, null);
    }
}
