using Rationale.Gpu.Execution;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Launches around the passes have every call once, and those that touch one place in their order.</summary>
public class LaunchPartsTests
{
    [Fact]
    public void Calls_that_touch_one_place_keep_their_order()
    {
        var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == "gpu-rrr-resnet-small").Model);
        var lowering = new BlockLowering(schedule);
        foreach (var part in new[] { schedule.Prologue, schedule.Passes[^1].Epilogue })
        {
            KernelCall[] calls = [.. part.SelectMany(lowering.Lower)];
            var launches = LaunchParts.Around(calls, _ => false);
            var places = new Dictionary<KernelCall, int>(launches.SelectMany(launch => launch).Select(KeyValuePair.Create), ReferenceEqualityComparer.Instance);
            Assert.Equal(calls.Length, places.Count);
            for (var later = 0; later < calls.Length; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    Assert.True(!Touch(calls[earlier], calls[later]) || places[calls[earlier]] < places[calls[later]]);
                }
            }

            // One launch for each layer and step of it would be several times as many.
            Assert.True(launches.Count * 12 < calls.Length);
        }
    }

    /// <summary>Whether one call writes elements that the other reads or writes.</summary>
    private static bool Touch(KernelCall one, KernelCall other) =>
        Operands(one).Any(first => Operands(other).Any(second => (first.IsWritten || second.IsWritten) && Overlap(first.Operand, second.Operand)));

    private static IEnumerable<OperandArgument> Operands(KernelCall call) => call.Arguments.OfType<OperandArgument>();

    private static bool Overlap(Operand one, Operand other) =>
        one.Region == other.Region && Math.Max(one.Offset, other.Offset) < Math.Min(one.Offset + one.Shape.Length, other.Offset + other.Shape.Length);
}
