namespace Rationale.Attribution;

/// <summary>A symmetric positive definite system of equations, factored once (Cholesky) and solved for many right sides.</summary>
internal sealed class SymmetricSystem
{
    /// <summary>A pivot this much smaller than its diagonal element is nothing but rounding.</summary>
    private const double LeastPivot = 1e-12;

    private readonly double[,] _factor;
    private readonly int _size;

    private SymmetricSystem(double[,] factor) => (_factor, _size) = (factor, factor.GetLength(0));

    /// <summary>Factors a matrix, of which the lower triangle is read.</summary>
    /// <returns>Null where the matrix is singular to working precision.</returns>
    public static SymmetricSystem? TryFactor(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var factor = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    rest -= factor[i, k] * factor[j, k];
                }

                if (i == j && !(rest > LeastPivot * Math.Abs(matrix[i, i])))
                {
                    return null;
                }

                factor[i, j] = i == j ? Math.Sqrt(rest) : rest / factor[j, j];
            }
        }

        return new SymmetricSystem(factor);
    }

    /// <summary>Replaces a right side by the solution.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < _size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                b[i] -= _factor[i, k] * b[k];
            }

            b[i] /= _factor[i, i];
        }

        for (var i = _size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < _size; k++)
            {
                b[i] -= _factor[k, i] * b[k];
            }

            b[i] /= _factor[i, i];
        }
    }
}
