namespace Rationale.Samples;

/// <summary>One line of a result table: what was run, what came out, and what the paper has for the same.</summary>
/// <param name="name">What was run.</param>
public sealed class ResultRow(string name)
{
    private readonly List<Metric> _metrics = [];

    /// <summary>What was run.</summary>
    public string Name { get; } = name;

    /// <summary>The measured numbers, in order.</summary>
    public IReadOnlyList<Metric> Metrics => _metrics;

    /// <summary>Adds a number.</summary>
    /// <param name="metric">Its name in camel case, for example <c>testAccuracy</c>.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="paper">What the paper has, if it has it.</param>
    /// <returns>This row, so that calls can follow one another.</returns>
    public ResultRow With(string metric, double value, double? paper = null)
    {
        if (metric is "" or "name" or "paper" || !char.IsAsciiLetterLower(metric[0]))
        {
            throw new ArgumentException($"A metric is called \"{metric}\"; it needs a name in camel case other than name and paper.", nameof(metric));
        }

        if (_metrics.Any(m => m.Name == metric))
        {
            throw new ArgumentException($"The row \"{Name}\" has the metric {metric} twice.", nameof(metric));
        }

        _metrics.Add(new Metric(metric, value, paper));
        return this;
    }

    /// <summary>A measured number beside the paper's.</summary>
    /// <param name="Name">Name in camel case.</param>
    /// <param name="Value">What was measured.</param>
    /// <param name="Paper">What the paper has, if it has it.</param>
    public sealed record Metric(string Name, double Value, double? Paper);
}
