using Rationale.Data;

namespace Rationale.Attribution;

/// <summary>
/// Sends the samples of all examples through the function, chunk by chunk. Samples are numbered through over all examples, so chunks are full whether a method wants one
/// sample of an example or ten thousand.
/// </summary>
internal sealed class AttributionRun
{
    /// <summary>Takes the scores of one example; examples come in order.</summary>
    public delegate void ScoreSink(int example, ReadOnlySpan<float> scores, double gap);

    /// <summary>Enough to keep every worker busy; more would only delay progress and cancellation.</summary>
    private const int MaxExamples = 1024;

    private readonly ScoreFunction _function;
    private readonly Estimator _estimator;
    private readonly FeatureMatrix _features;
    private readonly int[] _classes;
    private readonly float[] _scores;
    private readonly float[] _detail;
    private readonly float[] _inputs;
    private readonly int _detailWidth;
    private long _first;
    private int _firstInput;

    private AttributionRun(ScoreFunction function, Estimator estimator, FeatureMatrix features, int[] classes, long memoryLimit)
    {
        (_function, _estimator, _features, _classes) = (function, estimator, features, classes);
        _detailWidth = estimator.Request.Width(function);
        var total = (long)features.Count * estimator.Samples;
        var perSample = sizeof(float) * (1 + function.Classes + (long)_detailWidth + (features.Width / estimator.Samples));
        var chunk = (int)Math.Clamp(memoryLimit / perSample, 1, Math.Min(MaxExamples, total));
        _scores = new float[chunk];
        _detail = new float[checked(chunk * _detailWidth)];
        _inputs = new float[checked((int)Math.Min(features.Count, (((long)chunk - 1) / estimator.Samples) + 2) * features.Width)];
    }

    public static void Run(
        ScoreFunction function,
        Estimator estimator,
        FeatureMatrix features,
        int[] classes,
        AttributionOptions options,
        ScoreSink sink,
        IProgress<AttributionProgress>? progress,
        CancellationToken cancellationToken) =>
        new AttributionRun(function, estimator, features, classes, options.MemoryLimit).Run(options.Target.Output, sink, progress, cancellationToken);

    private void Run(TargetOutput output, ScoreSink sink, IProgress<AttributionProgress>? progress, CancellationToken cancellationToken)
    {
        var total = (long)_features.Count * _estimator.Samples;
        var width = _estimator.Groups?.Count ?? _features.Width;
        var (exact, scores) = (new double[width], new float[width]);
        while (_first < total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(_scores.Length, total - _first);
            Gather(count);
            var rows = new ScoreBatch(count, _features.Width, (example, values) => _estimator.Fill(ExampleOf(_first + example), SampleOf(_first + example), values), example => _classes[(_first + example) / _estimator.Samples])
            {
                MakeReference = (example, values) => _estimator.FillReference(ExampleOf(_first + example), values),
            };
            _estimator.Request.Run(_function, rows, output, _scores.AsSpan(0, count), _detail.AsMemory(0, count * _detailWidth));
            for (var i = 0; i < count; i++)
            {
                var example = ExampleOf(_first + i);
                var sample = SampleOf(_first + i);
                _estimator.Add(example, sample, _scores[i], _detail.AsSpan(i * _detailWidth, _detailWidth));
                if (sample == _estimator.Samples - 1)
                {
                    var gap = _estimator.End(example, exact);
                    Round(exact, scores);
                    sink(example.Index, scores, gap);
                }
            }

            _first += count;
            progress?.Report(new AttributionProgress((int)(_first / _estimator.Samples), _features.Count, _first, total));
        }
    }

    private static void Round(ReadOnlySpan<double> exact, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)exact[i];
        }
    }

    /// <summary>Reads the examples whose samples are in the chunk.</summary>
    private void Gather(int count)
    {
        _firstInput = (int)(_first / _estimator.Samples);
        var last = (int)((_first + count - 1) / _estimator.Samples);
        _features.CopyRows(_firstInput, last - _firstInput + 1, _inputs);
    }

    private ExplainedExample ExampleOf(long sample)
    {
        var example = (int)(sample / _estimator.Samples);
        return new ExplainedExample(_inputs.AsSpan((example - _firstInput) * _features.Width, _features.Width), example, _classes[example]);
    }

    private int SampleOf(long sample) => (int)(sample % _estimator.Samples);
}
