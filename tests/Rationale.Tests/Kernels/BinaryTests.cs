using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class BinaryTests
{
    private delegate void Same<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

    private delegate void Repeated<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft);

    public static TheoryData<int, int, int> Shapes() => new()
    {
        { 0, 3, 2 }, { 1, 1, 1 }, { 1, 1, 77 }, { 5, 1, 3 }, { 7, 2, 1 }, { 33, 10, 1 }, { 9, 50, 1 }, { 3, 64, 1 }, { 5, 300, 1 }, { 600, 1, 1 },
        { 1, 7, 2 }, { 1, 300, 2 }, { 1, 130, 10 }, { 2, 5, 3 }, { 3, 4, 70 }, { 1, 9, 100 }, { 2, 600, 3 }, { 4, 0, 2 }, { 2, 3, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_operator_agrees_with_its_definition_in_all_shapes(int outer, int middle, int inner)
    {
        Operators<float>(outer, middle, inner);
        Operators<double>(outer, middle, inner);
    }

    [Fact]
    public void Maximum_passes_NaN_through()
    {
        float[] y = new float[2];
        BinaryKernels.Maximum<float>([float.NaN, 1], [1, float.NaN], y);
        Assert.Equal([float.NaN, float.NaN], y);
    }

    private static void Operators<T>(int outer, int middle, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(outer, middle, inner, BinaryKernels.Add, BinaryKernels.Add, (a, b) => a + b);
        Check<T>(outer, middle, inner, BinaryKernels.Subtract, BinaryKernels.Subtract, (a, b) => a - b);
        Check<T>(outer, middle, inner, BinaryKernels.Multiply, BinaryKernels.Multiply, (a, b) => a * b);
        Check<T>(outer, middle, inner, BinaryKernels.Divide, BinaryKernels.Divide, (a, b) => a / b);
        Check<T>(outer, middle, inner, BinaryKernels.Maximum, BinaryKernels.Maximum, Math.Max);
        Check<T>(outer, middle, inner, BinaryKernels.Greater, BinaryKernels.Greater, (a, b) => a > b ? 1 : 0);
        Check<T>(outer, middle, inner, BinaryKernels.Equal, BinaryKernels.Equal, (a, b) => a == b ? 1 : 0);

        T[] small = Values.Uniform<T>(middle, 8), y = Values.Guarded<T>(new T[outer * middle * inner]);
        BinaryKernels.Broadcast<T>(small, y, outer, middle, inner);
        Values.Check<T>(Values.Doubles<T>(Expand(small, outer, middle, inner)), y, 0);
    }

    private static void Check<T>(int outer, int middle, int inner, Same<T> same, Repeated<T> repeated, Func<double, double, double> reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Quarters, so that some pairs are equal; none is zero.
        int length = outer * middle * inner;
        T[] full = [.. Values.Uniform<T>(length, 5, -4, 4).Select(Quarter)], small = [.. Values.Uniform<T>(middle, 6, -4, 4).Select(Quarter)];
        T[] expanded = Expand(small, outer, middle, inner);
        double[] right = [.. Values.Doubles<T>(full).Zip(Values.Doubles<T>(expanded), reference)];
        double[] left = [.. Values.Doubles<T>(expanded).Zip(Values.Doubles<T>(full), reference)];

        T[] y = Values.Guarded<T>(new T[length]);
        same(full, expanded, y.AsSpan(0, length));
        Values.Check<T>(right, y, 1);
        y = Values.Guarded<T>(full);
        same(y.AsSpan(0, length), expanded, y.AsSpan(0, length));
        Values.Check<T>(right, y, 1);

        y = Values.Guarded<T>(new T[length]);
        repeated(full, small, y, outer, middle, inner, false);
        Values.Check<T>(right, y, 1);
        y = Values.Guarded<T>(full);
        repeated(y, small, y, outer, middle, inner, false);
        Values.Check<T>(right, y, 1);
        y = Values.Guarded<T>(full);
        repeated(small, y, y, outer, middle, inner, true);
        Values.Check<T>(left, y, 1);
    }

    private static T Quarter<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        (T.Floor(value * T.CreateChecked(4)) + T.CreateChecked(0.5)) / T.CreateChecked(4);

    private static T[] Expand<T>(T[] small, int outer, int middle, int inner)
    {
        var full = new T[outer * middle * inner];
        for (int i = 0; i < full.Length; i++)
        {
            full[i] = small[i / inner % middle];
        }

        return full;
    }
}
