using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Lowering;

/// <summary>Instructions that a program runs several times.</summary>
public sealed class RepetitionTests
{
    public static TheoryData<string> Names => [.. RepeatedModels.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Turns_are_the_instructions_of_the_program(string name)
    {
        var found = 0;
        foreach (var instructions in Lists(RepeatedModels.Training(name, 9)))
        {
            var end = 0;
            foreach (var repetition in RepetitionFinder.Find(instructions))
            {
                Assert.InRange(repetition.Start, end, instructions.Count - repetition.Length);
                Assert.Equal(Enumerable.Range(0, repetition.Times), repetition.Stretches.SelectMany(stretch => Enumerable.Range(stretch.First, stretch.Count)));
                end = repetition.Start + repetition.Length;
                for (var turn = 0; turn < repetition.Times; turn++)
                {
                    for (var line = 0; line < repetition.Body.Count; line++)
                    {
                        var calls = repetition.Calls[line].Select(call => InTurn(repetition, call, turn));
                        Assert.Equal(LoweringTable.Lower(instructions[repetition.Start + (turn * repetition.Body.Count) + line]).Select(Unlabeled), calls);
                        found++;
                    }
                }
            }
        }

        Assert.True(found > 100, $"Only {found} instructions are repeated.");
    }

    [Fact]
    public void Turns_that_passes_share_are_the_instructions_of_each()
    {
        var lists = Lists(RepeatedModels.Training("images", 9)).ToList();
        var shared = SharedRepetitions.Find(LoweredInstructions.Lower(lists));
        var (found, inSeveral) = (0, shared.SelectMany(runs => runs.Select(run => run.Repetition).Distinct()).GroupBy(repetition => repetition).Count(group => group.Count() > 1));
        for (var list = 0; list < lists.Count; list++)
        {
            var end = 0;
            foreach (var run in shared[list])
            {
                Assert.InRange(run.Start, end, lists[list].Count - run.Length);
                Assert.InRange(run.Repetition.Shifts.Count, 0, 10);
                Assert.Equal(Enumerable.Range(run.First, run.Times), run.Stretches.SelectMany(stretch => Enumerable.Range(stretch.First, stretch.Count)));
                end = run.Start + run.Length;
                for (var index = 0; index < run.Length; index++)
                {
                    var (turn, line) = (run.First + (index / run.Repetition.Body.Count), index % run.Repetition.Body.Count);
                    Assert.Equal(LoweringTable.Lower(lists[list][run.Start + index]).Select(Unlabeled), run.Repetition.Calls[line].Select(call => InTurn(run.Repetition, call, turn)));
                    found++;
                }
            }
        }

        // Most of what passes compute is what the passes before them compute.
        Assert.InRange(found, lists.Sum(list => list.Count) / 2, int.MaxValue);
        Assert.InRange(inSeveral, 10, int.MaxValue);
    }

    /// <summary>Only so can a loop write what it goes through.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Places_of_a_loop_move_by_one_step(string name)
    {
        var loops = Lists(RepeatedModels.Training(name, 9)).SelectMany(RepetitionFinder.Find)
            .SelectMany(repetition => repetition.Stretches.Where(stretch => stretch.Count > 2), (repetition, stretch) => (repetition, stretch)).ToList();
        Assert.NotEmpty(loops);
        foreach (var (repetition, stretch) in loops)
        {
            Assert.All(repetition.Shifts, shift => Assert.Single(Enumerable.Range(stretch.First, stretch.Count - 1).Select(turn => shift.Values[turn + 1] - shift.Values[turn]).Distinct()));
        }
    }

    [Theory]
    [InlineData("layers")]
    [InlineData("residual")]
    [InlineData("tokens")]
    [InlineData("classes")]
    public void What_is_written_does_not_grow_with_the_turns(string name) =>
        Assert.InRange(Written(name, 120), 1, Written(name, 60));

    [Fact]
    public void Unequal_layers_are_not_a_repetition()
    {
        var schedule = RepeatedModels.Training("residual", 1);

        Assert.All(Lists(schedule), instructions => Assert.Empty(RepetitionFinder.Find(instructions)));
    }

    /// <summary>A stage that walked over all that came before, for each layer anew, would allocate more than twice as much.</summary>
    [Theory]
    [InlineData("layers")]
    [InlineData("residual")]
    [InlineData("classes")]
    public void Compiling_takes_memory_in_proportion_to_the_turns(string name)
    {
        RepeatedModels.Training(name, 100);

        Assert.InRange(Allocated(name, 300) / (double)Allocated(name, 150), 1.5, 2.5);
    }

    private static long Allocated(string name, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var schedule = RepeatedModels.Training(name, times);
        foreach (var instructions in Lists(schedule))
        {
            RepetitionFinder.Find(instructions);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Instructions that are written: those of no repetition, and of each repetition one turn.</summary>
    private static int Written(string name, int times) => Lists(RepeatedModels.Training(name, times))
        .Sum(instructions => instructions.Count - RepetitionFinder.Find(instructions).Sum(repetition => repetition.Length - repetition.Body.Count));

    private static IEnumerable<IReadOnlyList<Instruction>> Lists(Schedule schedule) => schedule.Passes.SelectMany(pass => new IReadOnlyList<Instruction>[] { pass.Tile, pass.Epilogue }).Prepend(schedule.Prologue);

    private static KernelCall InTurn(Repetition repetition, KernelCall call, int turn) => call with
    {
        Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => argument switch
        {
            OperandArgument operand => operand with { Operand = operand.Operand with { Label = "", Offset = Place(repetition.Moving(operand.Operand), operand.Operand.Offset, turn) } },
            ExtentArgument extent when repetition.Moving(extent) is { } moving => extent with { Extent = Place(moving, 0, turn) },
            _ => argument,
        })),
    };

    private static KernelCall Unlabeled(KernelCall call) => call with
    {
        Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => argument is OperandArgument operand ? operand with { Operand = operand.Operand with { Label = "" } } : argument)),
    };

    private static int Place((Shift Shift, int Offset)? moving, int otherwise, int turn) => moving is { } place ? place.Shift.Values[turn] + place.Offset : otherwise;
}
