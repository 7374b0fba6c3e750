using Rationale.Storage;
using static TorchSharp.torch;

namespace Rationale.Torch.Storage;

/// <summary>Tensors of a module as a file holds them, and back: integers and truth values exactly, everything else in 32 bits or as wide as it is.</summary>
internal static class StoredTensor
{
    /// <summary>A tensor as it is written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor, on any device.</param>
    public static NamedTensor Create(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        return tensor.dtype switch
        {
            ScalarType.Float64 => NamedTensor.FromDouble(name, tensor.shape, plain.data<double>().ToArray()),
            ScalarType.Int64 => NamedTensor.FromInt64(name, tensor.shape, plain.data<long>().ToArray()),
            ScalarType.Int32 => NamedTensor.FromInt32(name, tensor.shape, plain.data<int>().ToArray()),
            ScalarType.Byte or ScalarType.Bool => NamedTensor.FromBytes(name, tensor.shape, plain.to(uint8).data<byte>().ToArray()),
            ScalarType.Int8 or ScalarType.Int16 => NamedTensor.FromInt32(name, tensor.shape, plain.to(int32).data<int>().ToArray()),
            _ => NamedTensor.FromSingle(name, tensor.shape, plain.to(float32).data<float>().ToArray()),
        };
    }

    /// <summary>What a file holds, as a tensor.</summary>
    /// <param name="stored">The values.</param>
    /// <param name="shape">Shape of the tensor that takes them, of as many values.</param>
    public static Tensor ToTensor(NamedTensor stored, long[] shape)
    {
        switch (stored.Type)
        {
            case TensorDataType.I64 or TensorDataType.I32 or TensorDataType.U8:
                return tensor(stored.ToInt64Array(), shape);
            case TensorDataType.F64:
                var values = new double[stored.Count];
                stored.CopyTo(values);
                return tensor(values, shape);
            default:
                return tensor(stored.ToSingleArray(), shape);
        }
    }
}
