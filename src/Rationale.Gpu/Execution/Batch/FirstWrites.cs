using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>Lets what adds to a sum first write it instead, so that the sum need not be cleared before, nor read.</summary>
internal static class FirstWrites
{
    /// <summary>The launches with such calls, and the ranges that must still be cleared.</summary>
    /// <param name="launches">The launches of a pass.</param>
    /// <param name="sums">The ranges that the pass fills.</param>
    public static (IReadOnlyList<BatchLaunch> Launches, IReadOnlyList<SumRange> Cleared) Apply(IReadOnlyList<BatchLaunch> launches, IReadOnlyList<SumRange> sums)
    {
        var (touched, written) = (new List<SumRange>(), new List<SumRange>());
        IReadOnlyList<BatchLaunch> result = [.. launches.Select(launch => launch with { Calls = [.. launch.Calls.Select(call => First(call, touched, written))] })];
        return (result, [.. sums.SelectMany(sum => Without(sum, written))]);
    }

    private static KernelCall First(KernelCall call, List<SumRange> touched, List<SumRange> written)
    {
        foreach (var operand in call.Arguments.OfType<OperandArgument>().Where(argument => argument.Operand.Region is Region.Accumulator or Region.CommonSum))
        {
            // The parts of a tiled gradient are added when the pass has ended, after others may have added theirs.
            var range = new SumRange(operand.Operand.Offset, operand.Operand.Shape.Length);
            if (operand.IsWritten && call.Method != "WeightGradient" && call.Arguments.OfType<FlagArgument>().Any(IsAdding) && !touched.Exists(earlier => earlier.Start < range.Start + range.Length && range.Start < earlier.Start + earlier.Length))
            {
                written.Add(range);
                call = call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => argument is FlagArgument flag && IsAdding(flag) ? flag with { Value = false } : argument)) };
            }

            touched.Add(range);
        }

        return call;
    }

    private static bool IsAdding(FlagArgument flag) => flag is { Parameter: "accumulate", Value: true };

    private static IEnumerable<SumRange> Without(SumRange sum, IEnumerable<SumRange> written)
    {
        var start = sum.Start;
        foreach (var range in written.Where(range => range.Start >= sum.Start && range.Start < sum.Start + sum.Length).OrderBy(range => range.Start))
        {
            if (range.Start > start)
            {
                yield return new SumRange(start, range.Start - start);
            }

            start = range.Start + range.Length;
        }

        if (start < sum.Start + sum.Length)
        {
            yield return new SumRange(start, sum.Start + sum.Length - start);
        }
    }
}
