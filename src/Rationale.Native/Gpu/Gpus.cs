using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>The NVIDIA GPUs that libtorch can use.</summary>
public static class Gpus
{
    /// <summary>How many there are; 0 without CUDA or without libtorch.</summary>
    public static int Count => LibTorch.IsAvailable ? NativeMethods.CudaDevices() : 0;

    /// <summary>Waits until a GPU has done all that it was told.</summary>
    /// <exception cref="NativeException">There is no such GPU, or something failed on it.</exception>
    public static void Synchronize(int device = 0)
    {
        NativeLibraries.Load();
        Failure.IfNegative(NativeMethods.CudaSynchronize(device));
    }

    /// <summary>Whether products of 32-bit numbers may be rounded to TF32, which keeps 10 bits: several times faster, and not exact enough for gradient checks.</summary>
    public static void AllowTensorFloat32(bool allowed)
    {
        NativeLibraries.Load();
        Failure.IfNegative(NativeMethods.SetTensorFloat32(allowed ? 1 : 0));
    }
}
