namespace Rationale.Data;

/// <summary>Looking for what is missing.</summary>
internal static class SpanSearch
{
    /// <summary>The first place of what is not a number; −1 where all are.</summary>
    public static int IndexOfNaN(this ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
