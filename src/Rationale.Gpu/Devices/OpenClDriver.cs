using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Rationale.Gpu.Devices;

/// <summary>Helps ILGPU to find the loader of OpenCL, whose name without a version only packages for developers bring.</summary>
internal static class OpenClDriver
{
    private static readonly Lock Gate = new();
    private static bool _isWatching;

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
        name.Contains("OpenCL", StringComparison.Ordinal) && !OperatingSystem.IsWindows() && NativeLibrary.TryLoad("libOpenCL.so.1", out var library) ? library : 0;
}
