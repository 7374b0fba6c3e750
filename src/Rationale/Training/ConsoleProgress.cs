using System.Globalization;
using Rationale.Training.CrossValidation;

namespace Rationale.Training;

/// <summary>
/// Shows a training, or the trainings of a cross-validation, in a console: a bar with epoch, losses and time left, and a line for each epoch where the output goes to a file or a log. Warnings are written once.
/// </summary>
/// <remarks>Thread safety: reports may come from any thread, and wait for each other. Two trainings at once write over each other's bars.</remarks>
public sealed class ConsoleProgress : IProgress<TrainingProgress>, IProgress<CrossValidationProgress>
{
    private const int Width = 24;

    private readonly Lock _gate = new();
    private readonly TextWriter _writer;
    private readonly bool _bar;
    private readonly HashSet<string> _warned = [];
    private int _shown;

    /// <summary>Shows trainings on the standard error, so that what a program prints can be piped.</summary>
    public ConsoleProgress()
        : this(Console.Error, !Console.IsErrorRedirected)
    {
    }

    /// <summary>Shows trainings elsewhere.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="bar">Whether a bar can be written over again; otherwise each epoch is a line.</param>
    public ConsoleProgress(TextWriter writer, bool bar)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (_writer, _bar) = (writer, bar);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Show("", value);
    }

    /// <inheritdoc/>
    public void Report(CrossValidationProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Show($"Fold {value.Fold} of {value.Folds}: ", value.Training);
    }

    private void Show(string head, TrainingProgress value)
    {
        lock (_gate)
        {
            foreach (var warning in value.Warnings.Select(warning => warning.ToString()).Where(_warned.Add))
            {
                Clear();
                _writer.WriteLine($"Warning: {warning}");
            }

            var isLast = value.EpochEnded && value.Epoch == value.Epochs;
            if (_bar)
            {
                Clear();
                var line = head + Bar(value);
                _writer.Write(line);
                _shown = line.Length;
                if (isLast)
                {
                    _writer.WriteLine();
                    _shown = 0;
                }
            }
            else if (value.EpochEnded)
            {
                _writer.WriteLine(head + (value with { Warnings = [] }).ToString());
            }

            _writer.Flush();
        }
    }

    private static string Bar(TrainingProgress value)
    {
        var fraction = double.IsFinite(value.EpochFraction) ? value.EpochFraction : 0;
        var done = Math.Clamp((value.Epoch - 1 + fraction) / value.Epochs, 0, 1);
        var filled = (int)(done * Width);
        var left = value.Remaining is { TotalSeconds: > 0 } time ? $"  {FigureText.Time(time)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {value.Epoch}/{value.Epochs}  {FigureText.Format(value.Losses, value.Metrics)}{left}");
    }

    /// <summary>A shorter line must not leave the end of a longer one.</summary>
    private void Clear()
    {
        if (_shown > 0)
        {
            _writer.Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }
}
