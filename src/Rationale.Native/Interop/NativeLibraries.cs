using System.Reflection;
using System.Runtime.InteropServices;

namespace Rationale.Native.Interop;

/// <summary>Finds and loads the native library, and prepares the process for it.</summary>
internal static partial class NativeLibraries
{
    private static readonly Lazy<string?> LoadFailure = new(TryLoad);

    /// <summary>Why the library cannot be used; null where it can.</summary>
    public static string? Failure => LoadFailure.Value;

    /// <summary>Loads the library, once.</summary>
    /// <exception cref="DllNotFoundException">libtorch or our library over it is missing; the message says what to install.</exception>
    public static void Load()
    {
        if (LoadFailure.Value is { } failure)
        {
            throw new DllNotFoundException(failure);
        }
    }

    private static string? TryLoad()
    {
        // Threads that spin while they wait take the cores from those that work: with OpenMP's default, two threads are slower than one. The runtime's
        // own copy of the environment does not reach native code, and OpenMP reads its settings when it is loaded.
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", 0);
        }

        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
        try
        {
            _ = NativeMethods.Threads();
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"The torch target needs libtorch and the library rationale_native over it, which could not be loaded ({FirstLine(exception.Message)}); run eng/setup-torch.sh and build again.";
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == NativeMethods.Library && NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, FileName), out var handle) ? handle : 0;

    private static string FileName =>
        OperatingSystem.IsWindows() ? "rationale_native.dll" : OperatingSystem.IsMacOS() ? "librationale_native.dylib" : "librationale_native.so";

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
