using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution.Interpreter;

/// <summary>
/// A schedule run as it is: its kernel calls, bound once. The same kernels in the same order as in generated code, so both give the same
/// numbers; this one needs no compiler, and runs in double precision too.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed class InterpretedProgram<T> : StepProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BoundCall<T>[] _prologue;
    private readonly BoundCall<T>[][] _tiles;
    private readonly BoundCall<T>[][] _epilogues;
    private Func<Schedule>? _ofDevices;

    /// <summary>Binds the kernel calls of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    public InterpretedProgram(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
        Layout = ProgramLayout.FromSchedule(schedule);
        _prologue = Bind(schedule.Prologue);
        _tiles = [.. schedule.Passes.Select(pass => Bind(pass.Tile))];
        _epilogues = [.. schedule.Passes.Select(pass => Bind(pass.Epilogue))];
    }

    /// <summary>The schedule.</summary>
    public Schedule Schedule { get; }

    /// <summary>The schedule for devices of many threads, of kernels that they have.</summary>
    public Schedule ScheduleOfDevices => _ofDevices?.Invoke() ?? Schedule;

    /// <inheritdoc/>
    public override ProgramLayout Layout { get; }

    /// <summary>Compiles, schedules and binds a graph.</summary>
    /// <param name="graph">The graph, gradient nodes allowed.</param>
    /// <param name="parameterLength">Length of the flat parameters.</param>
    public static InterpretedProgram<T> FromGraph(ComputationGraph graph, int parameterLength)
    {
        var compiled = Graph.Models.ModelPrograms.Compile(graph);
        return new(Scheduler.Run(compiled, parameterLength, joinsPoolings: true)) { _ofDevices = () => Scheduler.Run(compiled, parameterLength) };
    }

    /// <inheritdoc/>
    public override void Prologue(Frame<T> frame) => Run(_prologue, frame);

    /// <inheritdoc/>
    public override void Tile(int pass, Frame<T> frame) => Run(_tiles[pass], frame);

    /// <inheritdoc/>
    public override void Epilogue(int pass, Frame<T> frame) => Run(_epilogues[pass], frame);

    private static BoundCall<T>[] Bind(EquatableArray<Instruction> instructions) => [.. instructions.SelectMany(KernelTable<T>.Bind)];

    private static void Run(BoundCall<T>[] calls, Frame<T> frame)
    {
        foreach (var call in calls)
        {
            call(frame);
        }
    }
}
