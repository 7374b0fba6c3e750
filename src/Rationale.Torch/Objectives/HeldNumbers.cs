using System.Collections.Concurrent;
using TorchSharp;

namespace Rationale.Torch.Objectives;

/// <summary>
/// Numbers as operators of TorchSharp take them, kept for the life of the process. TorchSharp 0.107 does not keep a <see cref="Scalar"/> alive while the native call reads it: one that was
/// made for the call may be finalized in its middle, and the operator then computes with another number.
/// </summary>
internal static class HeldNumbers
{
    private static readonly ConcurrentDictionary<double, Scalar> Known = new();

    /// <summary>A number. They come from graphs and settings, so that there are few.</summary>
    public static Scalar Get(double value) => Known.GetOrAdd(value, static number => number);
}
