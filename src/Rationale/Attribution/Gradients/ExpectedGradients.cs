using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>
/// Integrated gradients averaged over backgrounds: each sample draws an example x′ of the background and a place t on the way from it, and the scores are the mean of
/// (x − x′) ⊙ ∂s/∂x (x′ + t (x − x′)) (Erion et al. 2021; Captum's and SHAP's gradient explainers). They sum to s(x) − mean s(x′) in expectation; the gap reported for
/// each example takes the backgrounds that were drawn.
/// </summary>
/// <param name="Background">Examples that stand for "nothing said", at least 1; usually some of the training data.</param>
public sealed record ExpectedGradients(FeatureMatrix Background) : AttributionMethod
{
    /// <summary>Draws for each example.</summary>
    /// <value>The default is 200.</value>
    public int Samples { get; init; } = 200;

    /// <summary>Standard deviation of noise added to the input of each draw.</summary>
    /// <value>The default is 0.</value>
    public double Deviation { get; init; }

    /// <summary>Whether gradients are multiplied by the way from the background.</summary>
    /// <value>The default is true.</value>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "expected gradients";

    internal override ScoreUnit Unit => MultiplyByInputs ? ScoreUnit.Contribution : ScoreUnit.Derivative;

    internal override bool TakesTokenIds => false;

    internal override Estimator Prepare(AttributionContext context)
    {
        ArgumentNullException.ThrowIfNull(Background);
        AttributionChecks.Require("ExpectedGradients.Samples", Samples);
        AttributionChecks.Require("ExpectedGradients.Deviation", Deviation);
        var background = context.Function.Prepare(Background);
        AttributionChecks.Require(background.Width == context.Width, "The width of ExpectedGradients.Background", background.Width, $"{context.Width}, that of the examples");
        DatasetChecks.Features(background);
        var seeds = new RandomSource(context.Options.Seed).Fork("expected gradients");
        return new DrawnEstimator(this with { Background = background }, seeds, new BackgroundScores(context.Function, background, context.Options.Target.Output), context.Width);
    }

    /// <summary>Sample 0 is the input, for the completeness gap; each other is a draw.</summary>
    private sealed class DrawnEstimator(ExpectedGradients method, RandomSource seeds, BackgroundScores backgrounds, int width) : Estimator
    {
        private readonly double[] _sum = new double[width];
        private readonly float[] _from = new float[width];
        private readonly float[] _to = new float[width];
        private readonly int[] _drawn = new int[method.Samples];
        private double _complete;
        private double _atInput;

        public override ScoreRequest Request => ScoreRequest.Gradient;

        public override int Samples => 1 + method.Samples;

        public override void Fill(ExplainedExample example, int sample, Span<float> x)
        {
            if (sample == 0)
            {
                example.Values.CopyTo(x);
                return;
            }

            var (background, t, noise) = Draw(example.Index, sample);
            Noise.Add(example.Values, method.Deviation, noise, x);
            var from = new float[x.Length];
            method.Background.CopyRows(background, 1, from);
            for (var i = 0; i < x.Length; i++)
            {
                x[i] = (float)(from[i] + (t * ((double)x[i] - from[i])));
            }
        }

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            if (sample == 0)
            {
                _atInput = score;
                return;
            }

            var (background, _, noise) = Draw(example.Index, sample);
            _drawn[sample - 1] = background;
            method.Background.CopyRows(background, 1, _from);
            Noise.Add(example.Values, method.Deviation, noise, _to);
            for (var i = 0; i < detail.Length; i++)
            {
                var share = detail[i] * ((double)_to[i] - _from[i]);
                _complete += share;
                _sum[i] += method.MultiplyByInputs ? share : detail[i];
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = _sum[i] / method.Samples;
            }

            var gap = (_complete / method.Samples) - (_atInput - backgrounds.Mean(_drawn, example.Class));
            Array.Clear(_sum);
            _complete = 0;
            return gap;
        }

        private (int Background, double T, RandomSource Noise) Draw(int example, int sample)
        {
            var random = seeds.Fork((ulong)example).Fork((ulong)sample);
            return (random.NextInt32(method.Background.Count), random.NextDouble(), random);
        }
    }
}
