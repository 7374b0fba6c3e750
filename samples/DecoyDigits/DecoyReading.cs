using Rationale.Data;

namespace Rationale.Samples.DecoyDigits;

/// <summary>How far a network reads the block instead of the digit.</summary>
public static class DecoyReading
{
    private const int ShadeStep = 25;

    /// <summary>The part of an explanation, by absolute value, that lies on the block; zero where the explanation says nothing.</summary>
    /// <param name="attribution">784 gradients.</param>
    /// <param name="mask">784 numbers: 1 on the block.</param>
    public static double ShareOnBlock(ReadOnlySpan<float> attribution, ReadOnlySpan<float> mask)
    {
        var (inside, all) = (0.0, 0.0);
        for (var i = 0; i < attribution.Length; i++)
        {
            all += Math.Abs(attribution[i]);
            inside += mask[i] > 0 ? Math.Abs(attribution[i]) : 0;
        }

        return all > 0 ? inside / all : 0;
    }

    /// <summary>The mean of <see cref="ShareOnBlock"/> over the first rows.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks.</param>
    /// <param name="rows">How many to look at; a mean needs no more than a thousand.</param>
    public static double MeanShareOnBlock(DecoyDigitsModel model, Dataset decoys, int rows = 1000)
    {
        var some = decoys.Take(rows);
        var gradients = model.Explain(some);
        return Enumerable.Range(0, some.Count).Average(row => ShareOnBlock(gradients.Row(row), some.Annotations!.Row(row)));
    }

    /// <summary>Among test digits whose block has the shade of another label, the part that the network gives that other label.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks of random shades.</param>
    public static double FollowsBlock(DecoyDigitsModel model, Dataset decoys)
    {
        var labels = decoys.Labels.ToArray();
        var predictions = model.Predict(decoys.Features);
        var misled = Enumerable.Range(0, decoys.Count).Where(row => NamedByBlock(decoys, row) != labels[row]).ToList();
        return misled.Count == 0 ? double.NaN : misled.Average(row => predictions.ClassOf(row) == NamedByBlock(decoys, row) ? 1.0 : 0);
    }

    /// <summary>The label that the shade of a block stands for in training.</summary>
    private static int NamedByBlock(Dataset decoys, int row)
    {
        var pixel = Array.FindIndex(decoys.Annotations!.Row(row), value => value > 0);
        return (byte.MaxValue - (int)decoys.Features[row, pixel]) / ShadeStep;
    }
}
