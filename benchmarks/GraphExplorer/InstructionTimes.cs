using System.Diagnostics;
using Rationale.Benchmarks;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Scheduling;
using Rationale.Models;
using Rationale.Objectives;

namespace Rationale.GraphExplorer;

/// <summary>The same kernels in the same order as in a training, on one worker, with a look at the clock after each.</summary>
internal sealed class InstructionTimes : StepProgram<float>
{
    private const int WarmUp = 3;
    private const int Trials = 9;
    private const double WarmUpSeconds = 1.5;
    private const double MinSeconds = 0.5;

    private readonly (BoundCall<float> Call, int Line)[] _prologue;
    private readonly (BoundCall<float> Call, int Line)[][] _tiles;
    private readonly (BoundCall<float> Call, int Line)[][] _epilogues;
    private readonly long[] _ticks;

    private InstructionTimes(Exploration exploration)
    {
        Layout = exploration.Layout;
        _ticks = new long[exploration.Lines.Count];
        var line = 0;
        _prologue = Bind(exploration.Schedule.Prologue);
        _tiles = new (BoundCall<float>, int)[exploration.Schedule.Passes.Count][];
        _epilogues = new (BoundCall<float>, int)[_tiles.Length][];
        for (var pass = 0; pass < _tiles.Length; pass++)
        {
            _tiles[pass] = Bind(exploration.Schedule.Passes[pass].Tile);
            _epilogues[pass] = Bind(exploration.Schedule.Passes[pass].Epilogue);
        }

        (BoundCall<float>, int)[] Bind(EquatableArray<Instruction> instructions) =>
            [.. instructions.Select(instruction => (Line: line++, Calls: KernelTable<float>.Bind(instruction))).SelectMany(one => one.Calls.Select(call => (call, one.Line)))];
    }

    /// <inheritdoc/>
    public override ProgramLayout Layout { get; }

    /// <summary>The exploration with the least time of each instruction over a batch of random rows: whatever disturbs only slows down.</summary>
    /// <param name="exploration">What to run.</param>
    /// <param name="peak">Operations a second of one core's matrix product.</param>
    public static Exploration Measure(Exploration exploration, double peak)
    {
        var program = new InstructionTimes(exploration);
        using var model = Model.Interpret(exploration.Model);
        using var executor = new Executor<float>(program, model.Runtime.Flat, new ExecutionOptions { Workers = 1, TileSize = exploration.Tile.Examples });
        CoefficientValues.Declared(exploration.Model).ApplyTo(executor);
        var data = SyntheticData.For(exploration.Model, exploration.Examples);
        var batch = new DatasetBatch(program.Layout, data);
        var outputs = program.Layout.Outputs.Select(output => new float[exploration.Examples * output.Width].AsMemory()).ToArray();

        // The runtime replaces its first, slow code in the background, on busy cores within a second.
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < WarmUp || clock.Elapsed.TotalSeconds < WarmUpSeconds; i++)
        {
            executor.Run(batch, 0, outputs);
        }

        var trials = new List<long[]>();
        for (clock.Restart(); trials.Count < Trials || clock.Elapsed.TotalSeconds < MinSeconds;)
        {
            Array.Clear(program._ticks);
            executor.Run(batch, (ulong)trials.Count, outputs);
            trials.Add([.. program._ticks]);
        }

        return exploration with
        {
            Peak = peak,
            Lines = [.. exploration.Lines.Select((line, i) => line with { Seconds = trials.Min(trial => trial[i]) / (double)Stopwatch.Frequency })],
        };
    }

    /// <inheritdoc/>
    public override void Prologue(Frame<float> frame) => Run(_prologue, frame);

    /// <inheritdoc/>
    public override void Tile(int pass, Frame<float> frame) => Run(_tiles[pass], frame);

    /// <inheritdoc/>
    public override void Epilogue(int pass, Frame<float> frame) => Run(_epilogues[pass], frame);

    private void Run((BoundCall<float> Call, int Line)[] calls, Frame<float> frame)
    {
        var last = Stopwatch.GetTimestamp();
        foreach (var (call, line) in calls)
        {
            call(frame);
            var now = Stopwatch.GetTimestamp();
            _ticks[line] += now - last;
            last = now;
        }
    }
}
