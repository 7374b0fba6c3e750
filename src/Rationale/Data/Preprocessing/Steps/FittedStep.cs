using System.Text.Json;

namespace Rationale.Data;

/// <summary>One step of a preprocessing, with what was measured on the training data. Immutable.</summary>
internal abstract class FittedStep
{
    /// <summary>Its name in files.</summary>
    public abstract string Kind { get; }

    /// <summary>The step as one line of a table.</summary>
    public abstract string Describe(IReadOnlyList<PipelineColumn> columns);

    /// <summary>The columns after the step.</summary>
    public abstract IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> columns);

    /// <summary>The step for data whose texts have numbers of their own.</summary>
    /// <param name="columns">The columns before the step.</param>
    /// <param name="texts">For each raw column the texts that its numbers stand for; null for numbers. A step may add texts.</param>
    public abstract RowStep Bind(IReadOnlyList<PipelineColumn> columns, IReadOnlyList<TextDictionary?> texts);

    /// <summary>Whether the training data had a text as a category of a raw column.</summary>
    /// <param name="columns">The columns before the step.</param>
    /// <param name="origin">The raw column.</param>
    /// <param name="text">The text.</param>
    public virtual bool KnowsCategory(IReadOnlyList<PipelineColumn> columns, int origin, string text) => false;

    /// <summary>Writes what was measured, beside the kind.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>The names of some columns, for a table.</summary>
    protected static string Names(IReadOnlyList<PipelineColumn> columns, IEnumerable<int> chosen) => Excerpt.Shorten([.. chosen.Select(column => columns[column].Name)]);
}

/// <summary>Changes a row of a table.</summary>
/// <param name="example">Its number, for messages.</param>
/// <param name="input">The values before the step; what is missing is not a number.</param>
/// <param name="output">Receives the values after the step.</param>
internal delegate void RowStep(int example, ReadOnlySpan<double> input, Span<double> output);
