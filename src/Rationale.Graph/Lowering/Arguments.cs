using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering;

/// <summary>The words in which lowering rules write arguments.</summary>
internal static class Arguments
{
    /// <summary>The elements of an input, read.</summary>
    public static KernelArgument Read(this Instruction instruction, int input, string parameter) => new OperandArgument(parameter, instruction.Inputs[input], IsWritten: false);

    /// <summary>The elements of the result, written.</summary>
    public static KernelArgument Write(this Instruction instruction, string parameter) => new OperandArgument(parameter, instruction.Output, IsWritten: true);

    /// <summary>Whether the result is added to what is there.</summary>
    public static KernelArgument Accumulate(this Instruction instruction) => Flag("accumulate", instruction.Accumulate);

    /// <summary>A size.</summary>
    public static KernelArgument Size(string parameter, Extent extent) => new ExtentArgument(parameter, extent);

    /// <summary>The examples of the tile.</summary>
    public static KernelArgument Examples() => Size("examples", Extent.Examples);

    /// <summary>The number of images, of kernels over images: one for each example.</summary>
    public static KernelArgument Images() => Size("images", Extent.Examples);

    /// <summary>A number of the elements' own type.</summary>
    public static KernelArgument Number(string parameter, double value) => new NumberArgument(parameter, value);

    /// <summary>A choice between two forms of a kernel.</summary>
    public static KernelArgument Flag(string parameter, bool value) => new FlagArgument(parameter, value);

    /// <summary>Dimensions, or their order.</summary>
    public static KernelArgument Dimensions(string parameter, EquatableArray<int> dimensions) => new DimensionsArgument(parameter, dimensions);

    /// <summary>How a small value is repeated over a full one, as the kernels that repeat and reduce are told.</summary>
    public static KernelArgument[] Repetition(Shape small, Shape full)
    {
        var pattern = BroadcastPattern.Find(small, full) ?? throw new InvalidOperationException($"{small} cannot be repeated to {full} in one block.");
        return
        [
            Size("outer", pattern.BatchInMiddle ? pattern.Outer : Extent.From(full, pattern.Outer)),
            Size("middle", pattern.BatchInMiddle ? Extent.From(full, pattern.Middle) : pattern.Middle),
            Size("inner", pattern.Inner),
        ];
    }
}
