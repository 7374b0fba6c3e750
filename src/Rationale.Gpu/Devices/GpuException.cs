namespace Rationale.Gpu;

/// <summary>A device cannot be used; the message says why and what to do.</summary>
public sealed class GpuException : InvalidOperationException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">What the driver said.</param>
    public GpuException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
