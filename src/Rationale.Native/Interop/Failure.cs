using System.Runtime.InteropServices;

namespace Rationale.Native.Interop;

/// <summary>Turns what a native function returns into an exception where it failed.</summary>
internal static unsafe class Failure
{
    /// <summary>Checks a count or a status.</summary>
    public static int IfNegative(int status) => status >= 0 ? status : throw Last();

    /// <summary>Checks a pointer.</summary>
    public static nint IfNull(nint pointer) => pointer != 0 ? pointer : throw Last();

    private static NativeException Last() => new(Marshal.PtrToStringUTF8((nint)NativeMethods.Error()) ?? "libtorch failed and gave no reason.");
}
