namespace Rationale.Graph.Tensors;

/// <summary>Memory that a tensor program reads or writes; where it comes from is up to who runs the program.</summary>
/// <param name="Id">Number among the buffers of the program.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Name">What it holds: the name of a column or output, the label of a value.</param>
/// <param name="Batched">Whether there are <paramref name="Length"/> elements for each example of the batch rather than once.</param>
/// <param name="Length">Number of elements, of an example where there are examples.</param>
/// <param name="Type">What the elements are.</param>
/// <param name="Source">What fills it, for a constant or a dropout mask.</param>
internal sealed record TensorBuffer(int Id, TensorRole Role, string Name, bool Batched, int Length, TensorType Type = TensorType.Real, Operator? Source = null)
{
    /// <inheritdoc/>
    public bool Equals(TensorBuffer? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id;
}

/// <summary>What a buffer is for.</summary>
public enum TensorRole
{
    /// <summary>A value for each example of the batch, given with each step.</summary>
    Input,

    /// <summary>The class index of each example.</summary>
    Labels,

    /// <summary>All parameters and state.</summary>
    Parameters,

    /// <summary>The flat gradients, of the length of the parameters.</summary>
    Gradients,

    /// <summary>Numbers given at run time; the first is the number of examples.</summary>
    Settings,

    /// <summary>One number on the device, to be repeated.</summary>
    Constant,

    /// <summary>One number in the memory of the CPU: the form in which operators take a factor or a summand on every device.</summary>
    Number,

    /// <summary>The mask of a dropout layer, drawn for each step.</summary>
    Dropout,

    /// <summary>Numbers for the whole batch, one after another.</summary>
    Totals,

    /// <summary>A result for each example.</summary>
    Rows,

    /// <summary>An intermediate value.</summary>
    Work,
}

/// <summary>What the elements of a buffer are.</summary>
public enum TensorType
{
    /// <summary>Floating point, single or double as whoever runs the program chooses.</summary>
    Real,

    /// <summary>Integers of 64 bits, which libtorch takes as indices.</summary>
    Index,

    /// <summary>True or false.</summary>
    Bool,
}
