using System.Numerics.Tensors;
using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>
/// The mean score of a function over copies of a row from which groups are left out: what a smoothed classifier averages, so that attributions explain the classifier that is certified and
/// not the one beneath it. A row's predicted class is the one that most copies vote for, the first of equals.
/// </summary>
/// <remarks>Thread safety: not for several threads at once, as every <see cref="ScoreFunction"/>.</remarks>
public sealed class MaskedMeanScore : ScoreFunction
{
    /// <summary>Copies that go through the function at once: enough to keep every worker busy.</summary>
    private const int MaxCopies = 1024;

    /// <summary>Elements of their gradients, at most; those of a single row's copies may be more.</summary>
    private const int MaxElements = 1 << 24;

    private readonly ScoreFunction _inner;
    private readonly bool[][] _keeps;
    private readonly float[] _replacement;

    /// <summary>Takes the function and the masks.</summary>
    /// <param name="inner">The function that sees the copies.</param>
    /// <param name="groups">The groups that masks keep.</param>
    /// <param name="masks">For each copy a flag for each group that is kept; at least one copy.</param>
    /// <param name="replacement">What stands in place of groups that are left out; one baseline for all rows.</param>
    /// <exception cref="ArgumentException">Groups, masks or replacement do not fit the function.</exception>
    public MaskedMeanScore(ScoreFunction inner, FeatureGroups groups, IReadOnlyList<IReadOnlyList<bool>> masks, Baseline replacement)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(replacement);
        var members = groups.MembersOver(inner.Width);
        if (masks.Count == 0 || masks.FirstOrDefault(mask => mask.Count != members.Length) is not null)
        {
            throw new ArgumentException($"{masks.Count} masks over {(masks.Count == 0 ? 0 : masks[0].Count)} groups were given, but there are {members.Length} groups; give at least one mask with a flag for each.");
        }

        // One row stands for all: a baseline of several rows, or of another width, is refused.
        replacement.Check(inner, FeatureMatrix.Repeat(new float[inner.Width], 1));
        _inner = inner;
        _replacement = new float[inner.Width];
        replacement.Fill(0, _replacement);
        _keeps = [.. masks.Select(mask => Flags(mask, members, inner.Width))];
    }

    /// <inheritdoc/>
    public override string Name => _inner.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<int> InputShape => _inner.InputShape;

    /// <inheritdoc/>
    public override int Classes => _inner.Classes;

    /// <inheritdoc/>
    public override bool IsClassifier => _inner.IsClassifier;

    internal override ModelSpecification? Specification => _inner.Specification;

    internal override Dataset Align(Dataset data) => _inner.Align(data);

    /// <inheritdoc/>
    public override void Predict(ScoreBatch rows, Span<int> classes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (found, votes) = (new int[CopiesOf(rows)], new int[Classes]);
        for (var first = 0; first < rows.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(rows, first);
            _inner.Predict(copies, found);
            for (var row = 0; row < copies.Count / _keeps.Length; row++)
            {
                Array.Clear(votes);
                foreach (var vote in found.AsSpan(row * _keeps.Length, _keeps.Length))
                {
                    votes[vote]++;
                }

                classes[first + row] = Array.IndexOf(votes, votes.Max());
            }
        }
    }

    /// <inheritdoc/>
    public override void Scores(ScoreBatch rows, TargetOutput output, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var found = new float[CopiesOf(rows)];
        for (var first = 0; first < rows.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(rows, first);
            _inner.Scores(copies, output, found.AsSpan(0, copies.Count));
            Average(found, copies.Count, scores[first..]);
        }
    }

    /// <inheritdoc/>
    public override void Gradients(ScoreBatch rows, TargetOutput output, Span<float> scores, Memory<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (found, slopes) = (new float[CopiesOf(rows)], new float[CopiesOf(rows) * Width]);
        for (var first = 0; first < rows.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(rows, first);
            _inner.Gradients(copies, output, found.AsSpan(0, copies.Count), slopes.AsMemory(0, copies.Count * Width));
            Average(found, copies.Count, scores[first..]);
            for (var row = 0; row < copies.Count / _keeps.Length; row++)
            {
                Average(slopes.AsSpan(row * _keeps.Length * Width, _keeps.Length * Width), gradients.Span.Slice((first + row) * Width, Width));
            }
        }
    }

    private int ExamplesAtOnce => Math.Max(1, Math.Min(MaxCopies, MaxElements / Width) / _keeps.Length);

    private int CopiesOf(ScoreBatch rows) => Math.Min(ExamplesAtOnce, rows.Count) * _keeps.Length;

    private static bool[] Flags(IReadOnlyList<bool> mask, int[][] members, int width)
    {
        var flags = new bool[width];
        for (var group = 0; group < members.Length; group++)
        {
            foreach (var feature in members[group])
            {
                flags[feature] = mask[group];
            }
        }

        return flags;
    }

    private ScoreBatch Copies(ScoreBatch rows, int first)
    {
        var count = Math.Min(ExamplesAtOnce, rows.Count - first) * _keeps.Length;
        return new ScoreBatch(count, Width, Make, copy => rows.ClassOf(first + (copy / _keeps.Length)));

        void Make(int copy, Span<float> values)
        {
            rows.Make(first + (copy / _keeps.Length), values);
            var keep = _keeps[copy % _keeps.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = keep[i] ? values[i] : _replacement[i];
            }
        }
    }

    private void Average(ReadOnlySpan<float> found, int copies, Span<float> scores)
    {
        for (var row = 0; row < copies / _keeps.Length; row++)
        {
            var sum = 0.0;
            foreach (var score in found.Slice(row * _keeps.Length, _keeps.Length))
            {
                sum += score;
            }

            scores[row] = (float)(sum / _keeps.Length);
        }
    }

    /// <summary>A feature moves only the copies that keep it.</summary>
    private void Average(ReadOnlySpan<float> slopes, Span<float> gradient)
    {
        gradient.Clear();
        for (var copy = 0; copy < _keeps.Length; copy++)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] += _keeps[copy][i] ? slopes[(copy * Width) + i] : 0;
            }
        }

        TensorPrimitives.Divide(gradient, _keeps.Length, gradient);
    }
}
