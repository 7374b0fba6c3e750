namespace Rationale.Graph.Tensors;

/// <summary>One call of an operator of ATen.</summary>
/// <param name="Operator">Name and overload, <c>addmm.out</c>.</param>
/// <param name="Arguments">In the order of the schema; what is left out at the end takes its default.</param>
/// <param name="Writes">The tensors that the call changes.</param>
/// <param name="Into">Where a result goes of an operator that writes into no tensor of the caller; null for the others.</param>
internal sealed record TensorCall(string Operator, EquatableArray<TensorArgument> Arguments, EquatableArray<TensorView> Writes, TensorResult? Into = null)
{
    /// <summary>What the call computes, in mathematics.</summary>
    public string Formula { get; init; } = "";

    /// <summary>Whether the result may stand where an operand of the same form stood: each element needs only its own.</summary>
    public bool Elementwise { get; init; }

    /// <summary>The stage of the step.</summary>
    public TensorStage Stage { get; init; }

    /// <summary>All tensors that the call touches.</summary>
    public IEnumerable<TensorView> Tensors => Arguments.SelectMany(argument => argument switch
    {
        TensorOperand operand => [operand.View],
        TensorOperands operands => operands.Views,
        _ => Enumerable.Empty<TensorView>(),
    }).Concat(Into is null ? [] : [Into.View]);
}

/// <summary>
/// When a call runs. A value of the whole batch that is a sum over examples ends a level: only when every worker has added its examples can the next level read it.
/// </summary>
/// <param name="Level">How many sums over the batch lie before it.</param>
/// <param name="OnRows">Whether it works on examples, after what a level does once.</param>
internal readonly record struct TensorStage(int Level, bool OnRows) : IComparable<TensorStage>
{
    /// <summary>What is done once, when memory is taken.</summary>
    public static TensorStage Setup => new(-1, OnRows: false);

    /// <inheritdoc/>
    public int CompareTo(TensorStage other) => (Level, OnRows).CompareTo((other.Level, other.OnRows));
}

/// <summary>Which result of an operator is copied, and where.</summary>
/// <param name="Index">Number of the result.</param>
/// <param name="View">Where it goes.</param>
internal sealed record TensorResult(int Index, TensorView View);

/// <summary>An argument of an operator.</summary>
internal abstract record TensorArgument
{
    /// <summary>A tensor.</summary>
    public static implicit operator TensorArgument(TensorView view) => new TensorOperand(view);

    /// <summary>A real number.</summary>
    public static implicit operator TensorArgument(double value) => new TensorDouble(value);

    /// <summary>An integer.</summary>
    public static implicit operator TensorArgument(int value) => new TensorInt(value);

    /// <summary>A flag.</summary>
    public static implicit operator TensorArgument(bool value) => new TensorBool(value);

    /// <summary>A list of integers.</summary>
    public static implicit operator TensorArgument(int[] values) => new TensorInts(new EquatableArray<int>(values));
}

/// <summary>A tensor.</summary>
/// <param name="View">The tensor.</param>
internal sealed record TensorOperand(TensorView View) : TensorArgument;

/// <summary>A list of tensors.</summary>
/// <param name="Views">The tensors.</param>
internal sealed record TensorOperands(EquatableArray<TensorView> Views) : TensorArgument
{
    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Views)}]";
}

/// <summary>A real number.</summary>
/// <param name="Value">The number.</param>
internal sealed record TensorDouble(double Value) : TensorArgument;

/// <summary>An integer.</summary>
/// <param name="Value">The number.</param>
internal sealed record TensorInt(int Value) : TensorArgument;

/// <summary>A flag.</summary>
/// <param name="Value">The flag.</param>
internal sealed record TensorBool(bool Value) : TensorArgument;

/// <summary>Flags.</summary>
/// <param name="Values">The flags.</param>
internal sealed record TensorBools(EquatableArray<bool> Values) : TensorArgument
{
    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Values)}]";
}

/// <summary>Integers.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="RowsFirst">Whether the number of examples stands before them.</param>
internal sealed record TensorInts(EquatableArray<int> Values, bool RowsFirst = false) : TensorArgument
{
    /// <inheritdoc/>
    public override string ToString() => $"[{(RowsFirst ? "examples, " : "")}{string.Join(", ", Values)}]";
}

/// <summary>Nothing, where a schema allows it.</summary>
internal sealed record TensorNone : TensorArgument
{
    /// <summary>The one instance.</summary>
    public static TensorNone Instance { get; } = new();
}
