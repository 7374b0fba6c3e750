using Rationale.Training;
using Spectre.Console;

namespace Rationale.Samples.Tests;

public sealed class TrainingDisplayTests
{
    private readonly StringWriter _text = new() { NewLine = "\n" };

    [Fact]
    public void Without_a_person_watching_each_epoch_that_is_due_gets_a_line_with_its_terms_speed_and_time_left()
    {
        var reports = new LineDisplay(_text, TimeSpan.Zero).Training("constrained");
        reports.Report(At(epoch: 1, fraction: 0.5));
        reports.Report(At(epoch: 1, fraction: 1));
        reports.Report(At(epoch: 2, fraction: 1, left: 0));
        Assert.Equal(
            """
            constrained  epoch 1 of 2  task 158  explanation 15.1k  weights 0.0371  629k examples/s  6 s left
            constrained  epoch 2 of 2  task 158  explanation 15.1k  weights 0.0371  629k examples/s

            """.ReplaceLineEndings("\n"),
            _text.ToString());
    }

    [Fact]
    public void A_warning_gets_a_line_once_however_rare_lines_are()
    {
        var reports = new LineDisplay(_text, TimeSpan.FromHours(1)).Training("x");
        var warned = At(epoch: 1, fraction: 0.5) with { Warnings = [new(TrainingWarningKind.EmptyMask, "The mask is empty.")] };
        reports.Report(warned);
        reports.Report(warned);
        Assert.Equal("x  warning: The mask is empty.\n", _text.ToString());
    }

    [Fact]
    public async Task A_warning_stands_above_the_bars()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_text), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        console.Profile.Width = 160;
        await TrainingDisplay.RunAsync(
            display =>
            {
                display.Training("x").Report(At(epoch: 1, fraction: 0.5) with { Warnings = [new(TrainingWarningKind.EmptyMask, "Coefficients[1] is empty.")] });
                return Task.FromResult(0);
            },
            console);
        Assert.Contains("x: warning: Coefficients[1] is empty.", _text.ToString());
    }

    [Fact]
    public void Lines_are_rare_but_the_last_epoch_has_one()
    {
        var reports = new LineDisplay(_text, TimeSpan.FromHours(1)).Training("x");
        reports.Report(At(epoch: 1, fraction: 1));
        reports.Report(At(epoch: 2, fraction: 1));
        Assert.StartsWith("x  epoch 2 of 2", _text.ToString());
    }

    [Fact]
    public void Many_trainings_are_counted_from_any_thread()
    {
        var done = new LineDisplay(_text, TimeSpan.FromHours(1)).Trainings("splits", 100);
        Parallel.For(0, 100, _ => done());
        Assert.Equal("splits  100 of 100\n", _text.ToString());
    }

    [Fact]
    public async Task Where_somebody_watches_there_is_a_bar_with_the_same_numbers()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_text), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        console.Profile.Width = 160;
        var result = await TrainingDisplay.RunAsync(
            display =>
            {
                var reports = display.Training("constrained [1]");
                reports.Report(At(epoch: 2, fraction: double.NaN));
                reports.Report(At(epoch: 2, fraction: 1));
                display.Trainings("splits", 1)();
                return Task.FromResult(42);
            },
            console);
        Assert.Equal(42, result);
        Assert.Contains("constrained [1]", _text.ToString());
        Assert.Contains("explanation 15.1k", _text.ToString());
        Assert.Contains("629k examples/s", _text.ToString());
        Assert.Contains("1 of 1", _text.ToString());
        Assert.Contains("100%", _text.ToString());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00012, "1.2e-4")]
    [InlineData(0.0371, "0.0371")]
    [InlineData(9.287, "9.29")]
    [InlineData(157.9, "158")]
    [InlineData(15_080.7, "15.1k")]
    [InlineData(1.096e10, "11.0G")]
    public void Losses_are_short(double value, string expected) => Assert.Equal(expected, ProgressText.Short(value));

    [Theory]
    [InlineData(null, "")]
    [InlineData(0.4, "")]
    [InlineData(61.0, "61 s left")]
    [InlineData(600.0, "10 min left")]
    [InlineData(9000.0, "2.5 h left")]
    public void The_time_left_has_the_unit_that_a_person_would_use(double? seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Left(seconds is { } s ? TimeSpan.FromSeconds(s) : null));

    private static TrainingProgress At(int epoch, double fraction, double left = 6) => new()
    {
        Epoch = epoch,
        Epochs = 2,
        Step = 1,
        EpochFraction = fraction,
        EpochEnded = fraction >= 1,
        Losses = new Dictionary<string, double> { ["task"] = 157.9, ["explanation"] = 15_080.7, ["weights"] = 0.0371, ["loss"] = 15_238.6 },
        Metrics = new Dictionary<string, double>(),
        Elapsed = TimeSpan.FromSeconds(1),
        Remaining = TimeSpan.FromSeconds(left),
        ExamplesPerSecond = 629_000,
    };
}
