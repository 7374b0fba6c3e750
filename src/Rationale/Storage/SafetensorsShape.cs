namespace Rationale.Storage;

internal static class SafetensorsShape
{
    /// <summary>The product of the dimensions, or -1 where one is negative or the product does not fit.</summary>
    public static long Count(IReadOnlyList<long> shape)
    {
        // A zero anywhere makes the product zero, whatever the rest multiplies to.
        if (shape.Any(length => length < 0))
        {
            return -1;
        }

        if (shape.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (var length in shape)
        {
            if (count > long.MaxValue / length)
            {
                return -1;
            }

            count *= length;
        }

        return count;
    }
}
