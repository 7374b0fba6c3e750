using System.Numerics;

namespace Rationale.Tests.Kernels;

/// <summary>Arrays with fixed seeds and comparisons with a reference in double.</summary>
internal static class Values
{
    /// <summary>Guard elements behind an array: a kernel that writes too far changes them.</summary>
    private const int Guards = 40;

    private const int GuardValue = -12345;

    public static T[] Uniform<T>(int count, int seed, double low = -1, double high = 1)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateChecked(low + ((high - low) * random.NextDouble()));
        }

        return values;
    }

    public static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = double.CreateChecked(values[i]);
        }

        return result;
    }

    /// <summary>A copy with guards behind it; <see cref="Check{T}"/> looks at them.</summary>
    public static T[] Guarded<T>(ReadOnlySpan<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var result = new T[values.Length + Guards];
        values.CopyTo(result);
        result.AsSpan(values.Length).Fill(T.CreateChecked(GuardValue));
        return result;
    }

    /// <summary>
    /// Compares with the reference; the allowed error is <paramref name="roundings"/> units of T's precision times the magnitude given for each element (the sum
    /// of the absolute terms, say), or times the expected value.
    /// </summary>
    public static void Check<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> guarded, double roundings, ReadOnlySpan<double> magnitude = default, string what = "")
        where T : IBinaryFloatingPointIeee754<T>
    {
        double unit = typeof(T) == typeof(float) ? 5.97e-8 : 1.12e-16;
        for (int i = 0; i < expected.Length; i++)
        {
            double actual = double.CreateChecked(guarded[i]);
            double scale = magnitude.IsEmpty ? Math.Abs(expected[i]) : magnitude[i];
            double allowed = (roundings * unit * scale) + (typeof(T) == typeof(float) ? 1e-37 : 1e-300);
            bool equal = expected[i].Equals(actual) || expected[i] == actual || Math.Abs(actual - expected[i]) <= allowed;
            if (!equal)
            {
                Assert.Fail(FormattableString.Invariant($"{what} element {i}: expected {expected[i]:R}, found {actual:R}, allowed error {allowed:E2}"));
            }
        }

        for (int i = expected.Length; i < guarded.Length; i++)
        {
            Assert.True(guarded[i] == T.CreateChecked(GuardValue), $"{what} wrote behind the end, at element {i} of {expected.Length}");
        }
    }
}
