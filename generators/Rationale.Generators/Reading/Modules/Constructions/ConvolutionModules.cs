using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Conv1d, Conv2d and ConvTranspose2d.</summary>
internal static class ConvolutionModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["Conv1d"] = ConvOfSequences,
        ["Conv2d"] = Conv,
        ["ConvTranspose2d"] = ConvTranspose,
    };

    private static ModuleValue Conv(CallSite site)
    {
        var (channels, filters, groups, bias) = Read(site);
        var (height, width) = site.Size("kernel_size");
        var (stride, dilation) = (site.Square("stride", 1, 1), site.Square("dilation", 1, 1));
        var window = new Window(height, width, stride, Padding(site, (height, width), stride, dilation), dilation);
        return new LayerModule((input, at, call) => Applied(input, at, channels, image => image.Then(new ConvLayer(filters, window, groups, bias, Initialization.PyTorchDefault), call)))
        {
            // Filters are the first dimension of the tensor, and groups stand before them.
            Parameters = Tensors(
                groups == 1
                    ? new TensorParameter("weight", EquatableArray.Create(filters, channels, height, width), EquatableArray.Create(2, 3, 1, 0))
                    : new TensorParameter("weight", EquatableArray.Create(groups, filters / groups, channels / groups, height, width), EquatableArray.Create(0, 3, 4, 2, 1)),
                bias,
                filters),
        };
    }

    /// <summary>The convolution of images of height one; padding is written out, because windows of images pad above and below as well.</summary>
    private static ModuleValue ConvOfSequences(CallSite site)
    {
        var (channels, filters, groups, bias) = Read(site);
        var (width, stride, dilation) = (site.Count("kernel_size"), site.Count("stride", 1), site.Count("dilation", 1));
        var padding = Padding(site, (width, width), stride, dilation);
        var layer = new ConvLayer(filters, new Window(1, width, stride, 0, dilation), groups, bias, Initialization.PyTorchDefault);
        return new LayerModule((input, at, call) =>
        {
            SequencePools.Require(input, channels, at);
            return SequencePools.AsImage(padding > 0 ? input.Plain().Then(new PadLayer(1, padding, padding)) : input.Plain(), at, image => image.Then(layer, call));
        })
        {
            Parameters = Tensors(
                groups == 1
                    ? new TensorParameter("weight", EquatableArray.Create(filters, channels, 1, width), EquatableArray.Create(2, 3, 1, 0))
                    : new TensorParameter("weight", EquatableArray.Create(groups, filters / groups, channels / groups, 1, width), EquatableArray.Create(0, 3, 4, 2, 1)),
                bias,
                filters),
        };
    }

    private static ModuleValue ConvTranspose(CallSite site)
    {
        var (channels, filters, groups, bias) = Read(site);
        var (height, width) = site.Size("kernel_size");
        var window = new Window(height, width, site.Square("stride", 1, 1), site.Square("padding", 0, 0), site.Square("dilation", 1, 1));
        var outputPadding = site.Square("output_padding", 0, 0);
        return new LayerModule((input, at, call) => Applied(
            input, at, channels, image => image.Then(new ConvTransposeLayer(filters, window, outputPadding, groups, bias, Initialization.PyTorchDefault), call)))
        {
            // Here channels are the first dimension of the tensor.
            Parameters = Tensors(
                groups == 1
                    ? new TensorParameter("weight", EquatableArray.Create(channels, filters, height, width), EquatableArray.Create(2, 3, 1, 0))
                    : new TensorParameter("weight", EquatableArray.Create(groups, channels / groups, filters / groups, height, width), EquatableArray.Create(0, 3, 4, 2, 1)),
                bias,
                filters),
        };
    }

    private static (int Channels, int Filters, int Groups, bool Bias) Read(CallSite site)
    {
        DataTypes.Check(site);
        site.Require("padding_mode", site.Integer("padding_mode", 0) == 0, "is not PaddingModes.Zeros, but layers pad with zeros");
        var (channels, filters, groups) = (site.Count("in_channels|inputChannel"), site.Count("out_channels|outputChannel"), site.Count("groups", 1));
        site.Require("groups", channels % groups == 0 && filters % groups == 0, $"does not divide {channels} and {filters} channels");
        return (channels, filters, groups, site.Flag("bias", true));
    }

    /// <summary>A number, or the member of the enum that stands for none or for as much as keeps the size.</summary>
    private static int Padding(CallSite site, (int Height, int Width) kernel, int stride, int dilation)
    {
        if (site.TypeName("padding") != "TorchSharp.Padding")
        {
            return site.Square("padding", 0, 0);
        }

        if (site.Integer("padding") == 0)
        {
            return 0;
        }

        site.Require("padding", stride == 1 && kernel.Height == kernel.Width && kernel.Height % 2 == 1, "keeps the size only where the stride is 1 and the filters are square with an odd side");
        return dilation * (kernel.Height - 1) / 2;
    }

    private static IReadOnlyList<TensorParameter> Tensors(TensorParameter weight, bool bias, int filters) => bias ? [weight, TensorParameter.Vector("bias", filters)] : [weight];

    private static TensorValue Applied(TensorValue input, Microsoft.CodeAnalysis.IOperation at, int channels, Func<TensorValue, TensorValue> apply) =>
        input.Shape.Count == 3 && input.Shape[0] == channels
            ? CallSite.Fit(at, () => apply(input.Images()))
            : throw new NotUnderstoodException(
                RuleIds.ModuleShapesDoNotFit,
                at.Syntax,
                $"takes images of {channels} channels, channels×height×width, but gets examples of shape {ShapeException.Format(input.Shape)}");
}
