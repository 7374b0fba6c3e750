using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>Data sets of more elements than an integer counts: a card of 80 GiB keeps them.</summary>
public class LargeDataTests
{
    [Fact]
    public void Examples_behind_two_billion_elements_are_found()
    {
        Assert.SkipUnless(TestDevice.Current.Kind == GpuKind.Emulated && OperatingSystem.IsLinux(), "Only Linux gives memory when it is touched.");
        const int Width = 1 << 16, Rows = (1 << 15) + 2;
        var device = GpuContext.Open(GpuDevice.Emulated);
        MemoryBuffer1D<float, Stride1D.Dense> table;
        try
        {
            table = device.Accelerator.Allocate1D<float>((long)Width * Rows);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or AcceleratorException)
        {
            Assert.Skip("This machine does not give that much memory.");
            return;
        }

        using (table)
        {
            using var stream = device.Accelerator.CreateStream();
            using var order = device.Accelerator.Allocate1D(new[] { 0, Rows - 1 });
            using var counters = device.Accelerator.Allocate1D(new long[StepCounters.Count]);
            using var found = device.Accelerator.Allocate1D<float>(2 * Width);
            float[] last = [.. Enumerable.Range(1, Width)];
            table.View.AsContiguous().SubView((long)Width * (Rows - 1), Width).CopyFromCPU(stream, last);
            KernelLaunch<float>.Bringing(nameof(BlockTrainingKernels.GatherExamples), 1, [table.View, found.View], [Width, 0], order.View).Run(device, stream, default, counters.View);
            stream.Synchronize();
            var values = found.GetAsArray1D();
            Assert.Equal(last, values[Width..]);
        }
    }
}
