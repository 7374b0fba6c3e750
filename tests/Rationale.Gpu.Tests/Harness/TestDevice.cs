namespace Rationale.Gpu.Tests;

/// <summary>The device of the tests: the emulated one, or what the environment variable RATIONALE_GPU names, cuda or opencl. <c>gpu-check.sh</c> sets it on machines with a GPU.</summary>
internal static class TestDevice
{
    /// <summary>The device.</summary>
    public static GpuDevice Current { get; } = Environment.GetEnvironmentVariable("RATIONALE_GPU") switch
    {
        "cuda" => GpuDevice.Cuda(),
        "opencl" => GpuDevice.OpenCl(),
        _ => GpuDevice.Emulated,
    };

    /// <summary>Whether functions in double precision are those of the host; ILGPU's for devices have fewer digits.</summary>
    public static bool HasDoubleFunctions => Current.Kind == GpuKind.Emulated;
}
