using System.Collections.Concurrent;
using Rationale.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rationale.Samples;

/// <summary>A bar for each training, with its epoch, loss terms, speed and time left.</summary>
internal sealed class BarDisplay : TrainingDisplay
{
    private readonly ProgressContext _bars;
    private readonly FiguresColumn _figures;

    private readonly IAnsiConsole _console;

    private BarDisplay(ProgressContext bars, FiguresColumn figures, IAnsiConsole console) => (_bars, _figures, _console) = (bars, figures, console);

    public static Task<T> ShowAsync<T>(Func<TrainingDisplay, Task<T>> work, IAnsiConsole console)
    {
        var figures = new FiguresColumn();
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), figures)
            .StartAsync(bars => work(new BarDisplay(bars, figures, console)));
    }

    public override IProgress<TrainingProgress> Training(string name)
    {
        var bar = _bars.AddTask(Markup.Escape(name), maxValue: 1);
        return new Reports(Show, warning => _console.MarkupLine($"[yellow]{Markup.Escape($"{name}: warning: {warning}")}[/]"));

        void Show(TrainingProgress report)
        {
            var fraction = double.IsFinite(report.EpochFraction) ? report.EpochFraction : 0;
            bar.Value = (report.Epoch - 1 + fraction) / report.Epochs;
            var left = report.Remaining is { } time && ProgressText.Left(time) is { Length: > 0 } text ? $"[blue]{text}[/]" : "";
            _figures.Set(bar, $"[grey]{ProgressText.Losses(report)}  {ProgressText.Speed(report)}[/]  {left}");
        }
    }

    public override Action Trainings(string name, int count)
    {
        var bar = _bars.AddTask(Markup.Escape(name), maxValue: count);
        return () =>
        {
            bar.Increment(1);
            _figures.Set(bar, $"[grey]{bar.Value:0} of {count}[/]  [blue]{ProgressText.Left(bar.RemainingTime)}[/]");
        };
    }

    private sealed class FiguresColumn : ProgressColumn
    {
        private readonly ConcurrentDictionary<int, string> _texts = [];

        protected override bool NoWrap => true;

        public void Set(ProgressTask bar, string text) => _texts[bar.Id] = text;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Markup(_texts.GetValueOrDefault(task.Id, "")).Overflow(Overflow.Ellipsis);
    }
}
