namespace Rationale.Attribution;

/// <summary>
/// The gradient averaged over the straight path from a baseline x′ to the input, times the path: (x − x′) ⊙ ∫ ∂s/∂x (x′ + t (x − x′)) dt (Sundararajan, Taly
/// and Yan 2017). The scores of an example sum to s(x) − s(x′), up to the completeness gap that is reported for each example.
/// </summary>
public sealed record IntegratedGradients : AttributionMethod
{
    /// <summary>Gradients on the way.</summary>
    /// <value>The default is 50.</value>
    public int Steps { get; init; } = 50;

    /// <summary>Where on the way.</summary>
    /// <value>The default is Gauss and Legendre's rule.</value>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>Where the path begins.</summary>
    /// <value>The default is zero.</value>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <summary>Whether the mean gradient is multiplied by the way: the global attribution, which is complete. Otherwise the local one, the mean gradient alone.</summary>
    /// <value>The default is true.</value>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "integrated gradients";

    internal override ScoreUnit Unit => MultiplyByInputs ? ScoreUnit.Contribution : ScoreUnit.Derivative;

    internal override bool TakesTokenIds => false;

    internal override Estimator Prepare(AttributionContext context)
    {
        AttributionChecks.Require("IntegratedGradients.Steps", Steps);
        return new PathEstimator(context.Width, Baseline.For(context.Function, context.Features), Quadratures.Create(Quadrature, Steps), MultiplyByInputs);
    }

    /// <summary>Sample 0 is the baseline, sample 1 the input, for the completeness gap; the others lie on the way.</summary>
    private sealed class PathEstimator(int width, Baseline baseline, (double[] Nodes, double[] Weights) rule, bool multiply) : Estimator
    {
        private const int Ends = 2;
        private readonly double[] _sum = new double[width];
        private readonly float[] _baseline = new float[width];
        private double _fromBaseline;

        public override ScoreRequest Request => ScoreRequest.Gradient;

        public override int Samples => Ends + rule.Nodes.Length;

        public override void Fill(ExplainedExample example, int sample, Span<float> x)
        {
            baseline.Fill(example.Index, x);
            var at = sample < Ends ? sample : rule.Nodes[sample - Ends];
            for (var i = 0; i < x.Length; i++)
            {
                x[i] = (float)(x[i] + (at * ((double)example.Values[i] - x[i])));
            }
        }

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            if (sample < Ends)
            {
                _fromBaseline += sample == 0 ? -score : score;
                return;
            }

            var weight = rule.Weights[sample - Ends];
            for (var i = 0; i < detail.Length; i++)
            {
                _sum[i] += weight * detail[i];
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            baseline.Fill(example.Index, _baseline);
            var complete = 0.0;
            for (var i = 0; i < scores.Length; i++)
            {
                var score = _sum[i] * ((double)example.Values[i] - _baseline[i]);
                complete += score;
                scores[i] = multiply ? score : _sum[i];
            }

            var gap = complete - _fromBaseline;
            Array.Clear(_sum);
            _fromBaseline = 0;
            return gap;
        }
    }
}
