namespace Rationale.Graph.Scheduling;

/// <summary>
/// An operator with a matrix that all examples share. Where that matrix is whole it is packed once a step, and the kernel takes a bias, a rectifier or a gate
/// with it.
/// </summary>
internal interface IPanelProduct
{
    /// <summary>How the matrix, the second input, is packed.</summary>
    PackOp Pack(Node product);

    /// <summary>The kernel over the packed matrix.</summary>
    LoweredOp Kernel(Node product, Epilogue epilogue, double below);

    /// <summary>Whether the kernel can take an epilogue with it.</summary>
    bool Takes(Epilogue epilogue);
}

/// <summary>A change of layout that prepares a matrix for products.</summary>
/// <param name="Transposed">Whether it is packed as its transpose.</param>
internal abstract record PackOp(bool Transposed) : LoweredOp
{
    /// <summary>Elements of the packed matrix.</summary>
    public abstract int Length { get; }

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;
}
