using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Rationale.Graph.Tensors;
using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>
/// Large products of a program in single precision on a CPU, taken from MKL to oneDNN. libtorch multiplies matrices by MKL, which uses AVX-512 on Intel's processors only; oneDNN, which libtorch has for its
/// convolutions, uses it wherever it is. Its product makes a tensor, and one of few values costs more than MKL's.
/// </summary>
internal static partial class OneDnnProducts
{
    /// <summary>The least number of weights, or of values of a gradient of weights, from which on oneDNN was faster (decision 236).</summary>
    public const int DefaultMinSize = 16_000;

    private const string Product = "ops.mkldnn._linear_pointwise({0}, torch.t({1}), {2}, \"none\", annotate(List[Optional[number]], []), \"\")";

    /// <summary>Where a gradient of weights is that many times as high as it is wide, its transpose is computed: oneDNN copies a transposed first operand, which then is the narrow one.</summary>
    private const int TransposeRatio = 4;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out var libtorch) && NativeLibrary.TryGetExport(libtorch, "aoti_torch_cpu__linear_pointwise", out _));

    /// <summary>Whether this processor multiplies faster by oneDNN.</summary>
    public static bool ArePreferred { get; } = Avx512F.IsSupported && !IsIntel();

    /// <summary>Whether libtorch, once it is loaded, has the operator. A program that names an operator which does not exist ends the process: TorchSharp 0.107 lets that error leave native code.</summary>
    public static bool AreAvailable => Found.Value;

    /// <summary>The program with its large products by oneDNN.</summary>
    /// <param name="schedule">A program in single precision for a CPU.</param>
    /// <param name="minSize">From how many weights on a product is large.</param>
    public static TensorSchedule Rewrite(TensorSchedule schedule, int minSize)
    {
        var views = schedule.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.View);
        return schedule.WithText(Call().Replace(schedule.Text, call => Replacement(call, name => views[name], minSize) ?? call.Value));
    }

    private static string? Replacement(Match call, Func<string, TensorView> view, int minSize)
    {
        var (bias, left, right, result) = (call.Groups["bias"].Value, call.Groups["left"].Value, call.Groups["right"].Value, call.Groups["out"].Value);
        var ((_, inner), (_, columns), output) = (Extents(view(left)), Extents(view(right)), Extents(view(result)));
        if (view(result).Batched)
        {
            return inner * columns < minSize ? null
                : bias == result ? $"{result}.add_({By(left, right, "None")})"
                : $"{result}.copy_({By(left, right, bias.Length > 0 ? bias : "None")})";
        }

        // (A·B)ᵀ = Bᵀ·Aᵀ
        var transposed = output.Rows >= TransposeRatio * output.Columns;
        var product = transposed ? By($"torch.t({right})", $"torch.t({left})", "None") : By(left, right, "None");
        return output.Rows * output.Columns < minSize || (bias.Length > 0 && bias != result) ? null : $"{(transposed ? $"torch.t({result})" : result)}.{(bias.Length > 0 ? "add_" : "copy_")}({product})";
    }

    private static string By(string left, string right, string bias) => string.Format(CultureInfo.InvariantCulture, Product, left, right, bias);

    private static (long Rows, long Columns) Extents(TensorView matrix) => (matrix.Dimensions[0].Extent, matrix.Dimensions[1].Extent);

    private static bool IsIntel() => X86Base.CpuId(0, 0) is (_, 0x756E6547, 0x6C65746E, 0x49656E69);

    [GeneratedRegex(@"torch\.(?:addmm\((?<bias>\w+), (?<left>\w+), (?<right>\w+), beta=1\.0, alpha=1\.0|mm\((?<left>\w+), (?<right>\w+)), out=(?<out>\w+)\)")]
    private static partial Regex Call();
}
