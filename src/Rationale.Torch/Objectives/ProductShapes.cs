namespace Rationale.Torch.Objectives;

/// <summary>Which shapes <c>matmul</c> multiplies.</summary>
internal static class ProductShapes
{
    /// <summary>Why two shapes have no product, in one sentence; null where they have one.</summary>
    public static string? Misfit(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        var names = $"matmul was given [{string.Join(", ", x.ToArray())}] and [{string.Join(", ", y.ToArray())}]";
        if (x.Length == 0 || y.Length == 0)
        {
            return $"{names}, but multiplies vectors and matrices; multiply by a number with *.";
        }

        var (columns, rows) = (x[^1], y.Length == 1 ? y[0] : y[^2]);
        if (columns != rows)
        {
            var (first, second) = (x.Length > 1 && x[^2] == rows, y.Length > 1 && y[^1] == columns);
            var turned = first && second ? $"; transpose the first for products of [{columns}, {y[^1]}], or the second for [{x[^2]}, {rows}]"
                : first ? "; transpose the first"
                : second ? "; transpose the second"
                : "; the two must be equal";
            return $"{names}: the last dimension of the first is {columns}, and that of the second which it is summed with is {rows}{turned}.";
        }

        for (var i = 3; i <= Math.Min(x.Length, y.Length); i++)
        {
            if (x[^i] != y[^i] && x[^i] != 1 && y[^i] != 1)
            {
                return $"{names}: dimensions before the last two must be equal, or 1 in one of the two, but are {x[^i]} and {y[^i]}; reshape or expand one of them.";
            }
        }

        return null;
    }
}
