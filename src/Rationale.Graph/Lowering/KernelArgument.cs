using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering;

/// <summary>One argument of a kernel call, in the order and under the name of the kernel's parameters.</summary>
/// <param name="Parameter">Name of the parameter.</param>
internal abstract record KernelArgument(string Parameter);

/// <summary>The elements of a value. Those of <see cref="Region.Labels"/> are integers, all others floating point.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Operand">The value in its place.</param>
/// <param name="IsWritten">Whether the kernel writes it; otherwise it only reads.</param>
internal sealed record OperandArgument(string Parameter, Operand Operand, bool IsWritten) : KernelArgument(Parameter);

/// <summary>A size.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Extent">The size.</param>
internal sealed record ExtentArgument(string Parameter, Extent Extent) : KernelArgument(Parameter);

/// <summary>An integer of 32 bits without a sign, such as what hashes are compared with.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The number.</param>
internal sealed record BitsArgument(string Parameter, uint Value) : KernelArgument(Parameter);

/// <summary>A number of the elements' own type.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The number.</param>
internal sealed record NumberArgument(string Parameter, double Value) : KernelArgument(Parameter);

/// <summary>A number in double precision, whatever the elements are.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The number.</param>
internal sealed record DoubleArgument(string Parameter, double Value) : KernelArgument(Parameter);

/// <summary>A choice between two forms of a kernel.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The choice.</param>
/// <param name="IsOptional">Whether the kernel's parameter has the default false.</param>
internal sealed record FlagArgument(string Parameter, bool Value, bool IsOptional = false) : KernelArgument(Parameter);

/// <summary>Dimensions, or their order.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Dimensions">The list.</param>
internal sealed record DimensionsArgument(string Parameter, EquatableArray<int> Dimensions) : KernelArgument(Parameter);

/// <summary>A structure of sizes that several calls share.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Geometry">The structure.</param>
internal sealed record GeometryArgument(string Parameter, KernelGeometry Geometry) : KernelArgument(Parameter);

/// <summary>What the executor says of the tile that runs.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">Which of the tile's values.</param>
internal sealed record TileArgument(string Parameter, TileValue Value) : KernelArgument(Parameter);

/// <summary>What the executor says of the tile that runs.</summary>
internal enum TileValue
{
    /// <summary>The seed of everything that is drawn.</summary>
    Seed,

    /// <summary>The number of the step.</summary>
    Step,

    /// <summary>The index of the tile's first example in the batch.</summary>
    FirstExample,

    /// <summary>The first example of the batch, whatever the tile: for what is drawn once for all examples.</summary>
    FirstOfBatch,
}
