using System.Diagnostics;
using Rationale.Training;

namespace Rationale.Samples;

/// <summary>A line every few seconds, and one at the end of each training.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="interval">Time between the lines of one training; three seconds by default.</param>
public sealed class LineDisplay(TextWriter output, TimeSpan? interval = null) : TrainingDisplay
{
    private readonly TimeSpan _interval = interval ?? TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public override IProgress<TrainingProgress> Training(string name)
    {
        var pace = new Pace(_interval);
        return new Reports(Show, warning => Write([name, $"warning: {warning}"]));

        void Show(TrainingProgress report)
        {
            var last = report.Epoch == report.Epochs && report.EpochEnded;
            if (report.EpochEnded && pace.IsDue(last))
            {
                Write([name, $"epoch {report.Epoch} of {report.Epochs}", ProgressText.Losses(report), ProgressText.Speed(report), ProgressText.Left(report.Remaining)]);
            }
        }
    }

    /// <inheritdoc/>
    public override Action Trainings(string name, int count)
    {
        var pace = new Pace(_interval);
        var done = 0;
        return () =>
        {
            lock (_gate)
            {
                done++;
                if (pace.IsDue(done == count))
                {
                    Write([name, $"{done} of {count}"]);
                }
            }
        };
    }

    private void Write(IEnumerable<string> parts)
    {
        lock (_gate)
        {
            output.WriteLine(string.Join("  ", parts.Where(part => part.Length > 0)));
        }
    }

    private sealed class Pace(TimeSpan interval)
    {
        private long _last = Stopwatch.GetTimestamp();

        public bool IsDue(bool always)
        {
            if (!always && Stopwatch.GetElapsedTime(_last) < interval)
            {
                return false;
            }

            _last = Stopwatch.GetTimestamp();
            return true;
        }
    }
}
