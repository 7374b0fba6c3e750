namespace Rationale.Attribution;

/// <summary>
/// DeepLIFT with the rescale rule (Shrikumar, Greenside and Kundaje 2017, section 3.5.1): what each input's difference from a reference adds to the difference of the logit, led back layer by
/// layer through quotients of differences in place of derivatives. One pass for each example; the scores sum to s(x) − s(x′).
/// </summary>
/// <remarks>Maximum pooling follows Captum: what a window gains over the reference belongs to the place of its maximum, what it would have lost to the place of the reference's.</remarks>
public sealed record DeepLift : AttributionMethod
{
    /// <summary>The reference x′.</summary>
    /// <value>The default is zero.</value>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <summary>Whether the multipliers are multiplied by the differences of the inputs, so that the scores are complete; otherwise the multipliers themselves.</summary>
    /// <value>The default is true.</value>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "DeepLIFT";

    internal override ScoreUnit Unit => MultiplyByInputs ? ScoreUnit.Contribution : ScoreUnit.Derivative;

    internal override bool TakesTokenIds => false;

    internal override Estimator Prepare(AttributionContext context)
    {
        if (context.Function is not ModelScore)
        {
            throw new ArgumentException($"DeepLIFT goes back through layers, but '{context.Function.Name}' is no ModelScore; explain a model, or use another method.");
        }

        if (context.Options.Target.Output != TargetOutput.Logit)
        {
            throw new ArgumentException($"DeepLIFT explains differences of logits, but the attribution target is the {context.Options.Target}; take the logit, by new Target(TargetOutput.Logit) or Target.ForClass.");
        }

        return new MultiplierEstimator(context.Width, Baseline.For(context.Function, context.Features), MultiplyByInputs);
    }

    /// <summary>Multipliers, and behind them the score of the reference.</summary>
    private sealed class MultiplierRequest : ScoreRequest
    {
        private float[] _references = [];
        private float[] _multipliers = [];

        public override int Width(ScoreFunction function) => function.Width + 1;

        public override void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail)
        {
            var width = function.Width;
            if (_references.Length < batch.Count)
            {
                (_references, _multipliers) = (new float[batch.Count], new float[batch.Count * width]);
            }

            ((ModelScore)function).DeepLift(batch, output, scores, _references, _multipliers);
            for (var example = 0; example < batch.Count; example++)
            {
                _multipliers.AsSpan(example * width, width).CopyTo(detail.Span[(example * (width + 1))..]);
                detail.Span[(example * (width + 1)) + width] = _references[example];
            }
        }
    }

    private sealed class MultiplierEstimator(int width, Baseline baseline, bool multiply) : Estimator
    {
        private readonly double[] _multipliers = new double[width];
        private readonly float[] _reference = new float[width];
        private double _difference;

        public override ScoreRequest Request { get; } = new MultiplierRequest();

        public override int Samples => 1;

        public override void Fill(ExplainedExample example, int sample, Span<float> x) => example.Values.CopyTo(x);

        public override void FillReference(ExplainedExample example, Span<float> x) => baseline.Fill(example.Index, x);

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            for (var i = 0; i < width; i++)
            {
                _multipliers[i] = detail[i];
            }

            _difference = score - detail[width];
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            baseline.Fill(example.Index, _reference);
            var complete = 0.0;
            for (var i = 0; i < width; i++)
            {
                var score = _multipliers[i] * ((double)example.Values[i] - _reference[i]);
                complete += score;
                scores[i] = multiply ? score : _multipliers[i];
            }

            return complete - _difference;
        }
    }
}
