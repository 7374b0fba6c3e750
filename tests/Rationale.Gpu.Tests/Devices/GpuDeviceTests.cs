using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Kernels;
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
    public void Without_a_device_of_OpenCL_the_sentence_says_what_is_missing()
    {
        Assert.SkipWhen(GpuDevices.List().Any(device => device.Device.Kind == GpuKind.OpenCl), "This machine has a device of OpenCL.");
        var message = Assert.Throws<GpuException>(GpuDevice.OpenCl().Open).Message;
        Assert.Matches(
            DriverFiles.HasOpenCl ? @"^There is no OpenCL device(: OpenCL's loader finds no driver| that kernels can run on: .* \(OpenCL \d\.\d\).* the generic address space).*, or train with Device\.Cpu\.$" : "^There is no OpenCL device: OpenCL's loader .* was not found; install its driver, or train with Device.Cpu.$",
            message);
    }

    [Fact]
    public void Devices_of_OpenCL_that_kernels_cannot_run_on_are_named_with_what_they_lack()
    {
        Assert.Equal(
            "There is no OpenCL device that kernels can run on: GeForce (OpenCL 3.0), PoCL (OpenCL 3.0) lack the generic address space, which OpenCL 2 brings and OpenCL 3 may leave out; update the driver, take another device (one of NVIDIA's by GpuDevice.Cuda()), or train with Device.Cpu.",
            OpenClDevices.WhyNone(["GeForce (OpenCL 3.0)", "PoCL (OpenCL 3.0)"]));
        Assert.StartsWith("There is no OpenCL device: OpenCL's loader finds no driver that brings one; install the driver", OpenClDevices.WhyNone([]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_cannot_be_compiled_is_named_with_the_reason()
    {
        var failure = Assert.Throws<GpuException>(() => GpuContext.Open(GpuDevice.Emulated).LoadTiles<float>(((Action<BlockFrame<float>>)Speak).Method));
        Assert.StartsWith("The kernel 'Speak' could not be compiled for CPUAccelerator: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("; update the driver, or train with Device.Cpu.", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
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

    [Theory]
    [InlineData(13, 0, 13000, ".version 8.8", ".target sm_80")]
    [InlineData(11, 0, 12090, ".version 8.8", ".target sm_80")]
    [InlineData(10, 0, 11070, ".version 7.7", ".target sm_80")]
    public void A_pretended_GPU_newer_than_the_tables_gets_PTX_that_its_driver_takes(int major, int minor, int driver, string version, string target)
    {
        // A card that nobody has, as ILGPU finds it: an architecture, and no version of PTX for it.
        var device = (CudaDevice)RuntimeHelpers.GetUninitializedObject(typeof(CudaDevice));
        typeof(CudaDevice).GetProperty(nameof(CudaDevice.Architecture))!.SetValue(device, new CudaArchitecture(major, minor));
        Assert.Null(device.InstructionSet);
        var changed = Override(device);
        NewerDevices.Apply(changed, driver);
        var (architecture, set) = (device.Architecture!.Value, changed.InstructionSet!.Value);
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, set, null!);
        var kernel = typeof(BlockElementwiseKernels).GetMethod(nameof(BlockElementwiseKernels.Tanh))!.MakeGenericMethod(typeof(float));
        var text = ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(LaunchWriter.Write<float>([kernel])), default)).PTXAssembly;
        Assert.Equal([version, target], text.Split('\n').Where(line => line.StartsWith(".version", StringComparison.Ordinal) || line.StartsWith(".target", StringComparison.Ordinal)).Select(line => line.Trim()));
    }

    [Fact]
    public void A_GPU_that_the_tables_know_stays_as_it_is()
    {
        var device = (CudaDevice)RuntimeHelpers.GetUninitializedObject(typeof(CudaDevice));
        typeof(CudaDevice).GetProperty(nameof(CudaDevice.Architecture))!.SetValue(device, CudaArchitecture.SM_120);
        typeof(CudaDevice).GetProperty(nameof(CudaDevice.InstructionSet))!.SetValue(device, (CudaInstructionSet?)CudaInstructionSet.ISA_87);
        var changed = Override(device);
        NewerDevices.Apply(changed, 13000);
        Assert.Equal(CudaArchitecture.SM_120, device.Architecture);
        Assert.Equal(CudaInstructionSet.ISA_87, device.InstructionSet);
    }

    [Fact]
    public void Memory_that_is_not_there_is_refused_with_what_was_asked_and_what_is_free()
    {
        Assert.Equal(
            "H100 has not enough memory for gradients and sums: 2.0 GiB were asked for and 512.0 MiB are free; take a device with more memory, dispose models that still use this one, or train with Device.Cpu.",
            GpuMessages.OutOfMemory("H100", "gradients and sums", 2L << 30, 512L << 20, GpuMessages.SmallerModel));
        var device = GpuContext.Open(GpuDevice.Emulated);
        Assert.Matches("for a test: [^ ]* GiB were asked for; lower GpuDevice", Assert.Throws<OutOfMemoryException>(() => device.Allocate<double>(long.MaxValue / 16, "a test", GpuMessages.SmallerParts)).Message);
    }

    [Fact]
    public void Devices_have_names()
    {
        Assert.Same(Device.Auto, GpuDevices.Parse("auto"));
        Assert.Same(Device.Cpu, GpuDevices.Parse("cpu"));
        Assert.Same(GpuDevice.Emulated, GpuDevices.Parse("emulated"));
        Assert.Equal(GpuDevice.Cuda(), GpuDevices.Parse("cuda"));
        Assert.Equal(GpuDevice.Cuda(3), GpuDevices.Parse("CUDA:3"));
        Assert.Equal(GpuDevice.OpenCl(1), GpuDevices.Parse("opencl:1"));
    }

    [Theory]
    [InlineData("tpu")]
    [InlineData("")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:one")]
    [InlineData("cpu:0")]
    [InlineData("auto:0")]
    public void A_name_that_names_no_device_is_refused_with_those_that_do(string name) => Assert.Equal(
        $"'{name}' names no device; choose auto, cpu, cuda, opencl or emulated, or one of several by its index, as cuda:1.",
        Assert.Throws<FormatException>(() => GpuDevices.Parse(name)).Message);

    [Theory]
    [InlineData(-1, 1, "GpuDevice.DataLimit is -1, but it is a number of bytes; give 0 to bring data batch by batch, or more.")]
    [InlineData(0, 0, "GpuDevice.WorkspaceLimit is 0, but the values of an example need memory; give a number of bytes above 0.")]
    [InlineData(0, -5, "GpuDevice.WorkspaceLimit is -5, but the values of an example need memory; give a number of bytes above 0.")]
    public void Limits_that_are_no_numbers_of_bytes_are_refused(long data, long workspace, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => GpuDevice.Emulated with { DataLimit = data, WorkspaceLimit = workspace }).Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (GpuDevice.Emulated with { DataLimit = 0, WorkspaceLimit = 1 }) is var device ? (device.DataLimit, device.WorkspaceLimit) : default);
    }

    [Fact]
    public void The_devices_of_this_machine_are_listed() => Assert.Equal(GpuDevices.HasCuda, GpuDevices.List().Any(device => device.Device.Kind == GpuKind.Cuda));

    /// <summary>What ILGPU hands to whoever changes a device; only ILGPU can make one.</summary>
    private static CudaDeviceOverride Override(CudaDevice device) =>
        (CudaDeviceOverride)Activator.CreateInstance(typeof(CudaDeviceOverride), BindingFlags.Instance | BindingFlags.NonPublic, null, [device], null)!;

    /// <summary>No kernel: a device writes no lines.</summary>
    private static void Speak(BlockFrame<float> frame) => Console.WriteLine(new string('a', frame.Examples));
}
