using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>The launches of the benchmark's steps: what blocks do not wait for is not touched by others, sums are written before they are added to, and the parts of a gradient are one product.</summary>
public class BatchProgramTests
{
    public static TheoryData<string> Rows => [.. BenchmarkRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void No_value_stands_where_its_launch_uses_another(string row)
    {
        foreach (var launch in Create(row).Passes.SelectMany(pass => pass))
        {
            var operands = Operands(launch).Where(argument => argument.Operand.Region == Region.Tile).ToList();
            foreach (var written in operands.Where(argument => argument.IsWritten))
            {
                foreach (var other in operands.Where(argument => argument.Operand.Label != written.Operand.Label && Overlap(argument.Operand, written.Operand)))
                {
                    // In a chain, where every example's elements are its block's alone.
                    Assert.Equal((BatchLaunchKind.Chain, written.Operand.Offset, written.Operand.Shape.Length), (launch.Kind, other.Operand.Offset, other.Operand.Shape.Length));
                    Assert.True(written.Operand.Shape.Batched && other.Operand.Shape.Batched);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_sum_is_cleared_or_written_before_it_is_added_to(string row)
    {
        var (program, filled) = (Create(row), new HashSet<int>());
        var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(benchmark => benchmark.Name == row).Model);
        for (var pass = 0; pass < program.Passes.Count; pass++)
        {
            filled.UnionWith(program.Cleared[pass].SelectMany(range => Enumerable.Range(range.Start, range.Length)));
            foreach (var call in program.Passes[pass].SelectMany(launch => launch.Calls))
            {
                foreach (var sum in call.Arguments.OfType<OperandArgument>().Where(argument => argument.IsWritten && argument.Operand.Region is Region.Accumulator or Region.CommonSum).Select(argument => argument.Operand))
                {
                    var adds = call.Arguments.OfType<FlagArgument>().Any(flag => flag is { Parameter: "accumulate", Value: true });
                    Assert.Equal(adds, Enumerable.Range(sum.Offset, sum.Shape.Length).All(filled.Contains));
                    filled.UnionWith(Enumerable.Range(sum.Offset, sum.Shape.Length));
                }
            }

            Assert.All(schedule.Passes[pass].Sums, sum => Assert.True(Enumerable.Range(sum.Start, sum.Length).All(filled.Contains)));
        }
    }

    [Fact]
    public void The_parts_of_a_gradient_are_one_product_over_twice_the_examples()
    {
        var products = Create("gpu-rrr-784-512-256-10").Passes[0].Where(launch => launch.Kind == BatchLaunchKind.Product).Select(launch => launch.Calls[0]).Where(call => call.Method == "MultiplyTransposedLeft").ToList();
        Assert.Equal([(512, 512, 256), (784, 512, 512)], products.Select(call => (Size(call, "m"), Size(call, "k"), Size(call, "n"))).Order());
        Assert.All(products, call => Assert.DoesNotContain(call.Arguments.OfType<FlagArgument>(), flag => flag.Value));

        static int Size(KernelCall call, string name) => call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == name).Extent.For(256);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1055, 1)]
    [InlineData(1056, 2)]
    [InlineData(4096, 4)]
    [InlineData(4099, 1)]
    public void A_block_takes_as_many_examples_as_divide_the_batch_and_leave_no_block_idle(int examples, int expected) => Assert.Equal(expected, ChainRule.ExamplesOfTile(examples));

    private static BatchProgram Create(string row)
    {
        var (_, batch, _, model) = BenchmarkRows.All.Single(benchmark => benchmark.Name == row);
        return BatchProgram.Create(BenchmarkRows.Step(model), batch, call => Products<float>.IsLarge(call, batch) || ConvolutionTiles.For(call, batch) is { } tiles && GpuCost.IsTiled(tiles));
    }

    private static IEnumerable<OperandArgument> Operands(BatchLaunch launch) => launch.Calls.SelectMany(call => call.Arguments.OfType<OperandArgument>());

    private static bool Overlap(Operand one, Operand other) => one.Offset < other.Offset + Length(other) && other.Offset < one.Offset + Length(one);

    /// <summary>Elements of an example; parts of a sum are as many as the sum has, for each tile.</summary>
    private static int Length(Operand operand) => operand.Shape.Batched ? operand.Shape.Length : operand.Shape.Dimensions.Skip(1).Aggregate(1, (product, extent) => product * extent);
}
