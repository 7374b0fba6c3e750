namespace Rationale.Attribution;

/// <summary>Means and variances of magnitudes, example by example (Welford 1962): memory for the features only, however many examples there are.</summary>
internal sealed class ImportanceSums
{
    private readonly ScoreLabels _labels;
    private readonly Moments _moments;
    private readonly Moments? _original;

    /// <summary>Begins with no examples.</summary>
    /// <param name="labels">What the scores belong to. Scores of preprocessed features are also summed up by the raw ones: a magnitude of a sum is none of magnitudes.</param>
    /// <param name="count">Number of features or groups.</param>
    public ImportanceSums(ScoreLabels labels, int count)
    {
        (_labels, _moments) = (labels, new Moments(count));
        _original = labels is { Raw: { Unit: not ScoreUnit.None } raw, Groups: null } ? new Moments(raw.Divides ? count : raw.Groups.Count) : null;
    }

    /// <summary>Adds the scores of an example.</summary>
    public void Add(ReadOnlySpan<float> scores)
    {
        _moments.Add(scores);
        _original?.Add(_labels.Raw!.Convert(scores));
    }

    /// <summary>The importance over all examples so far.</summary>
    public GlobalImportance ToImportance(string method) => _moments.ToImportance(method, _labels, _original?.ToImportance(method, _labels.Raw!.Convert(_labels), null));

    private sealed class Moments(int width)
    {
        private readonly double[] _mean = new double[width];
        private readonly double[] _squares = new double[width];
        private readonly double[] _signed = new double[width];
        private int _count;

        public void Add(ReadOnlySpan<float> scores)
        {
            _count++;
            for (var i = 0; i < scores.Length; i++)
            {
                var size = Math.Abs((double)scores[i]);
                var distance = size - _mean[i];
                _mean[i] += distance / _count;
                _squares[i] += distance * (size - _mean[i]);
                _signed[i] += (scores[i] - _signed[i]) / _count;
            }
        }

        public GlobalImportance ToImportance(string method, ScoreLabels labels, GlobalImportance? original)
        {
            var error = Array.ConvertAll(_squares, squares => _count < 2 ? double.NaN : Math.Sqrt(squares / (_count - 1) / _count));
            return new GlobalImportance(method, labels, _count, [.. _mean], error, [.. _signed], original);
        }
    }
}
