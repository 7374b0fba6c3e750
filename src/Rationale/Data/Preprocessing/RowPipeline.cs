namespace Rationale.Data;

/// <summary>All steps, bound to the texts of one data set, for the rows of a table, one after the other. Not for several threads.</summary>
internal sealed class RowPipeline
{
    private readonly RowStep[] _steps;
    private readonly double[][] _buffers;

    public RowPipeline(IReadOnlyList<PipelineColumn> inputs, IReadOnlyList<FittedStep> steps, IReadOnlyList<TextDictionary?> texts)
    {
        (_steps, _buffers) = (new RowStep[steps.Count], new double[steps.Count][]);
        var columns = inputs;
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] = steps[i].Bind(columns, texts);
            columns = steps[i].Change(columns);
            _buffers[i] = new double[columns.Count];
        }
    }

    /// <summary>The row after all steps, until the next call.</summary>
    public ReadOnlySpan<double> Apply(int example, ReadOnlySpan<double> row)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i](example, row, _buffers[i]);
            row = _buffers[i];
        }

        return row;
    }
}
