using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>
/// The bits that products leave beside rectified values for the gates of later products, by the place of the values and the columns of the product, which divide the bits into rows; planned in the order in which launches run. What is written over a value ends its bits.
/// </summary>
/// <param name="products">The large products of the plan.</param>
internal sealed class GateMasks(IEnumerable<KernelCall> products)
{
    private readonly HashSet<(Region, int, int)> _wanted = [.. products.Where(IsGate).Select(call => Place(call, "gate"))];
    private readonly Dictionary<(Region Region, int Offset, int Columns), (int Length, nint Mask)> _masks = [];

    /// <summary>How many masks were noted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the call ends with a gate that bits can open: what does not pass becomes zero.</summary>
    public static bool IsGate(KernelCall call) =>
        call is { Class: "GemmKernels", Method: "MultiplyPackedReluBackward" } && call.Arguments.OfType<NumberArgument>().All(number => number.Parameter != "below" || number.Value == 0);

    /// <summary>Whether a gate reads what stands where the call writes, as a matrix of as many columns.</summary>
    public bool AreWanted(KernelCall call) => _wanted.Contains(Place(call, "c"));

    /// <summary>The bits of the gate of a call; 0 where nobody has left any.</summary>
    public nint Of(KernelCall call) => _masks.GetValueOrDefault(Place(call, "gate")).Mask;

    /// <summary>Notes what calls write, in their order.</summary>
    public void Follow(IEnumerable<KernelCall> calls)
    {
        foreach (var written in calls.SelectMany(call => call.Arguments.OfType<OperandArgument>()).Where(argument => argument.IsWritten).Select(argument => argument.Operand))
        {
            foreach (var over in _masks.Where(known => known.Key.Region == written.Region && known.Key.Offset < written.Offset + written.Shape.Length && written.Offset < known.Key.Offset + known.Value.Length).ToList())
            {
                _masks.Remove(over.Key);
            }
        }
    }

    /// <summary>Notes the bits of what a call writes.</summary>
    /// <param name="call">A product.</param>
    /// <param name="mask">Where the bits stand.</param>
    public void Add(KernelCall call, nint mask)
    {
        _masks[Place(call, "c")] = (Operand(call, "c").Shape.Length, mask);
        Count++;
    }

    private static Operand Operand(KernelCall call, string name) => call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand;

    private static (Region, int, int) Place(KernelCall call, string name)
    {
        var operand = Operand(call, name);
        return (operand.Region, operand.Offset, call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == "n").Extent.For(1));
    }
}
