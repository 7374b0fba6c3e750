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

    /// <summary>How many random models are drawn: on a card a fifth, because its driver compiles their kernels, too, and a card is lent for minutes.</summary>
    /// <param name="emulated">How many on the emulated device.</param>
    public static int Models(int emulated) => Current.Kind == GpuKind.Emulated ? emulated : Math.Max(3, emulated / 5);

    /// <summary>Whether functions in double precision are those of the host; ILGPU's for devices have fewer digits.</summary>
    public static bool HasDoubleFunctions => Current.Kind == GpuKind.Emulated;
}
