namespace Rationale.Generators.Reading.Modules;

/// <summary>What an expression of a forward pass or a constructor is worth while it is read. Lives as long as one reading and never enters the pipeline.</summary>
internal abstract class Value
{
    /// <summary>How messages call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A number, truth value, text or null.</summary>
/// <param name="content">The boxed value.</param>
internal sealed class Constant(object? content) : Value
{
    /// <summary>The boxed value.</summary>
    public object? Content => content;

    /// <inheritdoc/>
    public override string Kind => "a constant";

    /// <summary>The integer that it is; null if it is none, or one that no size has.</summary>
    public int? Integer => content is int or long or short or byte or sbyte or ushort or uint && Convert.ToInt64(content) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : null;
}

/// <summary>The number of examples of a batch, which is known only at run time: <c>x.shape[0]</c>.</summary>
internal sealed class BatchExtent : Value
{
    /// <summary>The only one.</summary>
    public static BatchExtent Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "the number of examples of the batch";
}

/// <summary>Whether the module is being trained: the property <c>training</c>.</summary>
internal sealed class TrainingFlag : Value
{
    /// <summary>The only one.</summary>
    public static TrainingFlag Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "whether the module is being trained";
}

/// <summary>An array, a tuple, a shape, or a list that grows.</summary>
/// <param name="items">Its elements.</param>
/// <param name="grows">Whether more can be added.</param>
internal sealed class ListValue(IReadOnlyList<Value> items, bool grows = false) : Value
{
    private readonly List<Value> _items = [.. items];
    private NotUnderstoodException? _unknown;

    /// <summary>Its elements.</summary>
    /// <exception cref="NotUnderstoodException">What was added cannot be read.</exception>
    public IReadOnlyList<Value> Items => _unknown is { } reason ? throw reason : _items;

    /// <summary>Whether more can be added.</summary>
    public bool Grows => grows;

    /// <summary>Puts another element in the place of one.</summary>
    public void Replace(int index, Value item) => _items[index] = item;

    /// <summary>Adds an element.</summary>
    public void Add(Value item) => _items.Add(item);

    /// <summary>From now on nothing is known of the list: a statement that changes it could not be read to its end.</summary>
    public void Forget(NotUnderstoodException reason) => _unknown = reason;

    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>What has no say in the numbers: a scope that disposes tensors.</summary>
internal sealed class NeutralValue : Value
{
    /// <summary>The only one.</summary>
    public static NeutralValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "a scope";
}

/// <summary>A value of which nothing is known but what it is: reading it does no harm, using it stops the reading.</summary>
/// <param name="kind">How messages call it.</param>
internal sealed class OpaqueValue(string kind) : Value
{
    /// <inheritdoc/>
    public override string Kind => kind;
}

/// <summary>The element type of a tensor: <c>x.dtype</c>.</summary>
internal sealed class DataTypeValue : Value
{
    /// <summary>The only one.</summary>
    public static DataTypeValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "the type of a tensor";
}
