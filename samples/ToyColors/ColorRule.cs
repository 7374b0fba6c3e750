namespace Rationale.Samples.ToyColors;

/// <summary>One of the two rules that tell the classes apart: the pixels that it reads, and how far an explanation points at them.</summary>
public sealed class ColorRule
{
    /// <summary>The authors' cut: an entry counts if it is larger than this share of its row's largest.</summary>
    public const float Cut = 0.67f;

    private readonly bool[] _pixels = new bool[ToyColorsData.Side * ToyColorsData.Side];

    private ColorRule(string name, params ReadOnlySpan<int> pixels)
    {
        Name = name;
        foreach (var pixel in pixels)
        {
            _pixels[pixel] = true;
        }
    }

    /// <summary>All four corners have the same color.</summary>
    public static ColorRule Corners { get; } = new("corners", 0, 4, 20, 24);

    /// <summary>The three middle pixels of the top row all differ.</summary>
    public static ColorRule TopMiddle { get; } = new("top-middle", 1, 2, 3);

    /// <summary>Name of the rule.</summary>
    public string Name { get; }

    /// <summary>The mask of one example that forbids this rule: 1 on its pixels' channels, 0 elsewhere.</summary>
    /// <returns>75 numbers.</returns>
    public float[] Against() => [.. _pixels.SelectMany(p => Enumerable.Repeat(p ? 1f : 0f, 3))];

    /// <summary>The mask of one example that forbids all but this rule: the complement of <see cref="Against"/>.</summary>
    /// <returns>75 numbers.</returns>
    public float[] InFavor() => [.. Against().Select(value => 1 - value)];

    /// <summary>
    /// The share of this rule in explanations: of the pixels with any channel above <see cref="Cut"/> times the largest entry, the part that
    /// belongs to the rule, averaged over examples. Examples whose explanation is zero say nothing and are left out.
    /// </summary>
    /// <param name="explanations">[examples × 75] gradients.</param>
    /// <returns>0 to 1; not a number if every example is zero.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of 75.</exception>
    public double Share(ReadOnlySpan<float> explanations)
    {
        if (explanations.Length % ToyColorsData.Features != 0)
        {
            throw new ArgumentException($"Explanations have {explanations.Length} numbers; {ToyColorsData.Features} per image are expected.", nameof(explanations));
        }

        var (sum, examples) = (0.0, 0);
        for (; explanations.Length > 0; explanations = explanations[ToyColorsData.Features..])
        {
            var (flagged, inside) = Count(explanations[..ToyColorsData.Features]);
            if (flagged == 0)
            {
                continue;
            }

            sum += (double)inside / flagged;
            examples++;
        }

        return sum / examples;
    }

    private (int Flagged, int Inside) Count(ReadOnlySpan<float> row)
    {
        var largest = 0f;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var (flagged, inside) = (0, 0);
        for (var pixel = 0; pixel < _pixels.Length; pixel++)
        {
            var isFlagged = false;
            foreach (var value in row.Slice(pixel * 3, 3))
            {
                isFlagged |= Math.Abs(value) > Cut * largest;
            }

            flagged += isFlagged ? 1 : 0;
            inside += isFlagged && _pixels[pixel] ? 1 : 0;
        }

        return (flagged, inside);
    }
}
