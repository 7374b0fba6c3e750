using Rationale.Execution;

namespace Rationale.SelfExplaining;

/// <summary>Examples of several inputs in arrays, by the names that a program reads.</summary>
internal sealed class NamedBatch(ProgramLayout layout, int examples, IReadOnlyDictionary<string, float[]> inputs) : IBatch<float>
{
    private readonly float[][] _inputs = [.. layout.Inputs.Select(input => inputs[input.Name])];

    public int Examples => examples;

    public ReadOnlyMemory<float> Input(int input, int firstExample, int count, Memory<float> buffer)
    {
        var width = _inputs[input].Length / examples;
        return _inputs[input].AsMemory(firstExample * width, count * width);
    }

    public ReadOnlyMemory<int> Labels(int firstExample, int count, Memory<int> buffer)
    {
        buffer.Span.Clear();
        return buffer;
    }
}
