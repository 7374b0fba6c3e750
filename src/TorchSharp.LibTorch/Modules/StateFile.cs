using Rationale.Native;

namespace TorchSharp;

/// <summary>
/// The file of a module's state: the number of tensors, and for each its name, type, extents and elements. Integers are written in groups of seven bits, names
/// in UTF-8 behind their length, elements as they lie in memory.
/// </summary>
internal static class StateFile
{
    public static void Write(BinaryWriter writer, IReadOnlyDictionary<string, torch.Tensor> state, IList<string>? skip)
    {
        var kept = state.Where(part => skip?.Contains(part.Key) != true).ToList();
        writer.Write7BitEncodedInt(kept.Count);
        foreach (var (key, tensor) in kept)
        {
            writer.Write(key);
            writer.Write7BitEncodedInt((int)tensor.dtype);
            writer.Write7BitEncodedInt(tensor.shape.Length);
            foreach (var extent in tensor.shape)
            {
                writer.Write7BitEncodedInt64(extent);
            }

            using var detached = Aten.Detach(tensor.Native);
            using var near = Operators.Find("_to_copy").Invoke(detached, NativeArgument.None, NativeArgument.None, Device.Cpu)[0];
            using var plain = Operators.Find("contiguous").Invoke(near)[0];
            writer.Write(plain.Bytes());
        }
    }

    public static Dictionary<string, torch.Tensor> Read(BinaryReader reader)
    {
        var state = new Dictionary<string, torch.Tensor>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var key = reader.ReadString();
            var type = reader.Read7BitEncodedInt();
            var shape = new long[reader.Read7BitEncodedInt()];
            for (var axis = 0; axis < shape.Length; axis++)
            {
                shape[axis] = reader.Read7BitEncodedInt64();
            }

            var tensor = Operators.Call("empty.memory_format", shape, (long)type);
            reader.BaseStream.ReadExactly(tensor.Native.Bytes());
            state.Add(key, tensor.DetachFromDisposeScope());
        }

        return state;
    }
}
