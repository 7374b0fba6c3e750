using Rationale.Tests;
using Rationale.Tests.Models;
using Rationale.Tests.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>A process that is killed in the middle of an epoch, while recorded steps are replayed on the device.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task A_training_goes_on_from_its_last_checkpoint_with_the_bits_of_one_that_was_not_killed()
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;
        using (var process = OtherProcess.Start("train-until-killed", folder["killed"]))
        {
            Assert.Equal("waiting", await process.StandardOutput.ReadLineAsync(token));
            process.Kill();
            await process.WaitForExitAsync(token);
        }

        using var killed = KilledTraining.Model(seed: 99);
        var result = await killed.TrainAsync(KilledTraining.Data, KilledTraining.Options(folder["killed"]) with { Resume = true }, cancellationToken: token);
        using var whole = KilledTraining.Model(seed: 1);
        var expected = await whole.TrainAsync(KilledTraining.Data, KilledTraining.Options(folder["whole"]), cancellationToken: token);
        Assert.Equal(24, expected.Steps);
        Assert.True(KilledTraining.Replays > 0);
        Assert.Equal(expected.Steps, result.Steps);
        Assert.Equal(whole.Copy(), killed.Copy());
        Assert.Equal(expected.History.Text(), result.History.Text());
    }
}
