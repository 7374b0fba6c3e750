using Rationale.Gpu.Execution;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Which gates are opened by the bits that a product has left: those over the same value as a matrix of the same columns, until something else is written there.</summary>
public class GateMasksTests
{
    private static readonly Operand Value = new(Region.Tile, 8, Shape.PerExample(12), "h");

    [Fact]
    public void Bits_open_gates_over_the_same_rows_until_their_value_is_gone()
    {
        KernelCall rectifier = Call("MultiplyPackedBiasRelu", "c", Value, 4), gate = Call("MultiplyPackedReluBackward", "gate", Value, 4), flat = Call("MultiplyPackedReluBackward", "gate", Value, 12);
        var masks = new GateMasks([gate, flat]);
        Assert.True(masks.AreWanted(rectifier));
        Assert.False(new GateMasks([flat]).AreWanted(rectifier));
        masks.Follow([rectifier]);
        masks.Add(rectifier, 64);
        Assert.Equal((64, 0), ((int)masks.Of(gate), (int)masks.Of(flat)));
        masks.Follow([Call("MultiplyPackedBias", "c", Value with { Offset = 19, Shape = Shape.PerExample(1) }, 1)]);
        Assert.Equal(0, masks.Of(gate));
    }

    private static KernelCall Call(string method, string parameter, Operand operand, int columns) =>
        KernelCall.Create("GemmKernels", method, new OperandArgument(parameter, operand, IsWritten: parameter == "c"), new ExtentArgument("n", columns));
}
