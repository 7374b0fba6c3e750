using Rationale.Training;
using Spectre.Console;

namespace Rationale.Samples;

/// <summary>Shows how far trainings are: bars that move where somebody watches, plain lines in a file or a pipe.</summary>
public abstract class TrainingDisplay
{
    /// <summary>Shows trainings while some work runs.</summary>
    /// <param name="work">The work; it asks the display for a line for each training.</param>
    /// <param name="console">Where to show; the program's console by default.</param>
    /// <returns>What the work returns.</returns>
    public static Task<T> RunAsync<T>(Func<TrainingDisplay, Task<T>> work, IAnsiConsole? console = null)
    {
        console ??= AnsiConsole.Console;
        return console.Profile.Capabilities.Interactive ? BarDisplay.ShowAsync(work, console) : work(new LineDisplay(console.Profile.Out.Writer));
    }

    /// <summary>Shows one training.</summary>
    /// <param name="name">What is trained.</param>
    /// <returns>To be handed to <c>TrainAsync</c>. It shows each report before the next one is made, so a bar never jumps back.</returns>
    public abstract IProgress<TrainingProgress> Training(string name);

    /// <summary>Shows many short trainings as one.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="count">How many there will be.</param>
    /// <returns>To be called after each, from any thread.</returns>
    public abstract Action Trainings(string name, int count);

    /// <summary>Calls an action with each report, at once and on the thread that reports, and another with each warning, once.</summary>
    private protected sealed class Reports(Action<TrainingProgress> show, Action<TrainingWarning> warn) : IProgress<TrainingProgress>
    {
        private int _told;

        void IProgress<TrainingProgress>.Report(TrainingProgress value)
        {
            for (; _told < value.Warnings.Count; _told++)
            {
                warn(value.Warnings[_told]);
            }

            show(value);
        }
    }
}
