using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Convolutions and their adjoints.</summary>
internal static class ConvolutionLowering
{
    private const string Kernels = "Convolution";

    public static void Register(LoweringTable table)
    {
        table.Add<PackFilters>((pack, i) => KernelCall.Of(
            Kernels, pack.Transposed ? "PackTransposed" : "Pack", i.Read(0, "weights"), i.Write("packed"), Sizes(pack.Geometry)));
        table.Add<PanelConvolution>((convolution, i) => Panels(
            i, "Forward", i.Read(0, "x"), i.Read(1, "packed"), i.Write("y"), convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<PanelConvolutionInputGradient>((convolution, i) => Panels(
            i, "InputGradient", i.Read(0, "dy"), i.Read(1, "packedTransposed"), i.Write("dx"), convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<ConvolutionWeightGradient>((weight, i) => KernelCall.Of(
            Kernels,
            "WeightGradient",
            i.Read(0, "x"),
            i.Read(1, "dy"),
            i.Write("dw"),
            Examples(),
            Sizes(ConvolutionGeometry.Of(weight.Convolution, i.Inputs[0].Shape)),
            i.Accumulate()));
    }

    private static KernelCall Panels(
        Instruction i, string method, KernelArgument input, KernelArgument panels, KernelArgument result, ConvolutionGeometry sizes, Epilogue epilogue, double below) => epilogue switch
        {
            Epilogue.None => KernelCall.Of(Kernels, method, input, panels, result, Examples(), Sizes(sizes)),
            Epilogue.ReluBackward => KernelCall.Of(Kernels, method + "ReluBackward", input, panels, i.Read(2, "gate"), result, Examples(), Sizes(sizes), Number("below", below)),
            _ => KernelCall.Of(Kernels, method + epilogue, input, panels, i.Read(2, "bias"), result, Examples(), Sizes(sizes)),
        };

    private static KernelArgument Sizes(ConvolutionGeometry sizes) => new GeometryArgument("g", KernelGeometry.Of(sizes));
}
