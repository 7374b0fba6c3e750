using System.Globalization;

namespace Rationale.Data;

/// <summary>The order of classes of which nobody gave one: integers by their value, so that label 0 is class 0 whatever comes first in a file; others as they first appeared.</summary>
internal static class ClassOrder
{
    /// <summary>Puts classes into order and numbers labels anew.</summary>
    /// <param name="names">The classes in order of first appearance.</param>
    /// <param name="labels">Their numbers.</param>
    /// <param name="culture">How numbers are written.</param>
    public static void Sort(List<string> names, List<int> labels, IFormatProvider? culture)
    {
        var values = new decimal[names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!decimal.TryParse(names[i], NumberStyles.Float, culture ?? CultureInfo.InvariantCulture, out values[i]) || values[i] % 1 != 0)
            {
                return;
            }
        }

        // Texts of one value, such as 1 and 01, are classes of their own and stay as they first appeared.
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var numbers = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            numbers[order[i]] = i;
        }

        string[] sorted = [.. order.Select(i => names[i])];
        names.Clear();
        names.AddRange(sorted);
        for (var i = 0; i < labels.Count; i++)
        {
            labels[i] = numbers[labels[i]];
        }
    }
}
