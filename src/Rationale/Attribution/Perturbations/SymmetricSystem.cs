using System.Numerics.Tensors;

namespace Rationale.Attribution;

/// <summary>A symmetric positive definite system of equations, factored once (Cholesky) and solved for many right sides.</summary>
internal sealed class SymmetricSystem
{
    /// <summary>A pivot this much smaller than its diagonal element is nothing but rounding.</summary>
    private const double MinPivot = 1e-12;

    private readonly double[][] _factor;

    private SymmetricSystem(double[][] factor) => _factor = factor;

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="lower">Row i has its i + 1 elements up to the diagonal.</param>
    /// <param name="cancellationToken">Ends the work between rows.</param>
    /// <returns>Null where the matrix is singular to working precision.</returns>
    public static SymmetricSystem? TryFactor(double[][] lower, CancellationToken cancellationToken)
    {
        for (var i = 0; i < lower.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var diagonal = lower[i][i];
            for (var j = 0; j <= i; j++)
            {
                var rest = lower[i][j] - TensorPrimitives.Dot<double>(lower[i].AsSpan(0, j), lower[j].AsSpan(0, j));
                if (i == j && !(rest > MinPivot * Math.Abs(diagonal)))
                {
                    return null;
                }

                lower[i][j] = i == j ? Math.Sqrt(rest) : rest / lower[j][j];
            }
        }

        return new SymmetricSystem(lower);
    }

    /// <summary>Replaces a right side by the solution.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < b.Length; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot<double>(_factor[i].AsSpan(0, i), b[..i])) / _factor[i][i];
        }

        for (var i = b.Length - 1; i >= 0; i--)
        {
            b[i] /= _factor[i][i];
            TensorPrimitives.MultiplyAdd(_factor[i].AsSpan(0, i), -b[i], b[..i], b[..i]);
        }
    }
}
