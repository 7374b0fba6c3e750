using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Rationale.Gpu.Devices;

/// <summary>Files of drivers. On Linux ILGPU looks for names without a version, which some machines have only where there are packages for developers; it is led to those that every driver brings.</summary>
internal static class DriverFiles
{
    private static readonly Lock Gate = new();
    private static bool _isWatching;

    /// <summary>The loader of OpenCL, which finds the drivers.</summary>
    public static string OpenCl { get; } = OperatingSystem.IsWindows() ? "OpenCL.dll" : "libOpenCL.so.1";

    /// <summary>NVIDIA's driver.</summary>
    public static string Cuda { get; } = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Whether the loader of OpenCL is there.</summary>
    public static bool HasOpenCl => NativeLibrary.TryLoad(OpenCl, out _);

    /// <summary>From now on, who asks for a driver and does not find it gets the version that is there.</summary>
    public static void Watch()
    {
        lock (Gate)
        {
            if (!_isWatching && !OperatingSystem.IsWindows())
            {
                _isWatching = true;
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
            }
        }
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        var file = name == "cuda" ? Cuda : name.Contains("OpenCL", StringComparison.Ordinal) ? OpenCl : null;
        return file is not null && NativeLibrary.TryLoad(file, out var library) ? library : 0;
    }
}
