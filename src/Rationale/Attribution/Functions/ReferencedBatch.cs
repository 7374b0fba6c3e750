using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>Examples beside the examples that they are compared with, as the inputs of a program.</summary>
internal sealed class ReferencedBatch(ProgramLayout layout, ScoreBatch batch) : IBatch<float>
{
    private readonly ExampleMaker[] _makers = [.. layout.Inputs.Select(input => input.Name == ModelPrograms.Reference
        ? batch.MakeReference ?? throw new InvalidOperationException("The examples have nothing to be compared with.")
        : batch.Make)];

    public int Examples => batch.Count;

    public ReadOnlyMemory<float> Input(int input, int firstExample, int examples, Memory<float> buffer)
    {
        for (var i = 0; i < examples; i++)
        {
            _makers[input](firstExample + i, buffer.Span.Slice(i * batch.Width, batch.Width));
        }

        return buffer;
    }

    public ReadOnlyMemory<int> Labels(int firstExample, int examples, Memory<int> buffer) => ((IBatch<float>)batch).Labels(firstExample, examples, buffer);
}
