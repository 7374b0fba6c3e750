using Rationale.Storage;

namespace Rationale.Tests.Storage;

/// <summary>A process that is killed while it saves checkpoints, again and again, at whatever place: the last whole one is there to be read.</summary>
public class KilledProcessTests
{
    private const string Values = "2000000";
    private const int Kills = 5;

    [Fact]
    public async Task A_process_killed_while_saving_leaves_a_whole_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var saved = new CheckpointFolder(folder.Root);
        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = OtherProcess.Start("save-until-killed", folder.Root, Values);
            while (!File.Exists(saved.LastPath) && !process.HasExited)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            // A save takes tens of milliseconds, so most kills strike in the middle of one.
            await Task.Delay(random.Next(5, 120), TestContext.Current.CancellationToken);
            Assert.False(process.HasExited, "the process ended before it was killed");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var checkpoint = saved.LoadLast("killed");
            Assert.NotNull(checkpoint);
            var values = checkpoint.Parameters[0].ToSingleArray();
            Assert.Equal(Values, values.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(-1, values.AsSpan().IndexOfAnyExcept((float)checkpoint.OptimizerStep));
        }
    }
}
