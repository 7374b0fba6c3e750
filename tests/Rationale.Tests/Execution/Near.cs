namespace Rationale.Tests.Execution;

/// <summary>Comparison of numbers up to a relative error, measured against the largest number of the expected array.</summary>
internal static class Near
{
    public static void Check(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        var scale = Scale(expected);
        for (var i = 0; i < expected.Count; i++)
        {
            if (!expected[i].Equals(actual[i]) && !(Math.Abs(expected[i] - actual[i]) <= tolerance * scale))
            {
                Assert.Fail(FormattableString.Invariant($"{what} element {i}: expected {expected[i]:R}, found {actual[i]:R}"));
            }
        }
    }

    /// <summary>The largest error, as <see cref="Check"/> measures it.</summary>
    public static double Error(IReadOnlyList<double> expected, IReadOnlyList<double> actual) =>
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Where(double.IsFinite).Max() / Scale(expected);

    private static double Scale(IReadOnlyList<double> expected) => expected.Where(double.IsFinite).Select(Math.Abs).Append(1e-3).Max();
}
