using Rationale.Data;
using Spectre.Console;

namespace Rationale.Samples;

/// <summary>Loads MNIST, or a data set of its format, and shows a bar while the files come over the network.</summary>
public static class MnistDownload
{
    /// <summary>Loads MNIST from <c>--data</c>, or from the cache, which is filled the first time.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    public static Task<MnistData> LoadAsync(SampleContext context) => LoadAsync(context, Mnist.LoadAsync);

    /// <summary>Loads Fashion-MNIST from <c>--data</c>, from Debian's package, or from the cache, which is filled the first time.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    public static Task<MnistData> LoadFashionAsync(SampleContext context) => LoadAsync(context, FashionMnist.LoadAsync);

    private static Task<MnistData> LoadAsync(SampleContext context, Func<string?, IProgress<DownloadProgress>?, CancellationToken, Task<MnistData>> load) => AnsiConsole.Progress()
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
                    {
                        bars[value.File] = bar = display.AddTask(Markup.Escape($"{value.File} from {value.Source}"), maxValue: value.TotalBytes);
                    }

                    bar.Value = value.Bytes;
                }
            });
            return load(context.Data, progress, context.Cancellation);
        });

    /// <summary>Reports at once, on the thread that reports: a bar must not jump back because a message came late.</summary>
    private sealed class Report(Action<DownloadProgress> show) : IProgress<DownloadProgress>
    {
        void IProgress<DownloadProgress>.Report(DownloadProgress value) => show(value);
    }
}
