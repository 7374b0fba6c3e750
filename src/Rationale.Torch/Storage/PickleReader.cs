using System.Buffers.Binary;
using System.Text;
using Rationale.Data;

namespace Rationale.Torch.Storage;

/// <summary>
/// Reads the pickle of a state, <c>module.state_dict()</c>, as torch.save and PyBridge write it. A pickle is a program that may call any function of Python; here it can make tuples, dictionaries and tensors, and nothing else: every other name, and
/// every instruction that such files do not have, ends the reading.
/// </summary>
/// <param name="bytes">The pickle.</param>
/// <param name="file">What messages call the file.</param>
internal sealed class PickleReader(byte[] bytes, string file)
{
    /// <summary>What may be called: a dictionary, and what makes a tensor of a storage.</summary>
    private const string OrderedDictionary = "collections.OrderedDict", Tensor = "torch._utils._rebuild_tensor_v2", Parameter = "torch._utils._rebuild_parameter";

    private readonly Stack<object?> _stack = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;

    /// <summary>Where the elements of a tuple or a dictionary begin.</summary>
    private static object Mark { get; } = new();

    /// <summary>The tensors by their names, in the order of the file.</summary>
    /// <exception cref="DataFormatException">The pickle is damaged, or holds something else.</exception>
    public IReadOnlyList<PickledTensor> Tensors()
    {
        try
        {
            return State(Run());
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or InvalidOperationException or InvalidCastException or KeyNotFoundException or OverflowException)
        {
            throw new DataFormatException($"{file}: its pickle is damaged at byte {_position}.", exception);
        }
    }

    private List<PickledTensor> State(object? content)
    {
        if (content is not Dictionary<object, object?> state)
        {
            throw new DataFormatException($"{file} holds no state of a module, which is a dictionary of tensors; save module.state_dict() in Python.");
        }

        var tensors = new List<PickledTensor>();
        foreach (var (key, value) in state)
        {
            tensors.Add((key, value) is (string name, PickledTensor tensor)
                ? tensor with { Name = name }
                : throw new DataFormatException(value is Dictionary<object, object?>
                    ? $"{file}: '{key}' is a dictionary of its own, so the file is a checkpoint of several parts; save only that of the module, such as checkpoint['{key}'], in Python."
                    : $"{file}: '{key}' is no tensor, which every value of a state is; save module.state_dict() in Python."));
        }

        return tensors;
    }

    private object? Run()
    {
        while (true)
        {
            var code = bytes[_position++];
            switch (code)
            {
                case 0x80:
                    _position++;
                    break;
                case 0x95:
                    _position += 8;
                    break;
                case (byte)'.':
                    return _stack.Pop();
                case (byte)'(':
                    _stack.Push(Mark);
                    break;
                case (byte)'N':
                    _stack.Push(null);
                    break;
                case 0x88 or 0x89:
                    _stack.Push(code == 0x88);
                    break;
                case (byte)'K':
                    _stack.Push((long)bytes[_position++]);
                    break;
                case (byte)'M':
                    _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                    break;
                case (byte)'J':
                    _stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                    break;
                case 0x8a:
                    _stack.Push(Long(Take(bytes[_position++])));
                    break;
                case (byte)'G':
                    _stack.Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                    break;
                case (byte)'X':
                    _stack.Push(Text(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))));
                    break;
                case 0x8c:
                    _stack.Push(Text(Take(bytes[_position++])));
                    break;
                case (byte)')':
                    _stack.Push(Array.Empty<object?>());
                    break;
                case (byte)'t':
                    _stack.Push(Marked());
                    break;
                case 0x85 or 0x86 or 0x87:
                    _stack.Push(Last(code - 0x84));
                    break;
                case (byte)'}':
                    _stack.Push(new Dictionary<object, object?>());
                    break;
                case (byte)'s':
                    Set(Last(2));
                    break;
                case (byte)'u':
                    Set(Marked());
                    break;
                case (byte)'q':
                    _memo[bytes[_position++]] = _stack.Peek();
                    break;
                case (byte)'r':
                    _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = _stack.Peek();
                    break;
                case 0x94:
                    _memo[_memo.Count] = _stack.Peek();
                    break;
                case (byte)'h':
                    _stack.Push(_memo[bytes[_position++]]);
                    break;
                case (byte)'j':
                    _stack.Push(_memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))]);
                    break;
                case (byte)'c':
                    _stack.Push(Known(Line() + "." + Line()));
                    break;
                case 0x93:
                    var names = Last(2);
                    _stack.Push(Known($"{(string)names[0]!}.{(string)names[1]!}"));
                    break;
                case (byte)'Q':
                    _stack.Push(Storage((object?[])_stack.Pop()!));
                    break;
                case (byte)'R':
                    var arguments = (object?[])_stack.Pop()!;
                    _stack.Push(Called((Name)_stack.Pop()!, arguments));
                    break;
                case (byte)'b':
                    // The state of a dictionary beside its values: versions of modules.
                    _stack.Pop();
                    _ = (Dictionary<object, object?>)_stack.Peek()!;
                    break;
                default:
                    throw new DataFormatException($"{file}: its pickle has the instruction 0x{code:x2} at byte {_position - 1}, which no state of a module has; save module.state_dict() in Python.");
            }
        }
    }

    /// <summary>A name that is allowed; what it names is never looked up.</summary>
    private Name Known(string name) => name is OrderedDictionary or Tensor or Parameter || (name.StartsWith("torch.", StringComparison.Ordinal) && name.EndsWith("Storage", StringComparison.Ordinal) && name.Count(letter => letter == '.') == 1)
        ? new Name(name)
        : throw new DataFormatException($"{file}: its pickle names '{name}', which Python would run on loading and which no state of a module needs; save module.state_dict() in Python, or safetensors.torch.save_file(module.state_dict(), path).");

    private object? Called(Name function, object?[] arguments) => (function.Text, arguments) switch
    {
        (OrderedDictionary, [] or [object?[] { Length: 0 }]) => new Dictionary<object, object?>(),
        (Tensor, [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]) => new PickledTensor(storage, offset, Longs(shape), Longs(strides)) is { Shape.Length: var rank } tensor && tensor.Strides.Length == rank
            ? tensor
            : throw new InvalidCastException(),
        (Parameter, [PickledTensor tensor, ..]) => tensor,
        _ => throw new InvalidCastException(),
    };

    private static PickledStorage Storage(object?[] description) => description is ["storage", Name type, string key, string, ..]
        ? new PickledStorage(type.Text["torch.".Length..], key)
        : throw new InvalidCastException();

    private static long[] Longs(object?[] numbers) => [.. numbers.Select(number => (long)number!)];

    private void Set(object?[] pairs)
    {
        var target = (Dictionary<object, object?>)_stack.Peek()!;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            target[pairs[i]!] = pairs[i + 1];
        }
    }

    private object?[] Marked()
    {
        var items = new List<object?>();
        while (_stack.Pop() is var item && !ReferenceEquals(item, Mark))
        {
            items.Add(item);
        }

        items.Reverse();
        return [.. items];
    }

    private object?[] Last(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = _stack.Pop();
        }

        return items;
    }

    private string Line()
    {
        var end = Array.IndexOf(bytes, (byte)'\n', _position);
        var line = Encoding.UTF8.GetString(bytes, _position, end - _position);
        _position = end + 1;
        return line;
    }

    private static long Long(ReadOnlySpan<byte> number)
    {
        var value = 0L;
        for (var i = 0; i < number.Length && i < 8; i++)
        {
            value |= (long)number[i] << (8 * i);
        }

        return number.Length is > 0 and < 8 && number[^1] >= 0x80 ? value - (1L << (8 * number.Length)) : value;
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = bytes.AsSpan(_position, length);
        _position += length;
        return taken;
    }

    /// <summary>A name of Python's, which stands for nothing that could run.</summary>
    /// <param name="Text">Module and name.</param>
    private sealed record Name(string Text);
}
