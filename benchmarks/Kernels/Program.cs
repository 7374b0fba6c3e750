// Prints, for each form of the matrix product and the shapes that small networks have, the speed of one core and its share of the machine's peak.
// An argument filters the forms by name, a second one the convolutions by theirs ("5x5"); "conv-forward",
// "conv-input", "conv-weight", "pool" and "batched" are those of images and attention, "passes" is all other kernels.
using System.Globalization;
using Rationale.Benchmarks.Kernels;
using Rationale.Kernels;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string filter = args.Length > 0 ? args[0] : "";
double peak = Peak.Operations / Clock.Best(() => Peak.Run());
Console.WriteLine($"peak {peak / 1e9:F0} GF/s");
if ("passes".Contains(filter, StringComparison.Ordinal))
{
    Passes.Print();
}

Convolutions.Print(peak, filter, args.Length > 1 ? args[1] : "");
if ("pool".Contains(filter, StringComparison.Ordinal))
{
    Convolutions.PrintPooling();
}

if ("batched".Contains(filter, StringComparison.Ordinal))
{
    Convolutions.PrintBatched();
}

(int K, int N)[] layers = [(784, 50), (50, 30), (30, 10), (784, 512), (512, 256), (2, 50), (30, 64), (64, 64)];
foreach (string form in new[] { "packed", "bias", "bias-relu", "gate", "weight-gradient", "pack", "pack-transposed" })
{
    if (!form.Contains(filter, StringComparison.Ordinal))
    {
        continue;
    }

    foreach (int m in new[] { 64, 128 })
    {
        foreach ((int k, int n) in layers)
        {
            double seconds = Measure(form, m, k, n);
            double operations = 2.0 * m * k * n;
            Console.WriteLine(form.StartsWith("pack-", StringComparison.Ordinal) || form == "pack"
                ? $"{form,-16} {k,4} x {n,4}        {seconds * 1e6,9:F2} µs  {k * (double)n * 4 / seconds / 1e9,6:F1} GB/s"
                : $"{form,-16} {m,4} x {k,4} x {n,4} {seconds * 1e6,9:F2} µs  {operations / seconds / 1e9,6:F1} GF/s  {100 * operations / seconds / peak,4:F0} %");
        }
    }
}

static double Measure(string form, int m, int k, int n)
{
    float[] a = Clock.Numbers(m * k), b = Clock.Numbers(k * n), c = new float[m * n], bias = Clock.Numbers(n), gate = Clock.Numbers(m * n), delta = Clock.Numbers(m * n), weight = new float[k * n];
    float[] packed = new float[GemmKernels.PackedLength(k, n)];
    GemmKernels.Pack<float>(b, packed, k, n, false);
    return Clock.Best(form switch
    {
        "packed" => () => GemmKernels.MultiplyPacked<float>(a, packed, c, m, k, n, false),
        "bias" => () => GemmKernels.MultiplyPackedBias<float>(a, packed, bias, c, m, k, n),
        "bias-relu" => () => GemmKernels.MultiplyPackedBiasRelu<float>(a, packed, bias, c, m, k, n),
        "gate" => () => GemmKernels.MultiplyPackedReluBackward<float>(a, packed, gate, c, m, k, n, 0),
        "weight-gradient" => () => GemmKernels.MultiplyTransposedLeft<float>(a, delta, weight, k, m, n, false),
        "pack" => () => GemmKernels.Pack<float>(b, packed, k, n, false),
        _ => () => GemmKernels.Pack<float>(b, packed, k, n, true),
    });
}
