using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>
/// Another method over noisy copies of the example, and a statistic of its scores: Captum's noise tunnel. The class is settled without noise.
/// </summary>
public abstract record NoiseTunnel : AttributionMethod
{
    /// <summary>The method that each copy goes through.</summary>
    /// <value>The default is the gradient with its signs.</value>
    public AttributionMethod Inner { get; init; } = new Saliency { Absolute = false };

    /// <summary>Noisy copies.</summary>
    /// <value>The default is 50.</value>
    public int Samples { get; init; } = 50;

    /// <summary>Standard deviation of the noise as a share of the example's range, its largest value minus its smallest.</summary>
    /// <value>The default is 0.15; the SmoothGrad paper recommends 0.1 to 0.2.</value>
    public double NoiseLevel { get; init; } = 0.15;

    /// <summary>Standard deviation of the noise itself, as Captum's <c>stdevs</c>; null to take <see cref="NoiseLevel"/>.</summary>
    /// <value>The default is null.</value>
    public double? Deviation { get; init; }

    /// <summary>The statistic, from the sums of a score and of its square over the copies.</summary>
    private protected abstract double Statistic(double mean, double sumOfSquaredDifferences, int samples);

    /// <summary>The unit of squares of the inner method's scores.</summary>
    private protected ScoreUnit SquaredUnit => Inner.Unit is ScoreUnit.Derivative or ScoreUnit.AbsoluteDerivative ? ScoreUnit.SquaredDerivative : ScoreUnit.None;

    internal override bool TakesTokenIds => false;

    internal override Estimator Prepare(AttributionContext context)
    {
        AttributionChecks.Require("NoiseTunnel.Samples", Samples);
        AttributionChecks.Require("NoiseTunnel.NoiseLevel", NoiseLevel);
        AttributionChecks.Require("NoiseTunnel.Deviation", Deviation);
        ArgumentNullException.ThrowIfNull(Inner);
        return new NoisyEstimator(this, Inner.Prepare(context), new RandomSource(context.Options.Seed).Fork("noise tunnel"), context.Width);
    }

    private double DeviationOf(ReadOnlySpan<float> row)
    {
        if (Deviation is { } deviation)
        {
            return deviation;
        }

        var (least, most) = (row[0], row[0]);
        foreach (var value in row)
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return NoiseLevel * ((double)most - least);
    }

    /// <summary>Mean and squared differences are carried along (Welford), so a variance does not drown in the mean's square.</summary>
    private sealed class NoisyEstimator(NoiseTunnel method, Estimator inner, RandomSource seeds, int features) : Estimator
    {
        private readonly float[] _noisy = new float[features];
        private readonly double[] _scores = new double[inner.Groups?.Count ?? features];
        private readonly double[] _mean = new double[inner.Groups?.Count ?? features];
        private readonly double[] _squares = new double[inner.Groups?.Count ?? features];

        public override ScoreRequest Request => inner.Request;

        public override FeatureGroups? Groups => inner.Groups;

        public override int Samples => checked(method.Samples * inner.Samples);

        public override void Fill(ExplainedExample example, int sample, Span<float> x)
        {
            var (copy, part) = Math.DivRem(sample, inner.Samples);
            var noisy = new float[example.Values.Length];
            Copy(example, copy, noisy);
            inner.Fill(new ExplainedExample(noisy, example.Index, example.Class), part, x);
        }

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            var (copy, part) = Math.DivRem(sample, inner.Samples);
            if (part == 0)
            {
                Copy(example, copy, _noisy);
            }

            var noisy = new ExplainedExample(_noisy, example.Index, example.Class);
            inner.Add(noisy, part, score, detail);
            if (part == inner.Samples - 1)
            {
                inner.End(noisy, _scores);
                for (var i = 0; i < _scores.Length; i++)
                {
                    var difference = _scores[i] - _mean[i];
                    _mean[i] += difference / (copy + 1);
                    _squares[i] += difference * (_scores[i] - _mean[i]);
                }
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = method.Statistic(_mean[i], _squares[i], method.Samples);
            }

            Array.Clear(_mean);
            Array.Clear(_squares);
            return double.NaN;
        }

        private void Copy(ExplainedExample example, int copy, Span<float> noisy) =>
            Noise.Add(example.Values, method.DeviationOf(example.Values), seeds.Fork((ulong)example.Index).Fork((ulong)copy), noisy);
    }
}
