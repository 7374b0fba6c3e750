using System.Runtime.InteropServices;

namespace Rationale.Native;

/// <summary>What libtorch refused, in its own words and without its stack. The base class is the one that TorchSharp's errors have.</summary>
public sealed class NativeException : ExternalException
{
    /// <summary>An error with its message.</summary>
    public NativeException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its message and its cause.</summary>
    public NativeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message.</summary>
    public NativeException()
        : base("libtorch failed.")
    {
    }
}
