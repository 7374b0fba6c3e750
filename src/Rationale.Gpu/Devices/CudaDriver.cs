using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace Rationale.Gpu.Devices;

/// <summary>What is asked of NVIDIA's driver directly.</summary>
internal static unsafe partial class CudaDriver
{
    private const string Library = "rationale-cuda-driver";

    /// <summary>The oldest version of CUDA whose driver has everything that is called here.</summary>
    public const int OldestVersion = 11040;

    static CudaDriver() => NativeLibrary.SetDllImportResolver(typeof(CudaDriver).Assembly, Resolve);

    /// <summary>The version of CUDA that the driver supports, as the driver writes it: 1000 · major + 10 · minor; 0 without a driver.</summary>
    public static int Version
    {
        get
        {
            try
            {
                int version;
                return cuDriverGetVersion(&version) == 0 ? version : 0;
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
            {
                return 0;
            }
        }
    }

    /// <summary>Refuses a driver that is too old.</summary>
    /// <exception cref="GpuException">It is.</exception>
    public static void CheckVersion(int version)
    {
        if (version < OldestVersion)
        {
            throw new GpuException(GpuMessages.OldDriver(Text(version), Text(OldestVersion)));
        }

        static string Text(int number) => FormattableString.Invariant($"{number / 1000}.{number % 1000 / 10}");
    }

    /// <summary>Bytes that are free on a device.</summary>
    public static long FreeBytes(Accelerator accelerator)
    {
        using var binding = accelerator.BindScoped();
        nuint free, total;
        return cuMemGetInfo_v2(&free, &total) == 0 ? (long)free : accelerator.MemorySize;
    }

    /// <summary>Begins to record what this thread puts on a stream; what other threads do meanwhile is none of it.</summary>
    public static int BeginCapture(nint stream) => cuStreamBeginCapture_v2(stream, mode: 1);

    /// <summary>Ends the recording.</summary>
    public static int EndCapture(nint stream, out nint graph)
    {
        nint found;
        var result = cuStreamEndCapture(stream, &found);
        graph = result == 0 ? found : 0;
        return result;
    }

    /// <summary>Makes a graph ready to run.</summary>
    public static int Instantiate(nint graph, out nint executable)
    {
        nint made;
        var result = cuGraphInstantiateWithFlags(&made, graph, 0);
        executable = result == 0 ? made : 0;
        return result;
    }

    /// <summary>Runs a graph.</summary>
    public static int LaunchGraph(nint executable, nint stream) => cuGraphLaunch(executable, stream);

    /// <summary>Gives a recording back.</summary>
    public static void DestroyGraph(nint graph) => _ = cuGraphDestroy(graph);

    /// <summary>Gives a graph back.</summary>
    public static void DestroyExecutable(nint executable) => _ = cuGraphExecDestroy(executable);

    [LibraryImport(Library)]
    private static partial int cuStreamBeginCapture_v2(nint stream, int mode);

    [LibraryImport(Library)]
    private static partial int cuStreamEndCapture(nint stream, nint* graph);

    [LibraryImport(Library)]
    private static partial int cuGraphInstantiateWithFlags(nint* executable, nint graph, ulong flags);

    [LibraryImport(Library)]
    private static partial int cuGraphLaunch(nint executable, nint stream);

    [LibraryImport(Library)]
    private static partial int cuGraphDestroy(nint graph);

    [LibraryImport(Library)]
    private static partial int cuGraphExecDestroy(nint executable);

    [LibraryImport(Library)]
    private static partial int cuDriverGetVersion(int* version);

    [LibraryImport(Library)]
    private static partial int cuMemGetInfo_v2(nuint* free, nuint* total);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        foreach (var file in OperatingSystem.IsWindows() ? ["nvcuda.dll"] : (string[])["libcuda.so.1", "libcuda.so"])
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                return library;
            }
        }

        return 0;
    }
}
