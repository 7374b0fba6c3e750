using System.Numerics;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Kernel = Rationale.Kernels.Convolution;
using Sizes = Rationale.Kernels.ConvolutionGeometry;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of convolutions and their adjoints.</summary>
internal static class ConvolutionKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<PackFilters>((pack, instruction) =>
        {
            var (filters, panels, sizes) = (instruction.Inputs[0], instruction.Output, SizesOf(pack.Geometry));
            return pack.Transposed
                ? frame => Kernel.PackTransposed(frame.Read(filters), frame.Write(panels), sizes)
                : frame => Kernel.Pack(frame.Read(filters), frame.Write(panels), sizes);
        });
        table.Add<PanelConvolution>(Forward<T>);
        table.Add<PanelConvolutionInputGradient>(Input<T>);
        table.Add<ConvolutionWeightGradient>((weight, instruction) =>
        {
            var (x, y, filters, accumulate) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, instruction.Accumulate);
            var sizes = SizesOf(ConvolutionGeometry.Of(weight.Convolution, x.Shape));
            return frame => Kernel.WeightGradient(frame.Read(x), frame.Read(y), frame.Write(filters), frame.Rows, sizes, accumulate);
        });
    }

    private static KernelCall<T> Forward<T>(PanelConvolution convolution, Instruction instruction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, panels, y, sizes) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, SizesOf(convolution.Geometry));
        var extra = instruction.Inputs.Count > 2 ? instruction.Inputs[2] : null!;
        var below = T.CreateChecked(convolution.Below);
        return convolution.Epilogue switch
        {
            Epilogue.None => frame => Kernel.Forward(frame.Read(x), frame.Read(panels), frame.Write(y), frame.Rows, sizes),
            Epilogue.Bias => frame => Kernel.ForwardBias(frame.Read(x), frame.Read(panels), frame.Read(extra), frame.Write(y), frame.Rows, sizes),
            Epilogue.BiasRelu => frame => Kernel.ForwardBiasRelu(frame.Read(x), frame.Read(panels), frame.Read(extra), frame.Write(y), frame.Rows, sizes),
            _ => frame => Kernel.ForwardReluBackward(frame.Read(x), frame.Read(panels), frame.Read(extra), frame.Write(y), frame.Rows, sizes, below),
        };
    }

    private static KernelCall<T> Input<T>(PanelConvolutionInputGradient convolution, Instruction instruction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (y, panels, x, sizes) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, SizesOf(convolution.Geometry));
        if (convolution.Epilogue == Epilogue.None)
        {
            return frame => Kernel.InputGradient(frame.Read(y), frame.Read(panels), frame.Write(x), frame.Rows, sizes);
        }

        var (gate, below) = (instruction.Inputs[2], T.CreateChecked(convolution.Below));
        return frame => Kernel.InputGradientReluBackward(frame.Read(y), frame.Read(panels), frame.Read(gate), frame.Write(x), frame.Rows, sizes, below);
    }

    private static Sizes SizesOf(ConvolutionGeometry geometry)
    {
        var window = geometry.Window;
        return new Sizes(
            geometry.Height, geometry.Width, geometry.Channels, geometry.OutHeight, geometry.OutWidth, geometry.Filters, window.Height, window.Width,
            window.Stride, window.Stride, window.Padding, window.Padding, window.Dilation, window.Dilation, geometry.Groups);
    }
}
