using Rationale.Data;

namespace Rationale.Tests.Training;

/// <summary>
/// y = w x + b in double precision with its loss and gradient written out by hand: Σ (y − t)² + λ Σ A w², the second term divided by ΣA where it is
/// normalized. The input gradient of a linear model is w, so the penalty needs no second derivative.
/// </summary>
internal sealed class LinearOracle(ReadOnlySpan<float> parameters)
{
    public double[] Parameters { get; } = [.. parameters.ToArray().Select(value => (double)value)];

    public double[] Gradient(Dataset data, IEnumerable<int> rows, double weight = 0, bool normalized = false)
    {
        var inputs = data.Features.Width;
        var gradient = new double[inputs + 1];
        var marks = new double[inputs];
        foreach (var row in rows)
        {
            var x = data.Features.Row(row);
            var error = Parameters[inputs] + x.Select((value, i) => value * Parameters[i]).Sum() - data.Targets!.Row(row)[0];
            for (var i = 0; i < inputs; i++)
            {
                gradient[i] += 2 * error * x[i];
                marks[i] += data.AnnotationMask is null ? 0 : Math.Pow(data.AnnotationMask.Row(row)[i], 2);
            }

            gradient[inputs] += 2 * error;
        }

        var scale = normalized ? weight / Math.Max(1, marks.Sum()) : weight;
        for (var i = 0; i < inputs; i++)
        {
            gradient[i] += 2 * scale * marks[i] * Parameters[i];
        }

        return gradient;
    }

    public void Descend(double[] gradient, double rate)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] -= rate * gradient[i];
        }
    }

    public void Near(ReadOnlySpan<float> found, double tolerance = 1e-5)
    {
        Assert.Equal(Parameters.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal(Parameters[i], found[i], tolerance);
        }
    }
}
