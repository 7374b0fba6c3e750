using Rationale.Kernels;

namespace Rationale.Benchmarks.Kernels;

/// <summary>Convolutions, pooling and batched products at the sizes of small networks.</summary>
internal static class Convolutions
{
    private static readonly (int Size, int Channels, int OutChannels, int Kernel, int Pad, int Stride, int Groups)[] Layers =
    [
        (28, 1, 10, 5, 0, 1, 1), (12, 10, 20, 5, 0, 1, 1), (32, 3, 16, 3, 1, 1, 1), (32, 16, 16, 3, 1, 1, 1), (32, 16, 32, 3, 1, 2, 1), (16, 32, 32, 3, 1, 1, 1),
        (8, 64, 64, 3, 1, 1, 1), (16, 32, 64, 1, 0, 1, 1), (16, 32, 32, 3, 1, 1, 32),
    ];

    public static void Print(double peak, string form, string only)
    {
        foreach (int examples in new[] { 16, 64 })
        {
            foreach (var layer in Layers)
            {
                int size = ConvolutionGeometry.OutSize(layer.Size, layer.Kernel, layer.Stride, 2 * layer.Pad);
                var g = new ConvolutionGeometry(
                    layer.Size, layer.Size, layer.Channels, size, size, layer.OutChannels, layer.Kernel, layer.Kernel, layer.Stride, layer.Stride, layer.Pad, layer.Pad, 1, 1, layer.Groups);
                string name = $"{layer.Kernel}x{layer.Kernel}/{layer.Stride} {layer.Channels}->{layer.OutChannels} on {layer.Size}" + (layer.Groups > 1 ? " depthwise" : "");
                if (name.Contains(only, StringComparison.Ordinal))
                {
                    Layer(name, examples, g, peak, form);
                }
            }
        }
    }

    private static void Layer(string name, int examples, ConvolutionGeometry g, double peak, string form)
    {
        float[] x = Clock.Numbers(examples * g.Height * g.Width * g.Channels), y = Clock.Numbers(examples * g.OutHeight * g.OutWidth * g.OutChannels);
        float[] w = Clock.Numbers(g.KernelHeight * g.KernelWidth * (g.Channels / g.Groups) * g.OutChannels), bias = Clock.Numbers(g.OutChannels), gate = Clock.Numbers(x.Length);
        float[] packed = new float[ConvolutionKernels.PackedLength(g)], transposed = new float[ConvolutionKernels.PackedTransposedLength(g)];
        ConvolutionKernels.Pack<float>(w, packed, g);
        ConvolutionKernels.PackTransposed<float>(w, transposed, g);

        // Products with padding are counted, as everywhere.
        double operations = 2.0 * y.Length * g.KernelHeight * g.KernelWidth * (g.Channels / g.Groups);
        Dictionary<string, Action> forms = new()
        {
            ["conv-forward"] = () => ConvolutionKernels.ForwardBiasRelu<float>(x, packed, bias, y, examples, g),
            ["conv-input"] = () => ConvolutionKernels.InputGradientReluBackward<float>(y, transposed, gate, x, examples, g, 0),
            ["conv-weight"] = () => ConvolutionKernels.WeightGradient<float>(x, y, w, examples, g, false),
        };
        foreach ((string kind, Action action) in forms)
        {
            if (!kind.Contains(form, StringComparison.Ordinal))
            {
                continue;
            }

            double seconds = Clock.Best(action);
            Console.WriteLine($"{kind,-13} {name,-24} rows {examples,3} {seconds * 1e6,9:F2} µs  {operations / seconds / 1e9,6:F1} GF/s  {100 * operations / seconds / peak,4:F0} %");
        }
    }

    /// <summary>Pooling of a batch of 64, and attention's small products.</summary>
    public static void PrintPooling()
    {
        foreach ((PoolGeometry g, string name) in new[]
        {
            (new PoolGeometry(24, 24, 10, 12, 12, 2, 2, 2, 2), "2x2/2 of 24x24x10"), (new PoolGeometry(8, 8, 20, 4, 4, 2, 2, 2, 2), "2x2/2 of 8x8x20"),
            (new PoolGeometry(32, 32, 64, 16, 16, 3, 3, 2, 2, 1, 1), "3x3/2 of 32x32x64"), (new PoolGeometry(8, 8, 64, 1, 1, 8, 8, 8, 8), "global of 8x8x64"),
        })
        {
            const int examples = 64;
            float[] x = Clock.Numbers(examples * g.Height * g.Width * g.Channels), y = Clock.Numbers(examples * g.OutHeight * g.OutWidth * g.Channels), z = Clock.Numbers(x.Length);
            void Line(string kind, Action action)
            {
                double seconds = Clock.Best(action);
                Console.WriteLine($"{kind,-12} {name,-20} {seconds * 1e6,9:F2} µs  {1e9 * seconds / x.Length,6:F3} ns an element of the image");
            }

            Line("pool max", () => PoolingKernels.Max<float>(x, y, examples, g));
            Line("pool gather", () => PoolingKernels.MaxPoolGather<float>(x, z, y, examples, g));
            Line("pool scatter", () => PoolingKernels.MaxPoolBackward<float>(x, y, z, examples, g));
            Line("pool mean", () => PoolingKernels.Average<float>(x, y, examples, g));
            Line("pool spread", () => PoolingKernels.AvgPoolBackward<float>(y, z, examples, g));
        }
    }

    /// <summary>The products of attention: 64 heads of 32 positions and 16 features.</summary>
    public static void PrintBatched()
    {
        const int batch = 64, positions = 32, features = 16;
        float[] q = Clock.Numbers(batch * positions * features), k = Clock.Numbers(q.Length), scores = new float[batch * positions * positions];
        foreach ((string name, Action action) in new (string, Action)[]
        {
            ("q kT", () => GemmKernels.MultiplyBatched<float>(q, k, scores, batch, positions, features, positions, false, true, false)),
            ("s v", () => GemmKernels.MultiplyBatched<float>(scores, k, q, batch, positions, positions, features, false, false, false)),
        })
        {
            double seconds = Clock.Best(action);
            Console.WriteLine($"batched {name,-5} {batch} of {positions}x{features} {seconds * 1e6,9:F2} µs  {2.0 * batch * positions * positions * features / seconds / 1e9,6:F1} GF/s");
        }
    }
}
