using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Convolutions and their adjoints.</summary>
internal static class ConvolutionLowering
{
    private const string Kernels = "ConvolutionKernels";

    public static void Register(LoweringTable table)
    {
        table.Add<PackFiltersOp>((pack, i) => KernelCall.Create(
            Kernels, pack.Transposed ? "PackTransposed" : "Pack", i.Read(0, "weights"), i.Write("packed"), Sizes(pack.Geometry)));
        table.Add<PanelConvolutionOp>((convolution, i) => Panels(
            i, "Forward", i.Read(0, "x"), i.Read(1, "packed"), i.Write("y"), convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<PanelConvolutionInputGradientOp>((convolution, i) => Panels(
            i, "InputGradient", i.Read(0, "dy"), i.Read(1, "packedTransposed"), i.Write("dx"), convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<ConvolutionWeightGradientOp>((weight, i) => KernelCall.Create(
            Kernels,
            "WeightGradient",
            i.Read(0, "x"),
            i.Read(1, "dy"),
            i.Write("dw"),
            Images(),
            Sizes(ConvolutionSizes.From(weight.Convolution, i.Inputs[0].Shape)),
            i.Accumulate()));
    }

    private static KernelCall Panels(
        Instruction i, string method, KernelArgument input, KernelArgument panels, KernelArgument result, ConvolutionSizes sizes, Epilogue epilogue, double below) => epilogue switch
        {
            Epilogue.None => KernelCall.Create(Kernels, method, input, panels, result, Images(), Sizes(sizes)),
            Epilogue.ReluBackward => KernelCall.Create(Kernels, method + "ReluBackward", input, panels, i.Read(2, "gate"), result, Images(), Sizes(sizes), Number("below", below)),
            _ => KernelCall.Create(Kernels, method + epilogue, input, panels, i.Read(2, "bias"), result, Images(), Sizes(sizes)),
        };

    private static KernelArgument Sizes(ConvolutionSizes sizes) => new GeometryArgument("g", KernelGeometry.From(sizes));
}
