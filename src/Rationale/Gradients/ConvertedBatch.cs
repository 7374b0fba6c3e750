using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Rationale.Execution;

namespace Rationale.Gradients;

/// <summary>A batch in another precision.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="batch">The examples.</param>
/// <param name="widths">Elements of each input.</param>
internal sealed class ConvertedBatch<T>(IBatch<float> batch, int[] widths) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Examples => batch.Examples;

    public ReadOnlyMemory<T> Input(int input, int firstExample, int examples, Memory<T> buffer)
    {
        var length = examples * widths[input];
        var rented = ArrayPool<float>.Shared.Rent(length);
        try
        {
            var values = batch.Input(input, firstExample, examples, rented.AsMemory(0, length));
            TensorPrimitives.ConvertChecked(values.Span[..length], buffer.Span);
            return buffer;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    public ReadOnlyMemory<int> Labels(int firstExample, int examples, Memory<int> buffer) => batch.Labels(firstExample, examples, buffer);
}
