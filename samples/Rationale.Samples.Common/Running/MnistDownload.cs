using Rationale.Data;
using Spectre.Console;

namespace Rationale.Samples;

/// <summary>Loads MNIST and shows a bar while the files come over the network.</summary>
public static class MnistDownload
{
    /// <summary>Loads MNIST from <c>--data</c>, or from the cache, which is filled the first time.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    public static Task<MnistData> LoadAsync(SampleContext context) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(display =>
        {
            var bars = new Dictionary<string, ProgressTask>();
            var progress = new Report(value =>
            {
                lock (bars)
                {
                    if (!bars.TryGetValue(value.File, out var bar))
                        bars[value.File] = bar = display.AddTask(Markup.Escape($"{value.File} from {value.Source}"), maxValue: value.TotalBytes);
                    bar.Value = value.Bytes;
                }
            });
            return Mnist.LoadAsync(context.Data, progress, context.Cancellation);
        });

    /// <summary>Reports at once, on the thread that reports: a bar must not jump back because a message came late.</summary>
    private sealed class Report(Action<DownloadProgress> show) : IProgress<DownloadProgress>
    {
        void IProgress<DownloadProgress>.Report(DownloadProgress value) => show(value);
    }
}
