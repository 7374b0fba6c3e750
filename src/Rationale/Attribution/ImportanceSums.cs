namespace Rationale.Attribution;

/// <summary>Means and variances of magnitudes, example by example (Welford 1962): memory for the features only, however many examples there are.</summary>
/// <param name="width">Number of features or groups.</param>
internal sealed class ImportanceSums(int width)
{
    private readonly double[] _mean = new double[width];
    private readonly double[] _squares = new double[width];
    private readonly double[] _signed = new double[width];
    private int _count;

    /// <summary>Adds the scores of an example.</summary>
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

    /// <summary>The importance over all examples so far.</summary>
    public GlobalImportance ToImportance(string method, ScoreLabels labels)
    {
        var error = Array.ConvertAll(_squares, squares => _count < 2 ? double.NaN : Math.Sqrt(squares / (_count - 1) / _count));
        return new GlobalImportance(method, labels, _count, [.. _mean], error, [.. _signed]);
    }
}
