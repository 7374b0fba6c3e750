using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace Rationale.Torch.Libraries;

/// <summary>The native libraries behind TorchSharp: whether they are here, and what to do where they are not.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static partial class TorchLibraries
{
    private static readonly Lock Gate = new();
    private static readonly Lazy<string?> Reason = new(FindReason);
    private static bool _watches;
    private static bool _prepared;

    /// <summary>Why TorchSharp cannot run in this process, in one sentence that says what to do; null where it can.</summary>
    public static string? UnavailableReason => Reason.Value;

    /// <summary>Why TorchSharp cannot use a GPU of NVIDIA's in this process; null where it can.</summary>
    /// <param name="index">Which of them.</param>
    public static string? CudaUnavailableReason(int index)
    {
        if (UnavailableReason is { } reason)
        {
            return reason;
        }

        if (!HasCuda())
        {
            return $"A training on GPU {index} was asked for, but the libtorch of this application has no CUDA; reference TorchSharp-cuda-windows or TorchSharp-cuda-linux instead of TorchSharp-cpu, and look for the driver with nvidia-smi.";
        }

        var count = torch.cuda.device_count();
        return index < count ? null : $"A training on GPU {index} was asked for, but libtorch sees {count}; the first is TorchDevice.Cuda(0).";
    }

    /// <summary>
    /// Sees to it that TorchSharp's native library can be loaded, before TorchSharp's first call. Generated code calls it when an assembly is loaded that uses Rationale and
    /// TorchSharp; it costs nothing until TorchSharp itself is loaded, and nothing but a look at libstdc++ where that is new enough.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Prepare()
    {
        lock (Gate)
        {
            if (!_watches)
            {
                _watches = true;
                AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => PrepareOnce(loaded.LoadedAssembly);
            }
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            PrepareOnce(assembly);
        }
    }

    /// <summary>Runs when this assembly is first used: declared models need no TorchSharp of their own.</summary>
#pragma warning disable CA2255 // Nothing else runs before TorchSharp's first call.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize() => Prepare();

    private static void PrepareOnce(Assembly assembly)
    {
        if (assembly.GetName().Name != "TorchSharp")
        {
            return;
        }

        lock (Gate)
        {
            if (!_prepared)
            {
                _prepared = true;
                OlderLinux.Prepare(assembly);
            }
        }
    }

    private static string? FindReason()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception error) when (error is NotSupportedException or TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            return Explain(LoaderMessage());
        }
    }

    /// <summary>What the system says of the first library that does not load; TorchSharp keeps it to itself.</summary>
    private static string LoaderMessage()
    {
        try
        {
            foreach (var library in (ReadOnlySpan<string>)["c10", "torch_cpu", "torch", "LibTorchSharp"])
            {
                NativeLibrary.Load(library, typeof(torch).Assembly, null);
            }

            return "";
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return error.Message;
        }
    }

    /// <summary>The sentence for what the system said.</summary>
    internal static string Explain(string message)
    {
        if (TooOld().Match(message) is { Success: true } old)
        {
            return $"{Path.GetFileName(old.Groups[1].Value)} of this system is too old for TorchSharp, which needs {old.Groups[2].Value} of it; take a newer release of the system, or run in a container that has one.";
        }

        return "TorchSharp is here but no libtorch; add one of its packages to the application: TorchSharp-cpu, TorchSharp-cuda-windows or TorchSharp-cuda-linux.";
    }

    /// <summary>Whether there is a GPU; a libtorch without CUDA says so in an exception.</summary>
    private static bool HasCuda()
    {
        try
        {
            return torch.cuda.is_available();
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException or DllNotFoundException)
        {
            return false;
        }
    }

    // As the dynamic loader of glibc says it: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by …)
    [GeneratedRegex(@"(\S+\.so[.\d]*): version `([^']+)' not found")]
    private static partial Regex TooOld();
}
