using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What a training shows in a console.</summary>
public sealed class ConsoleProgressTests
{
    [Fact]
    public void A_log_has_a_line_for_each_epoch_and_each_warning_once()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(writer, bar: false);
        var warning = new TrainingWarning(TrainingWarningKind.OneClass, "All labels are 1.");

        progress.Report(Report(1, 0.5, false, warning));
        progress.Report(Report(1, 1, true, warning));
        progress.Report(Report(2, 1, true, warning));

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Warning: ", lines[0]);
        Assert.Contains("All labels are 1.", lines[0]);
        Assert.Equal("Epoch 1 of 2: task 0.25; 100 examples/s; 3.0 s left", lines[1]);
        Assert.StartsWith("Epoch 2 of 2: ", lines[2]);
    }

    [Fact]
    public void A_bar_is_written_over_and_ends_with_a_line()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(writer, bar: true);

        progress.Report(Report(1, 0.5, false));
        progress.Report(Report(2, 1, true));

        var parts = writer.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"[{new string('#', 6)}{new string('.', 18)}] 1/2  task 0.25  3.0 s left", parts[0]);
        Assert.Equal(new string(' ', parts[0].Length), parts[1]);
        Assert.Equal($"[{new string('#', 24)}] 2/2  task 0.25  3.0 s left\n", parts[2]);
    }

    private static TrainingProgress Report(int epoch, double fraction, bool ended, params TrainingWarning[] warnings) => new()
    {
        Epoch = epoch,
        Epochs = 2,
        Step = 1,
        EpochFraction = fraction,
        Losses = new Dictionary<string, double> { ["task"] = 0.25 },
        Metrics = new Dictionary<string, double>(),
        Elapsed = TimeSpan.FromSeconds(1),
        Remaining = TimeSpan.FromSeconds(3),
        ExamplesPerSecond = 100,
        EpochEnded = ended,
        Warnings = warnings,
    };
}
