using System.Numerics.Tensors;
using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>
/// The mean score of a function over copies of an example from which groups are left out: what a smoothed classifier averages, so that attributions explain the classifier that is certified and
/// not the one beneath it. An example's predicted class is the one that most copies vote for, the first of equals.
/// </summary>
/// <remarks>Thread safety: not for several threads at once, as every <see cref="ScoreFunction"/>.</remarks>
public sealed class MaskedMeanScore : ScoreFunction
{
    /// <summary>Copies that go through the function at once: enough to keep every worker busy.</summary>
    private const int MaxCopies = 1024;

    /// <summary>Elements of their gradients, at most; those of a single example's copies may be more.</summary>
    private const int MaxElements = 1 << 24;

    private readonly ScoreFunction _inner;
    private readonly bool[][] _keeps;
    private readonly float[] _replacement;

    /// <summary>Takes the function and the masks.</summary>
    /// <param name="inner">The function that sees the copies.</param>
    /// <param name="groups">The groups that masks keep.</param>
    /// <param name="masks">For each copy a flag for each group that is kept; at least one copy.</param>
    /// <param name="replacement">What stands in place of groups that are left out; one baseline for all examples.</param>
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

        // One example stands for all: a baseline of several examples, or of another width, is refused.
        var fitting = replacement.For(inner, FeatureMatrix.Repeat(new float[inner.Width], 1));
        _inner = inner;
        _replacement = new float[inner.Width];
        fitting.Fill(0, _replacement);
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

    internal override Dataset Rows(Dataset data) => _inner.Rows(data);

    internal override Attributions ByInput(Attributions rows, ScoreUnit unit, Dataset data) => _inner.ByInput(rows, unit, data);

    internal override FeatureMatrix Prepare(FeatureMatrix features) => _inner.Prepare(features);

    /// <inheritdoc/>
    public override void Predict(ScoreBatch batch, Span<int> classes)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (found, votes) = (new int[CopiesOf(batch)], new int[Classes]);
        for (var first = 0; first < batch.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(batch, first);
            _inner.Predict(copies, found);
            for (var example = 0; example < copies.Count / _keeps.Length; example++)
            {
                Array.Clear(votes);
                foreach (var vote in found.AsSpan(example * _keeps.Length, _keeps.Length))
                {
                    votes[vote]++;
                }

                classes[first + example] = Array.IndexOf(votes, votes.Max());
            }
        }
    }

    /// <inheritdoc/>
    public override void Scores(ScoreBatch batch, TargetOutput output, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var found = new float[CopiesOf(batch)];
        for (var first = 0; first < batch.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(batch, first);
            _inner.Scores(copies, output, found.AsSpan(0, copies.Count));
            Average(found, copies.Count, scores[first..]);
        }
    }

    /// <inheritdoc/>
    public override void Gradients(ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (found, slopes) = (new float[CopiesOf(batch)], new float[CopiesOf(batch) * Width]);
        for (var first = 0; first < batch.Count; first += ExamplesAtOnce)
        {
            var copies = Copies(batch, first);
            _inner.Gradients(copies, output, found.AsSpan(0, copies.Count), slopes.AsMemory(0, copies.Count * Width));
            Average(found, copies.Count, scores[first..]);
            for (var example = 0; example < copies.Count / _keeps.Length; example++)
            {
                Average(slopes.AsSpan(example * _keeps.Length * Width, _keeps.Length * Width), gradients.Span.Slice((first + example) * Width, Width));
            }
        }
    }

    private int ExamplesAtOnce => Math.Max(1, Math.Min(MaxCopies, MaxElements / Width) / _keeps.Length);

    private int CopiesOf(ScoreBatch batch) => Math.Min(ExamplesAtOnce, batch.Count) * _keeps.Length;

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

    private ScoreBatch Copies(ScoreBatch batch, int first)
    {
        var count = Math.Min(ExamplesAtOnce, batch.Count - first) * _keeps.Length;
        return new ScoreBatch(count, Width, Make, copy => batch.ClassOf(first + (copy / _keeps.Length)));

        void Make(int copy, Span<float> values)
        {
            batch.Make(first + (copy / _keeps.Length), values);
            var keep = _keeps[copy % _keeps.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = keep[i] ? values[i] : _replacement[i];
            }
        }
    }

    private void Average(ReadOnlySpan<float> found, int copies, Span<float> scores)
    {
        for (var example = 0; example < copies / _keeps.Length; example++)
        {
            var sum = 0.0;
            foreach (var score in found.Slice(example * _keeps.Length, _keeps.Length))
            {
                sum += score;
            }

            scores[example] = (float)(sum / _keeps.Length);
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
