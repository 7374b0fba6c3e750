using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>
/// What the score loses when something is left out (Zeiler and Fergus 2014): a feature, a group of features, or a window that slides over the input. Where windows overlap, a feature
/// gets the mean over the windows that hide it, as in Captum.
/// </summary>
public sealed record Occlusion : AttributionMethod
{
    /// <summary>Groups that are left out together; null for each feature by itself, or for windows.</summary>
    /// <value>The default is null.</value>
    public FeatureGroups? Groups { get; init; }

    /// <summary>Extents of a sliding window, one for each dimension of the input; null for none.</summary>
    /// <value>The default is null.</value>
    public IReadOnlyList<int>? Window { get; init; }

    /// <summary>Steps of the window, one for each dimension; null for 1 in each.</summary>
    /// <value>The default is null.</value>
    public IReadOnlyList<int>? Strides { get; init; }

    /// <summary>What stands in place of what is left out.</summary>
    /// <value>The default is zero.</value>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <inheritdoc/>
    public override string Name => "occlusion";

    internal override ScoreUnit Unit => ScoreUnit.Contribution;

    internal override Estimator Prepare(AttributionContext context)
    {
        if (Window is null)
        {
            return new GroupEstimator(new GroupMasking(Groups, Baseline, context));
        }

        if (Groups is not null)
        {
            throw new ArgumentException("Occlusion has both Groups and a Window; give one of them.");
        }

        if (context.Function.Specification is { Inputs.Count: > 1 } model)
        {
            throw new ArgumentException($"A window of Occlusion slides over one input, but '{model.Name}' takes {DataChecks.Names(model)}; leave out each feature by itself, or Groups.");
        }

        return new WindowEstimator(SlidingWindows.Create(context.Function.InputShape, Window, Strides), Baseline.For(context.Function, context.Features), context.Width);
    }

    /// <summary>Sample 0 is the example; each other leaves out a group.</summary>
    private sealed class GroupEstimator(GroupMasking masking) : Estimator
    {
        private readonly double[] _losses = new double[masking.Count];
        private double _whole;

        public override ScoreRequest Request => ScoreRequest.Score;

        public override FeatureGroups? Groups => masking.Groups;

        public override int Samples => 1 + masking.Count;

        public override void Fill(ExplainedExample example, int sample, Span<float> x)
        {
            example.Values.CopyTo(x);
            if (sample > 0)
            {
                masking.Replace(example, sample - 1, x);
            }
        }

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            if (sample == 0)
            {
                _whole = score;
            }
            else
            {
                _losses[sample - 1] = _whole - score;
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            _losses.CopyTo(scores);
            return double.NaN;
        }
    }

    /// <summary>Sample 0 is the example; each other hides a window.</summary>
    private sealed class WindowEstimator(int[][] windows, Baseline baseline, int width) : Estimator
    {
        private readonly double[] _losses = new double[width];
        private readonly int[] _hidden = new int[width];
        private double _whole;

        public override ScoreRequest Request => ScoreRequest.Score;

        public override int Samples => 1 + windows.Length;

        public override void Fill(ExplainedExample example, int sample, Span<float> x)
        {
            if (sample == 0)
            {
                example.Values.CopyTo(x);
                return;
            }

            baseline.Fill(example.Index, x);
            var at = 0;
            foreach (var feature in windows[sample - 1])
            {
                example.Values[at..feature].CopyTo(x[at..]);
                at = feature + 1;
            }

            example.Values[at..].CopyTo(x[at..]);
        }

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            if (sample == 0)
            {
                _whole = score;
                return;
            }

            foreach (var feature in windows[sample - 1])
            {
                _losses[feature] += _whole - score;
                _hidden[feature]++;
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = _losses[i] / Math.Max(1, _hidden[i]);
            }

            Array.Clear(_losses);
            Array.Clear(_hidden);
            return double.NaN;
        }
    }
}
