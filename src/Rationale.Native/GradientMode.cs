using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>
/// Whether this thread records what it does, until it is disposed: <c>using (GradientMode.Off()) { … }</c>. Belongs to the thread, so no <c>await</c> may stand inside.
/// </summary>
public readonly struct GradientMode : IDisposable
{
    private readonly int _before;

    private GradientMode(bool enabled)
    {
        NativeLibraries.Load();
        _before = NativeMethods.GradMode();
        NativeMethods.SetGradMode(enabled ? 1 : 0);
    }

    /// <summary>Whether this thread records now.</summary>
    public static bool IsOn
    {
        get
        {
            NativeLibraries.Load();
            return NativeMethods.GradMode() != 0;
        }
    }

    /// <summary>Stops recording.</summary>
    public static GradientMode Off() => new(false);

    /// <summary>Records, whatever was before.</summary>
    public static GradientMode On() => new(true);

    /// <summary>Goes back to what was before.</summary>
    public void Dispose() => NativeMethods.SetGradMode(_before);
}
