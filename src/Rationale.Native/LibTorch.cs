using System.Runtime.InteropServices;
using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>The libtorch of this process: whether there is one, its threads and its random numbers.</summary>
public static unsafe class LibTorch
{
    /// <summary>Whether tensors can be used.</summary>
    public static bool IsAvailable => NativeLibraries.Failure is null;

    /// <summary>Why tensors cannot be used, in one sentence that says what to do; null where they can.</summary>
    public static string? WhyNot => NativeLibraries.Failure;

    /// <summary>The version of libtorch.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static string Version
    {
        get
        {
            NativeLibraries.Load();
            return Marshal.PtrToStringUTF8((nint)NativeMethods.Version())!;
        }
    }

    /// <summary>Threads within one operator, for the calling thread.</summary>
    /// <exception cref="NativeException">The number is below 1.</exception>
    public static int Threads
    {
        get
        {
            NativeLibraries.Load();
            return NativeMethods.Threads();
        }

        set
        {
            NativeLibraries.Load();
            Failure.IfNegative(NativeMethods.SetThreads(value));
        }
    }

    /// <summary>Seeds the random numbers of every device.</summary>
    public static void Seed(ulong seed)
    {
        NativeLibraries.Load();
        Failure.IfNegative(NativeMethods.Seed(seed));
    }

    /// <summary>The state of the random numbers of a device, as a tensor of bytes.</summary>
    public static TensorHandle RandomState(Device device)
    {
        NativeLibraries.Load();
        nint state;
        Failure.IfNegative(NativeMethods.RandomState((int)device.Type, device.Index, &state));
        return new TensorHandle(state);
    }

    /// <summary>Goes back to a state of the random numbers of a device.</summary>
    /// <exception cref="NativeException">The tensor is not a state of such a device.</exception>
    public static void SetRandomState(Device device, TensorHandle state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Failure.IfNegative(NativeMethods.SetRandomState((int)device.Type, device.Index, state.Pointer));
        GC.KeepAlive(state);
    }
}
