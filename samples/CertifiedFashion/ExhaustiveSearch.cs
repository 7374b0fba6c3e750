using Rationale.Attribution;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>
/// Tries every change of one or two patches outside an explanation. It shares nothing with the certificates but the masks, and is made cheap by one observation: a copy whose mask hides a patch does not see whether
/// it changes. Of the 667 ways to change at most two of 36 patches, a copy that keeps nine of them sees 46.
/// </summary>
/// <param name="classifier">The smoothed classifier.</param>
public sealed class ExhaustiveSearch(SmoothedFashion classifier)
{
    /// <summary>Where everything is kept all versions are the same, and one will do.</summary>
    private readonly bool[][] _masks = [.. Enumerable.Range(0, classifier.Keep == 1 ? 1 : classifier.Smoothed.Smoothing.Quantization).Select(classifier.Mask)];

    private readonly int[] _patchOf = [.. classifier.Patches.GroupOf];
    private readonly ModelScore _network = new(classifier.Network);
    private readonly float _hidden = (float)classifier.Smoothed.Smoothing.Replacement;

    /// <summary>The fewest changes that alter the prediction.</summary>
    /// <param name="image">The image.</param>
    /// <param name="explanation">The patches that are left as they are.</param>
    /// <param name="adding">Whether patches are added to the explanation; otherwise taken from the whole image.</param>
    /// <param name="most">Most changes to try, 1 or 2.</param>
    /// <returns>1 or 2 with the patches that were changed; null with none where no change alters the prediction.</returns>
    public (int? Radius, int[] Patches) Break(float[] image, bool[] explanation, bool adding, int most)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(explanation);
        var free = Enumerable.Range(0, explanation.Length).Where(patch => !explanation[patch]).ToArray();
        var copies = _masks.Select(mask => new Copy(mask, explanation, free, adding, most)).ToArray();
        var classes = Classes(image, [.. copies.SelectMany(copy => copy.Inputs)]);
        var first = 0;
        foreach (var copy in copies)
        {
            copy.Read(classes.AsSpan(first, copy.Inputs.Count));
            first += copy.Inputs.Count;
        }

        var prediction = Predict(copies, -1, -1);
        foreach (var patch in free)
        {
            if (Predict(copies, patch, -1) != prediction)
            {
                return (1, [patch]);
            }
        }

        for (var i = 0; most > 1 && i < free.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Predict(copies, free[j], free[i]) != prediction)
                {
                    return (2, [free[j], free[i]]);
                }
            }
        }

        return (null, []);
    }

    private int[] Classes(float[] image, bool[][] kept)
    {
        var classes = new int[kept.Length];
        _network.Predict(new ScoreBatch(kept.Length, image.Length, Make, _ => 0), classes);
        return classes;

        void Make(int input, Span<float> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = kept[input][_patchOf[i]] ? image[i] : _hidden;
            }
        }
    }

    /// <summary>The class with most votes when at most two patches have changed; the first of equals.</summary>
    private int Predict(Copy[] copies, int first, int second)
    {
        Span<int> counts = stackalloc int[_network.Classes];
        foreach (var copy in copies)
        {
            counts[copy.ClassAt(first, second)]++;
        }

        var best = 0;
        for (var k = 1; k < counts.Length; k++)
        {
            best = counts[k] > counts[best] ? k : best;
        }

        return best;
    }

    /// <summary>One mask: the inputs that it can be shown, and their classes.</summary>
    private sealed class Copy
    {
        private readonly int[] _places;
        private readonly int _seen;
        private int[] _classes = [];

        public Copy(bool[] mask, bool[] explanation, int[] free, bool adding, int most)
        {
            var seen = free.Where(patch => mask[patch]).ToArray();
            (_places, _seen) = ([.. Enumerable.Repeat(-1, mask.Length)], seen.Length);
            bool[] start = [.. mask.Select((keep, patch) => keep && (!adding || explanation[patch]))];
            Inputs.Add(start);
            for (var i = 0; i < seen.Length; i++)
            {
                _places[seen[i]] = i;
                Inputs.Add(Changed(start, adding, seen[i], seen[i]));
            }

            for (var i = 0; most > 1 && i < seen.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Inputs.Add(Changed(start, adding, seen[j], seen[i]));
                }
            }
        }

        /// <summary>Unchanged; each patch that the mask keeps; each pair of them, (0, 1), (0, 2), (1, 2), …</summary>
        public List<bool[]> Inputs { get; } = [];

        public void Read(ReadOnlySpan<int> classes) => _classes = classes.ToArray();

        public int ClassAt(int first, int second)
        {
            var (i, j) = (first < 0 ? -1 : _places[first], second < 0 ? -1 : _places[second]);
            if (i < 0 || j < 0)
            {
                return _classes[1 + Math.Max(i, j)];
            }

            var (low, high) = i < j ? (i, j) : (j, i);
            return _classes[1 + _seen + (high * (high - 1) / 2) + low];
        }

        private static bool[] Changed(bool[] start, bool adding, int first, int second)
        {
            bool[] changed = [.. start];
            changed[first] = changed[second] = adding;
            return changed;
        }
    }
}
