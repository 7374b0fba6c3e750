using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>The operators over images in every geometry: square or not, strided, padded, dilated, grouped, depthwise, of one element, larger than the image.</summary>
internal static class ImageCases
{
    private static readonly (string Name, int[] Image, ConvolutionOp Convolution)[] Convolutions =
    [
        ("3×3", [5, 4, 2], new(new Window(3, 3), 3)),
        ("1×1", [3, 4, 3], new(new Window(1, 1), 2)),
        ("1×1, stride 2", [5, 4, 2], new(new Window(1, 1, 2), 3)),
        ("3×2", [4, 5, 2], new(new Window(3, 2), 2)),
        ("1×3, padding 1", [3, 4, 1], new(new Window(1, 3, 1, 1), 2)),
        ("padding 1", [4, 3, 2], new(new Window(3, 3, 1, 1), 2)),
        ("padding as wide as the window", [2, 3, 1], new(new Window(2, 2, 1, 2), 2)),
        ("stride 2", [5, 6, 2], new(new Window(3, 3, 2), 2)),
        ("stride 2, padding 1", [5, 4, 2], new(new Window(3, 3, 2, 1), 3)),
        ("stride 3 beyond the window", [7, 5, 1], new(new Window(2, 2, 3), 2)),
        ("dilation 2", [6, 5, 1], new(new Window(3, 2, 1, 0, 2), 2)),
        ("stride 2, padding 2, dilation 2", [5, 6, 1], new(new Window(3, 3, 2, 2, 2), 2)),
        ("2 groups", [4, 3, 4], new(new Window(2, 2), 6, 2)),
        ("2 groups, stride 2, padding 1", [4, 5, 2], new(new Window(3, 3, 2, 1), 4, 2)),
        ("depthwise", [4, 4, 3], new(new Window(3, 3, 1, 1), 3, 3)),
        ("depthwise, stride 2, dilation 2", [6, 5, 2], new(new Window(2, 2, 2, 1, 2), 2, 2)),
        ("depthwise with two filters a channel", [3, 4, 2], new(new Window(2, 2), 4, 2)),
        ("window over the whole image", [3, 2, 2], new(new Window(3, 2), 3)),
        ("one channel, one filter", [4, 4, 1], new(new Window(2, 2), 1)),
        ("more filters than a panel", [2, 3, 2], new(new Window(2, 2), 17)),
        ("an image of one pixel", [1, 1, 3], new(new Window(3, 3, 1, 1), 2)),
    ];

    private static readonly (string Name, int[] Image, Window Window)[] Pools =
    [
        ("2×2", [4, 4, 2], new(2, 2, 2)),
        ("2×2 with a rest", [5, 3, 2], new(2, 2, 2)),
        ("3×2, stride 1", [4, 3, 1], new(3, 2)),
        ("3×3, stride 2, padding 1", [5, 4, 2], new(3, 3, 2, 1)),
        ("1×1, stride 2", [3, 4, 2], new(1, 1, 2)),
        ("2×2, stride 3", [5, 6, 1], new(2, 2, 3)),
        ("the whole image", [3, 2, 3], new(3, 2)),
        ("adaptive", [5, 7, 2], new AdaptiveWindow(2, 3)),
        ("adaptive, numbers that divide", [4, 6, 1], new AdaptiveWindow(2, 3)),
        ("adaptive, to a larger image", [2, 3, 2], new AdaptiveWindow(3, 4)),
    ];

    private static readonly (string Name, int[] Image, ConvolutionOp Convolution, Window Pool)[] Pooled =
    [
        ("", [6, 7, 2], new(new Window(3, 3), 3), new(2, 2, 2)),
        (" of many channels", [5, 5, 8], new(new Window(3, 3), 2), new(2, 2, 2)),
        (" of windows apart", [4, 5, 9], new(new Window(2, 3, 1, 1), 3), new(2, 2, 3)),
        (" of windows of 3×2", [5, 4, 8], new(new Window(2, 3, 1, 1), 2), new(3, 2, 3)),
    ];

    private static readonly (string Name, int[] Image, int Height, int Width)[] Sizes =
    [
        ("larger", [2, 3, 2], 5, 4),
        ("doubled", [2, 2, 1], 4, 4),
        ("smaller", [5, 4, 2], 2, 3),
        ("larger and smaller", [2, 5, 1], 3, 2),
        ("of one pixel", [1, 1, 3], 2, 3),
        ("to one pixel", [3, 4, 1], 1, 1),
        ("the same", [2, 3, 1], 2, 3),
    ];

    public static IReadOnlyDictionary<string, Func<CaseBuilder, Node>> All { get; } = Make();

    private static Dictionary<string, Func<CaseBuilder, Node>> Make()
    {
        var all = new Dictionary<string, Func<CaseBuilder, Node>>();
        foreach (var (name, image, convolution) in Convolutions)
        {
            var geometry = ConvolutionSizes.From(convolution, Shape.PerExample(image));
            int[] result = [geometry.OutHeight, geometry.OutWidth, geometry.Filters];
            all[$"Convolution, {name}"] = c => Convolve(c, image, convolution);
            all[$"ConvolutionInputGradient, {name}"] = c =>
                c.Builder.Apply(new ConvolutionInputGradientOp(convolution, Shape.PerExample(image)), c.Batched(-1, 1, result), c.Whole(-1, 1, geometry.WeightLength));
            all[$"ConvolutionWeightGradient, {name}"] = c =>
                c.Builder.Apply(new ConvolutionWeightGradientOp(convolution, Shape.Unbatched(geometry.WeightLength)), c.Batched(-1, 1, image), c.Batched(-1, 1, result));
        }

        foreach (var (name, image, window) in Pools)
        {
            var (height, width) = window.Over(image[0], image[1]);
            int[] result = [height, width, image[2]];
            all[$"MaxPool, {name}"] = c => c.Builder.Apply(new MaxPoolOp(window), c.Batched(-1, 1, image));
            all[$"MaxPoolBackward, {name}"] = c => c.Builder.Apply(new MaxPoolBackwardOp(window), c.Batched(-1, 1, image), c.Batched(-1, 1, result));
            all[$"MaxPoolGather, {name}"] = c => c.Builder.Apply(new MaxPoolGatherOp(window), c.Batched(-1, 1, image), c.Batched(-1, 1, image));
            all[$"AvgPool, {name}"] = c => c.Builder.Apply(new AvgPoolOp(window), c.Batched(-1, 1, image));
            all[$"AvgPoolBackward, {name}"] = c => c.Builder.Apply(new AvgPoolBackwardOp(window, Shape.PerExample(image)), c.Batched(-1, 1, result));
        }

        foreach (var kind in Enum.GetValues<ResizeKind>())
        {
            foreach (var (name, image, height, width) in Sizes)
            {
                all[$"Resize {kind}, {name}"] = c => c.Builder.Apply(new ResizeOp(kind, height, width), c.Batched(-1, 1, image));
                all[$"ResizeBackward {kind}, {name}"] = c => c.Builder.Apply(new ResizeBackwardOp(kind, Shape.PerExample(image)), c.Batched(-1, 1, height, width, image[2]));
            }
        }

        foreach (var (name, convolution) in new[] { ("", new ConvolutionOp(new Window(2, 3, 1, 1), 4)), (", depthwise", new ConvolutionOp(new Window(2, 2), 2, 2)), (", 2 groups", new ConvolutionOp(new Window(3, 3, 2, 1), 4, 2)) })
        {
            int[] image = [4, 3, 2];
            var geometry = ConvolutionSizes.From(convolution, Shape.PerExample(image));
            all["Convolution with bias" + name] = c => Convolve(c, image, convolution) + c.Whole(-1, 1, convolution.Filters);
            all["Convolution with one bias for all filters" + name] = c => Convolve(c, image, convolution) + c.Whole(-1, 1, 1);
            all["Convolution with bias and rectifier" + name] = c => (Convolve(c, image, convolution) + c.Whole(-1, 1, convolution.Filters)).Relu();
            all["Convolution with gate" + name] = c =>
                Convolve(c, image, convolution).ReluBackward(c.Batched(-1, 1, geometry.OutHeight, geometry.OutWidth, geometry.Filters), 0.2);
            all["Convolution with computed filters" + name] = c =>
                c.Builder.Apply(convolution, c.Batched(-1, 1, image), c.Whole(-1, 1, geometry.WeightLength).Tanh());
            all["ConvolutionInputGradient with gate" + name] = c => c.Builder.Apply(
                    new ConvolutionInputGradientOp(convolution, Shape.PerExample(image)), c.Batched(-1, 1, geometry.OutHeight, geometry.OutWidth, geometry.Filters), c.Whole(-1, 1, geometry.WeightLength))
                .ReluBackward(c.Batched(-1, 1, image), 0.1);
            all["ConvolutionInputGradient with bias" + name] = c => (c.Builder.Apply(
                    new ConvolutionInputGradientOp(convolution, Shape.PerExample(image)), c.Batched(-1, 1, geometry.OutHeight, geometry.OutWidth, geometry.Filters), c.Whole(-1, 1, geometry.WeightLength))
                + c.Whole(-1, 1, image[2])).Relu();
        }

        all["Convolutions that share filters"] = c =>
        {
            var (x, filters, convolution) = (c.Batched(-1, 1, 3, 3, 2), c.Whole(-1, 1, 3, 3, 2, 2), new ConvolutionOp(new Window(3, 3, 1, 1), 2));
            return c.Builder.Apply(convolution, c.Builder.Apply(convolution, x, filters).Tanh(), filters) + x;
        };
        foreach (var (name, image, convolution, pool) in Pooled)
        {
            var geometry = ConvolutionSizes.From(convolution, Shape.PerExample(image));
            all["Pooled convolution" + name] = c =>
                c.Builder.Apply(new MaxPoolOp(pool), Convolve(c, image, convolution) + c.Whole(-1, 1, convolution.Filters)).Relu();
            all["Pooled convolution of a rectifier" + name] = c => c.Builder.Apply(
                new MaxPoolOp(pool), c.Builder.Apply(convolution, c.Batched(-1, 1, image).Relu(), c.Whole(-1, 1, geometry.WeightLength))).Relu();
            all["Pooled convolution of a leaky rectifier" + name] = c => Leaky(c.Builder.Apply(
                new MaxPoolOp(pool), c.Builder.Apply(convolution, Leaky(c.Batched(-1, 1, image)), c.Whole(-1, 1, geometry.WeightLength))));
            foreach (var (behind, activate) in new (string, Func<Node, Node>)[] { ("", y => y), (" and rectifier", y => y.Relu()), (" and leaky rectifier", Leaky) })
            {
                all[$"A gradient through pooled convolution{behind}{name}"] = c =>
                {
                    var x = c.Batched(-1, 1, image);
                    return Functions.GradientOf(activate(c.Builder.Apply(new MaxPoolOp(pool), c.Builder.Apply(convolution, x, c.Whole(-1, 1, geometry.WeightLength)))).Square().SumPerExample(), x, "s");
                };
            }
        }

        all["A gradient through convolution and pooling"] = c =>
        {
            var (x, filters) = (c.Batched(-1, 1, 5, 4, 1), c.Whole(-1, 1, 2, 2, 1, 3));
            var y = c.Builder.Apply(new MaxPoolOp(new Window(2, 2, 2)), c.Builder.Apply(new ConvolutionOp(new Window(2, 2, 1, 1), 3), x, filters).Tanh());
            return Functions.GradientOf(y.Square().SumPerExample(), x, "s");
        };
        return all;
    }

    private static Node Leaky(Node x) => x.ReluBackward(x, 0.2);

    private static Node Convolve(CaseBuilder c, int[] image, ConvolutionOp convolution) =>
        c.Builder.Apply(convolution, c.Batched(-1, 1, image), c.Whole(-1, 1, ConvolutionSizes.From(convolution, Shape.PerExample(image)).WeightLength));
}
