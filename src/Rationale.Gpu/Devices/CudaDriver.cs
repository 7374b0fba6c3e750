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

    /// <summary>Whether there is a driver that is new enough.</summary>
    public static bool IsUsable(int version) => version >= OldestVersion;

    /// <summary>Refuses a driver that is too old.</summary>
    /// <exception cref="GpuException">It is.</exception>
    public static void CheckVersion(int version)
    {
        if (!IsUsable(version))
        {
            throw new GpuException(GpuMessages.OldDriver(Text(version), Text(OldestVersion)));
        }
    }

    /// <summary>Why there is no device, where ILGPU finds none.</summary>
    public static string WhyNoDevice() => Version is var version && version == 0 ? $"NVIDIA's driver ({DriverFiles.Cuda}) was not found"
        : !IsUsable(version) ? GpuMessages.VersionOfDriver(Text(version), Text(OldestVersion))
        : StartError is { } error ? $"NVIDIA's driver does not start: {error}" : "NVIDIA's driver finds no GPU";

    /// <summary>What the driver says where it does not start, as in a container that was given no card; null where it starts.</summary>
    public static string? StartError => cuInit(0) is not 0 and var error ? FormattableString.Invariant($"{Describe(error)} (CUDA error {error})") : null;

    /// <summary>Bytes that are free on a device.</summary>
    public static long FreeBytes(Accelerator accelerator)
    {
        using var binding = accelerator.BindScoped();
        nuint free, total;
        return cuMemGetInfo_v2(&free, &total) == 0 ? (long)free : accelerator.MemorySize;
    }

    /// <summary>The calls that record launches and replay them.</summary>
    public static ICudaGraphCalls Graphs { get; } = new GraphCalls();

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
    private static partial int cuInit(uint flags);

    [LibraryImport(Library)]
    private static partial int cuDriverGetVersion(int* version);

    [LibraryImport(Library)]
    private static partial int cuMemGetInfo_v2(nuint* free, nuint* total);

    [LibraryImport(Library)]
    private static partial int cuGetErrorString(int error, byte** text);

    private static string Text(int version) => FormattableString.Invariant($"{version / 1000}.{version % 1000 / 10}");

    private static string Describe(int error)
    {
        byte* text = null;
        return cuGetErrorString(error, &text) == 0 ? Marshal.PtrToStringUTF8((nint)text) ?? "" : "an error that the driver does not describe";
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        foreach (var file in OperatingSystem.IsWindows() ? [DriverFiles.Cuda] : (string[])[DriverFiles.Cuda, "libcuda.so"])
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                return library;
            }
        }

        return 0;
    }

    private sealed class GraphCalls : ICudaGraphCalls
    {
        /// <summary>CU_STREAM_CAPTURE_MODE_THREAD_LOCAL: memory that other threads take meanwhile, for other models, does not end the recording.</summary>
        private const int ThreadLocal = 1;

        public int BeginCapture(nint stream) => cuStreamBeginCapture_v2(stream, ThreadLocal);

        public int EndCapture(nint stream, out nint graph)
        {
            nint found = 0;
            var error = cuStreamEndCapture(stream, &found);
            graph = found;
            return error;
        }

        public int Instantiate(nint graph, out nint executable)
        {
            nint made = 0;
            var error = cuGraphInstantiateWithFlags(&made, graph, 0);
            executable = error == 0 ? made : 0;
            return error;
        }

        public int Launch(nint executable, nint stream) => cuGraphLaunch(executable, stream);

        public void DestroyGraph(nint graph) => _ = cuGraphDestroy(graph);

        public void DestroyExecutable(nint executable) => _ = cuGraphExecDestroy(executable);

        public string Describe(int error) => CudaDriver.Describe(error);
    }
}
