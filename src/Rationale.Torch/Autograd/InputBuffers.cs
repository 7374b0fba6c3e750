using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Torch.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <summary>Examples of a batch as tensors, over buffers that are kept from batch to batch: what a forward pass overwrites is never the data set.</summary>
/// <param name="program">The program that reads them.</param>
internal sealed class InputBuffers(AutogradProgram program) : IDisposable
{
    // Aligned: where a sum of libtorch begins with a few single elements, because its operand lies unevenly, its last bits differ.
    private readonly (AlignedBuffer<float> Values, Tensor Tensor)[] _buffers = new (AlignedBuffer<float>, Tensor)[program.Inputs.Count];
    private int[] _labels = [];

    /// <summary>Shape of the features of an example.</summary>
    public IReadOnlyList<int> FeatureShape => [.. program.Inputs.First(node => node.Operator is InputOp { Key: ModelInput.Features }).Shape.Dimensions];

    /// <summary>The inputs of some examples, and the classes where they are looked at.</summary>
    public IEnumerable<(Node Node, Tensor Value)> Load(IBatch<float> batch, int first, int count, torch.Device place)
    {
        for (var i = 0; i < _buffers.Length; i++)
        {
            var shape = program.Inputs[i].Shape;
            var length = checked(shape.Length * count);
            if (_buffers[i].Values is null || _buffers[i].Values.Length < length)
            {
                _buffers[i].Tensor?.Dispose();
                _buffers[i].Values?.Dispose();
                var values = new AlignedBuffer<float>(length);
                _buffers[i] = (values, DeviceTensors.Over(values.Memory, ScalarType.Float32));
            }

            var buffer = _buffers[i].Values.Memory[..length];
            batch.Input(i, first, count, buffer).CopyTo(buffer);
            long[] extents = [count, .. shape.Dimensions.Select(extent => (long)extent)];
            yield return (program.Inputs[i], _buffers[i].Tensor.narrow(0, 0, length).reshape(extents).to(place));
        }

        if (program.Labels is { } labels)
        {
            _labels = _labels.Length < count ? new int[count] : _labels;
            yield return (labels, tensor(batch.Labels(first, count, _labels.AsMemory(0, count)).ToArray(), [count], int64, place));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (values, tensor) in _buffers)
        {
            tensor?.Dispose();
            values?.Dispose();
        }
    }
}
