using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Rationale.Gpu.Devices;

/// <summary>Helps ILGPU to find the loader of OpenCL, whose name without a version only packages for developers bring.</summary>
internal static class OpenClDriver
{
    /// <summary>The loader, which finds the drivers.</summary>
    public static string File { get; } = OperatingSystem.IsWindows() ? "OpenCL.dll" : "libOpenCL.so.1";

    private static readonly Lock Gate = new();
    private static bool _isWatching;

    /// <summary>Whether the loader is there.</summary>
    public static bool IsThere => NativeLibrary.TryLoad(File, out _);

    /// <summary>From now on, who asks for OpenCL and does not find it gets the version that is there.</summary>
    public static void Watch()
    {
        lock (Gate)
        {
            if (!_isWatching)
            {
                _isWatching = true;
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
            }
        }
    }

    private static nint Resolve(Assembly assembly, string name) =>
        name.Contains("OpenCL", StringComparison.Ordinal) && !OperatingSystem.IsWindows() && NativeLibrary.TryLoad(File, out var library) ? library : 0;
}
