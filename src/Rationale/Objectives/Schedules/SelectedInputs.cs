using Rationale.Execution;

namespace Rationale.Objectives;

/// <summary>A batch of one program as a batch of another, whose inputs are among those of the first.</summary>
internal sealed class SelectedInputs : IBatch<float>
{
    private readonly int[] _places;
    private IBatch<float>? _batch;

    /// <summary>Finds the inputs of a program among those of another.</summary>
    public SelectedInputs(ProgramLayout whole, ProgramLayout part) =>
        _places = [.. part.Inputs.Select(input => whole.Inputs.ToList().FindIndex(other => other.Name == input.Name))];

    /// <inheritdoc/>
    public int Examples => _batch!.Examples;

    /// <summary>Points at a batch of the whole program.</summary>
    public SelectedInputs Over(IBatch<float> batch)
    {
        _batch = batch;
        return this;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int column, int firstRow, int rows, Memory<float> buffer) => _batch!.Input(_places[column], firstRow, rows, buffer);

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> buffer) => _batch!.Labels(firstRow, rows, buffer);
}
