using System.Diagnostics;

namespace Rationale.Execution;

/// <summary>Times a few tiles over the rows of one batch. Nothing is learned meanwhile: gradients are computed and thrown away.</summary>
internal static class TileMeasurement
{
    private const int LeastRounds = 3;
    private const double BudgetSeconds = 1;

    /// <summary>What another tile must save to be worth leaving the one that sizes choose: less is within the noise of a short measurement.</summary>
    private const double WorthwhileShare = 0.95;

    /// <summary>The fastest of the tile that sizes choose, half and twice of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="options">How it will run, without rows of a tile.</param>
    /// <param name="batch">Rows like those of a step.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static int Choose(StepProgram<float> program, AlignedBuffer<float> parameters, ExecutionOptions options, IBatch<float> batch, CancellationToken cancellationToken)
    {
        var chosen = options.TileRowsFor(program.Layout);
        var outputs = program.Layout.Outputs.Select(output => new float[(long)batch.Rows * output.Width].AsMemory()).ToArray();
        var executors = Candidates(chosen, batch.Rows).Select(rows => new Executor<float>(program, parameters, options with { TileRows = rows })).ToList();
        var best = executors.ToDictionary(executor => executor, _ => double.MaxValue);
        try
        {
            // In turns, so that whatever else the machine does meets all alike; the first round only warms caches and code.
            var clock = Stopwatch.StartNew();
            for (var round = 0; round < LeastRounds || clock.Elapsed.TotalSeconds < BudgetSeconds; round++)
            {
                foreach (var executor in executors)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var start = Stopwatch.GetTimestamp();
                    executor.Run(batch, 0, outputs);
                    best[executor] = round == 0 ? double.MaxValue : Math.Min(best[executor], Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }

            var fastest = executors.MinBy(executor => best[executor])!;
            return best[fastest] < WorthwhileShare * best[executors[0]] ? fastest.TileRows : chosen;
        }
        finally
        {
            executors.ForEach(executor => executor.Dispose());
        }
    }

    /// <summary>The tiles that are tried, the one that sizes choose first; none is larger than a batch needs.</summary>
    internal static IReadOnlyList<int> Candidates(int chosen, int rows) =>
        [.. new[] { chosen, Math.Max(1, chosen / 2), (int)Math.Min(rows, 2L * chosen) }.Distinct()];
}
