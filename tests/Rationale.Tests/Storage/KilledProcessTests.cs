using System.Diagnostics;
using Rationale.Storage;

namespace Rationale.Tests.Storage;

/// <summary>A process that is killed while it saves checkpoints, again and again, at whatever place: the last whole one is there to be read.</summary>
public class KilledProcessTests
{
    private const string Marker = "RATIONALE_TEST_SAVE_FOREVER";
    private const int Values = 2_000_000;
    private const int Kills = 5;

    [Fact]
    public async Task A_process_killed_while_saving_leaves_a_whole_checkpoint()
    {
        if (Environment.GetEnvironmentVariable(Marker) is not null || Environment.ProcessPath is null)
            return;
        using var folder = new TemporaryFolder();
        var saved = new CheckpointFolder(folder.Root);
        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(folder.Root);
            while (!File.Exists(saved.LastPath) && !process.HasExited)
                await Task.Delay(5, TestContext.Current.CancellationToken);

            // A save takes tens of milliseconds, so most kills strike in the middle of one.
            await Task.Delay(random.Next(5, 120), TestContext.Current.CancellationToken);
            Assert.False(process.HasExited, "the process ended before it was killed");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var checkpoint = saved.LoadLast("killed");
            Assert.NotNull(checkpoint);
            Assert.All(checkpoint.Parameters[0].ToSingleArray(), value => Assert.Equal(checkpoint.OptimizerStep, value));
        }
    }

    // Runs in the started program: saves until it is killed.
    [Fact]
    public void Saves_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(Marker) is not { } folder)
            return;
        var values = new float[Values];
        for (var step = 1; ; step++)
        {
            Array.Fill(values, step);
            new CheckpointFolder(folder).SaveLast(new Checkpoint { Architecture = "killed", Parameters = [NamedTensor.FromSingle("values", [Values], values)], OptimizerStep = step });
        }
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(KilledProcessTests).Assembly.Location);
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{typeof(KilledProcessTests).FullName}.{nameof(Saves_until_it_is_killed)}");
        start.Environment[Marker] = folder;
        return Process.Start(start)!;
    }
}
