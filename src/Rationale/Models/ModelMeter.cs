using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rationale.Models;

/// <summary>The meter <c>Rationale</c>: how many examples models are asked about, and how long it takes. Costs nothing while nobody listens.</summary>
internal static class ModelMeter
{
    private static readonly Meter Meter = new("Rationale");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rationale.pass.duration", "s", "Duration of a pass of a model over a batch of examples.");

    private static readonly Counter<long> Examples = Meter.CreateCounter<long>("rationale.pass.examples", "{example}", "Examples that went through passes of a model.");

    /// <summary>The time at which a pass begins; zero where nobody listens.</summary>
    public static long Begin() => Duration.Enabled || Examples.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Counts a pass that is complete.</summary>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="key">What the program of the pass is known by: its name, a target, or a tuple that begins with either.</param>
    /// <param name="examples">How many examples went through it.</param>
    public static void End(long begun, string model, object key, int examples)
    {
        if (begun == 0)
        {
            return;
        }

        var tags = new TagList { { "rationale.model", model }, { "rationale.pass", ModelActivities.NameOf(key) } };
        Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, tags);
        Examples.Add(examples, tags);
    }
}
