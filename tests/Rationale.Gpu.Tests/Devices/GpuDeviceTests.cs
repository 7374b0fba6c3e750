using ILGPU.Runtime.Cuda;
using Rationale.Gpu.Devices;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>Devices that are not there, and what is said about them.</summary>
public class GpuDeviceTests
{
    [Fact]
    public void A_negative_index_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Device.Gpu(-1));

    [Fact]
    public async Task Without_a_driver_the_sentence_names_what_to_install_and_its_advice_works()
    {
        Assert.SkipWhen(GpuDevices.HasCuda, "This machine has NVIDIA's driver.");
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        var options = new TrainingOptions { Epochs = 1, Device = GpuDevice.Cuda() };
        var failure = await Assert.ThrowsAsync<GpuException>(() => model.TrainAsync(Small.Blobs(8), options));
        Assert.Equal(
            $"There is no CUDA device: NVIDIA's driver ({(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1")}) was not found; install its driver, or train with Device.Cpu.", failure.Message);
        Assert.NotNull(await model.TrainAsync(Small.Blobs(8), options with { Device = Device.Cpu }));
    }

    [Fact]
    public void A_device_that_does_not_exist_is_refused_with_those_that_do() => Assert.Equal(
        "There is no CUDA device 2; there are 0 (H100), 1 (T4).",
        Assert.Throws<GpuException>(() => GpuDevice.Choose(GpuKind.Cuda, 2, ["H100", "T4"], name => name)).Message);

    [Fact]
    public void An_old_driver_is_refused_with_both_versions()
    {
        Assert.Equal(
            "The NVIDIA driver supports CUDA 10.2, but kernels need CUDA 11.4; update the driver, or train with Device.Cpu.",
            Assert.Throws<GpuException>(() => CudaDriver.CheckVersion(10020)).Message);
        CudaDriver.CheckVersion(11040);
    }

    [Fact]
    public void A_GPU_newer_than_the_tables_gets_the_newest_PTX_that_its_driver_knows()
    {
        Assert.Equal(CudaInstructionSet.ISA_78, NewerDevices.Newest(11080));
        Assert.Equal(CudaInstructionSet.ISA_84, NewerDevices.Newest(12060 - 20));
        Assert.Equal(CudaInstructionSet.ISA_88, NewerDevices.Newest(14000));
    }

    [Fact]
    public void Memory_that_is_not_there_is_refused_with_what_was_asked_and_what_is_free()
    {
        Assert.Equal(
            "H100 has not enough memory for gradients and sums: 2.0 GiB were asked for and 512.0 MiB are free; lower TrainingOptions.BatchSize, or GpuDevice.DataLimit where the data set takes the memory.",
            GpuMessages.OutOfMemory("H100", "gradients and sums", 2L << 30, 512L << 20));
        var device = GpuContext.Open(GpuDevice.Emulated);
        Assert.Contains("for a test:", Assert.Throws<OutOfMemoryException>(() => device.Allocate<double>(long.MaxValue / 16, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_devices_of_this_machine_are_listed() => Assert.Equal(GpuDevices.HasCuda, GpuDevices.List().Any(device => device.Device.Kind == GpuKind.Cuda));
}
