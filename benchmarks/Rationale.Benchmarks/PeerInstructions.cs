using System.Runtime.Intrinsics.X86;

namespace Rationale.Benchmarks;

/// <summary>Which vector instructions the peer may use: those that this process uses, so that both run on the same machine.</summary>
/// <param name="Name">What a reader is told.</param>
/// <param name="Environment">Variables of the peer's process that its libraries read.</param>
public sealed record PeerInstructions(string Name, IReadOnlyDictionary<string, string> Environment)
{
    private const int ExtendedFeatures = 7;
    private const int Avx512 = 1 << 16;

    /// <summary>Whatever the peer's libraries find.</summary>
    public static PeerInstructions All { get; } = new("all instructions", new Dictionary<string, string>());

    /// <summary>AVX2 and no more, with either of the kernels that OpenBLAS has for it: it takes the one on processors of AMD, the other on those of Intel.</summary>
    public static IReadOnlyList<PeerInstructions> UpToAvx2 { get; } = [WithKernels("Zen"), WithKernels("Haswell")];

    /// <summary>Whether this process uses AVX2 on a processor that has AVX-512, as with <c>DOTNET_EnableAVX512=0</c>.</summary>
    public static bool AreLimitedHere =>
        Avx2.IsSupported && !Avx512F.IsSupported && X86Base.IsSupported && (X86Base.CpuId(ExtendedFeatures, 0).Ebx & Avx512) != 0;

    private static PeerInstructions WithKernels(string kernels) => new(
        $"AVX2, OpenBLAS's kernels for {kernels}",
        new Dictionary<string, string>
        {
            ["OPENBLAS_CORETYPE"] = kernels,
            ["ONEDNN_MAX_CPU_ISA"] = "AVX2",
            ["ATEN_CPU_CAPABILITY"] = "avx2",
            ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2",
        });
}
