using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests;

/// <summary>Random examples for any program: features and targets around zero, or ids below the vocabulary of an input, annotations of zeros and ones, labels of every class.</summary>
internal sealed class RandomBatch : IBatch<float>
{
    private readonly ProgramLayout _layout;
    private readonly float[][] _columns;
    private readonly int[] _labels;

    public RandomBatch(ProgramLayout layout, int rows, int classes, int seed, ModelSpecification? model = null)
    {
        var random = new Random(seed);
        (_layout, Examples) = (layout, rows);
        _labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        _columns = [.. layout.Inputs.Select(column => Enumerable.Range(0, rows * column.Width)
            .Select(_ => column.Name.StartsWith("annotations", StringComparison.Ordinal) ? random.Next(2) : Vocabulary(column.Name) is { } vocabulary ? random.Next(vocabulary) : (float)((2 * random.NextDouble()) - 1))
            .ToArray())];

        int? Vocabulary(string name) => model?.Inputs.FirstOrDefault(input => input.Name == name) is { } input ? model.EmbeddingOf(input)?.Vocabulary : null;
    }

    public int Examples { get; }

    public ReadOnlyMemory<float> Input(int column, int firstExample, int rows, Memory<float> buffer) =>
        _columns[column].AsMemory(firstExample * _layout.Inputs[column].Width, rows * _layout.Inputs[column].Width);

    public ReadOnlyMemory<int> Labels(int firstExample, int rows, Memory<int> buffer) => _labels.AsMemory(firstExample, rows);
}
