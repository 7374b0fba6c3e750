namespace Rationale.Graph.Tensors;

/// <summary>One dimension of a view.</summary>
/// <param name="Extent">Number of indices, for each example of the batch where <paramref name="Batched"/>.</param>
/// <param name="Stride">Elements from one index to the next; 0 where a value is repeated.</param>
/// <param name="Batched">Whether the extent is multiplied by the number of examples.</param>
internal readonly record struct TensorDimension(int Extent, int Stride, bool Batched = false)
{
    /// <summary>The extent for a number of examples.</summary>
    public long ExtentFor(int examples) => Batched ? (long)examples * Extent : Extent;
}

/// <summary>
/// A tensor as operators see it: dimensions laid over a buffer. Rearranging, repeating and cutting out are other views of the same buffer and cost nothing.
/// </summary>
/// <param name="Buffer">The memory.</param>
/// <param name="Dimensions">Extents and strides; the batch, where there is one, is the first dimension of every value of a graph.</param>
/// <param name="Offset">Index of the first element.</param>
internal sealed record TensorView(TensorBuffer Buffer, EquatableArray<TensorDimension> Dimensions, int Offset = 0)
{
    /// <summary>Number of dimensions, the batch counted.</summary>
    public int Rank => Dimensions.Count;

    /// <summary>Whether any dimension grows with the batch.</summary>
    public bool Batched => Dimensions.Any(dimension => dimension.Batched);

    /// <summary>Whether the elements lie one after another.</summary>
    public bool IsContiguous
    {
        get
        {
            var stride = 1;
            for (var axis = Rank - 1; axis >= 0; axis--)
            {
                var dimension = Dimensions[axis];
                if (dimension.Batched ? axis != 0 || dimension.Stride != stride : dimension.Extent != 1 && dimension.Stride != stride)
                {
                    return false;
                }

                stride *= dimension.Extent;
            }

            return true;
        }
    }

    /// <summary>A contiguous view of a buffer from an offset on.</summary>
    public static TensorView Of(TensorBuffer buffer, Shape shape, int offset = 0) => new(buffer, Contiguous(Extents(shape)), offset);

    /// <summary>A contiguous view of a whole buffer with any extents.</summary>
    public static TensorView Of(TensorBuffer buffer, IEnumerable<(int Extent, bool Batched)> extents) => new(buffer, Contiguous(extents));

    /// <summary>The dimensions of a shape without strides, the batch first.</summary>
    public static IEnumerable<(int Extent, bool Batched)> Extents(Shape shape)
    {
        var own = shape.Dimensions.Select(extent => (extent, false));
        return shape.Batched ? own.Prepend((1, true)) : own;
    }

    /// <summary>Dimensions in another order.</summary>
    public TensorView Permute(params int[] order) => this with { Dimensions = new(order.Select(axis => Dimensions[axis])) };

    /// <summary>The same elements in the same order with other extents. Only a contiguous view can be seen so.</summary>
    public TensorView Reshape(params (int Extent, bool Batched)[] extents) => IsContiguous
        ? this with { Dimensions = Contiguous(extents) }
        : throw new InvalidOperationException($"'{Buffer.Name}' does not lie in order and cannot be seen under another shape; copy it first.");

    /// <summary>All examples of a batched value, or the first dimensions of a whole one, folded into the first of two dimensions: a matrix.</summary>
    public TensorView Matrix(int columns)
    {
        var length = Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent);
        return Reshape((length / columns, Batched), (columns, false));
    }

    /// <summary>A dimension of extent one before an axis.</summary>
    public TensorView Unsqueeze(int axis)
    {
        var dimensions = Dimensions.Take(axis).Append(new TensorDimension(1, 0)).Concat(Dimensions.Skip(axis)).ToArray();
        return IsContiguous
            ? Reshape([.. dimensions.Select(dimension => (dimension.Extent, dimension.Batched))])
            : this with { Dimensions = new(dimensions) };
    }

    /// <summary>A range of one dimension.</summary>
    public TensorView Narrow(int axis, int start, int count) => this with
    {
        Dimensions = With(axis, Dimensions[axis] with { Extent = count }),
        Offset = Offset + (start * Dimensions[axis].Stride),
    };

    /// <summary>Repeated to a shape: extents of one, and dimensions that are not there, are given a stride of zero.</summary>
    public TensorView Expand(Shape shape)
    {
        var full = Extents(shape).ToArray();
        var padding = full.Length - Rank;
        return this with
        {
            Dimensions = new(full.Select((dimension, axis) => axis >= padding && Matches(Dimensions[axis - padding], dimension)
                ? Dimensions[axis - padding]
                : new TensorDimension(dimension.Extent, 0, dimension.Batched))),
        };
    }

    /// <summary>The same buffer under any dimensions, each with extent, stride and whether it grows with the batch.</summary>
    public TensorView As(int offset, params (int Extent, int Stride, bool Batched)[] dimensions) => this with
    {
        Dimensions = new(dimensions.Select(dimension => new TensorDimension(dimension.Extent, dimension.Stride, dimension.Batched))),
        Offset = offset,
    };

    /// <summary>As readers write it.</summary>
    public override string ToString() =>
        $"{Buffer.Name}#{Buffer.Id}+{Offset}[{string.Join(", ", Dimensions.Select(dimension => $"{(dimension.Batched ? "examples×" : "")}{dimension.Extent}:{dimension.Stride}"))}]";

    private static bool Matches(TensorDimension own, (int Extent, bool Batched) wanted) => own.Extent == wanted.Extent && own.Batched == wanted.Batched;

    private static EquatableArray<TensorDimension> Contiguous(IEnumerable<(int Extent, bool Batched)> extents)
    {
        var dimensions = extents.Select(extent => new TensorDimension(extent.Extent, 0, extent.Batched)).ToArray();
        var stride = 1;
        for (var axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            dimensions[axis] = dimensions[axis] with { Stride = stride };
            stride *= dimensions[axis].Extent;
        }

        return new(dimensions);
    }

    private EquatableArray<TensorDimension> With(int axis, TensorDimension dimension) => new(Dimensions.Select((own, i) => i == axis ? dimension : own));
}
