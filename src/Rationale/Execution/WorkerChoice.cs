using System.Globalization;

namespace Rationale.Execution;

/// <summary>How many workers a training has. Equal choices add their sums in equal orders, whatever the machine.</summary>
/// <param name="Count">The number.</param>
/// <param name="MayUseFewer">Whether batches that do not keep all of them busy have fewer: where nobody asked for a number, and it is that of the cores.</param>
internal readonly record struct WorkerChoice(int Count, bool MayUseFewer)
{
    private const string AtMost = "at most ";

    public static WorkerChoice From(ExecutionOptions options) => new(options.WorkersOrDefault, options.Workers == 0);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static WorkerChoice? Parse(string? text)
    {
        var mayUseFewer = text?.StartsWith(AtMost, StringComparison.Ordinal) == true;
        return int.TryParse(mayUseFewer ? text![AtMost.Length..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? new WorkerChoice(count, mayUseFewer) : null;
    }

    /// <summary>The options with this choice.</summary>
    public ExecutionOptions ApplyTo(ExecutionOptions options) => options with { Workers = MayUseFewer ? 0 : Count, MaxWorkers = MayUseFewer ? Count : 0 };

    /// <summary>The choice as manifests have it.</summary>
    public override string ToString() => (MayUseFewer ? AtMost : "") + Count.ToString(CultureInfo.InvariantCulture);
}
