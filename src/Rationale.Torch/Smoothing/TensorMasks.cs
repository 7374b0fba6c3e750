using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Smoothing;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Smoothing;

/// <summary>
/// Multiplicative smoothing (Xue, Alur and Wong 2023) of any module: the masks of a smoothed model on tensors. For the same smoothing, seed and step they are the masks of
/// a declared model, bit for bit, and so are the votes and the certificates of what the module says.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class TensorMasks
{
    /// <summary>Versions of examples that go through a module together: enough to keep it busy, and few enough to end soon after a cancellation.</summary>
    private const int VersionsAtOnce = 2048;

    private readonly EquatableArray<int> _inputShape;
    private readonly MaskSmoothing _smoothing;
    private readonly int[] _groupOf;
    private readonly float[] _replacements;

    /// <summary>Prepares masks for examples of a shape.</summary>
    /// <param name="inputShape">Shape of an example, as the module takes it. Patches need [height×width×channels]; images with channels first take groups of one's own.</param>
    /// <param name="smoothing">The masks; see <see cref="MaskSmoothing.Create"/>.</param>
    /// <exception cref="ArgumentException">λ is no multiple of 1/q, or seeds or groups do not fit.</exception>
    public TensorMasks(EquatableArray<int> inputShape, MaskSmoothing smoothing)
    {
        ArgumentNullException.ThrowIfNull(smoothing);
        (_inputShape, _smoothing) = (inputShape, smoothing);
        _groupOf = SmoothingChecks.Run("the module", inputShape, smoothing);
        _replacements = smoothing.Replacements(_groupOf.Length);
        Groups = _groupOf.Max() + 1;
    }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>The examples as a step of the training sees them: each without the groups that it loses, by the rule of <see cref="MaskSmoothing.Training"/>.</summary>
    /// <param name="x">Examples of a batch, [examples×…].</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <returns>Of the shape of <paramref name="x"/>, open to differentiation.</returns>
    public Tensor TrainingVersions(Tensor x, ulong seed, long step)
    {
        var examples = Examples(x);
        var draw = new KeptGroups(_smoothing, Groups, seed);
        var (kept, flags) = (new byte[Groups], new long[checked(examples * _groupOf.Length)]);
        for (var example = 0; example < examples; example++)
        {
            draw.Draw(kept, (ulong)step, example);
            Spread(kept, flags.AsSpan(example * _groupOf.Length, _groupOf.Length));
        }

        return Replaced(x.flatten(1), tensor(flags, [examples, _groupOf.Length], int64).to(x.device)).reshape(x.shape);
    }

    /// <summary>All versions of the examples that vote: q of the first example, then q of the second, and so on.</summary>
    /// <param name="x">Examples, [examples×…].</param>
    /// <param name="explanations">A number for each group, [examples×groups]: 1 where a group is left, 0 where it is gone from every version; null for whole examples.</param>
    /// <returns>[examples·q×…], open to differentiation.</returns>
    public Tensor Versions(Tensor x, Tensor? explanations = null)
    {
        var (examples, q) = (Examples(x), _smoothing.Quantization);
        var flags = new long[checked(q * _groupOf.Length)];
        var kept = new byte[Groups];
        for (var version = 0; version < q; version++)
        {
            for (var group = 0; group < Groups; group++)
            {
                kept[group] = _smoothing.Keeps(version, group) ? (byte)1 : (byte)0;
            }

            Spread(kept, flags.AsSpan(version * _groupOf.Length, _groupOf.Length));
        }

        var table = tensor(flags, [1, q, _groupOf.Length], int64).to(x.device).expand(examples, q, _groupOf.Length);
        if (explanations is not null)
        {
            long[] groups = [.. _groupOf.Select(group => (long)group)];
            table = table * Left(explanations, examples).index_select(1, tensor(groups, [groups.Length], int64).to(x.device)).unsqueeze(1);
        }

        return Replaced(x.flatten(1).unsqueeze(1).expand(examples, q, _groupOf.Length), table).reshape([examples * q, .. x.shape[1..]]);
    }

    /// <summary>Counts what the versions say.</summary>
    /// <param name="outputs">What the module gives for <see cref="Versions"/>, [examples·q×outputs]; one logit decides between two classes.</param>
    /// <returns>Votes about each example.</returns>
    /// <exception cref="ArgumentException">The outputs are not those of q versions of each example.</exception>
    public IReadOnlyList<VoteCounts> Count(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var q = _smoothing.Quantization;
        if (outputs.ndim != 2 || outputs.shape[0] % q != 0)
        {
            throw new ArgumentException($"Outputs of shape {Text(outputs.shape)} are not those of {q} versions of each example; give the module what Versions returns.", nameof(outputs));
        }

        var votes = new BaseVotes("the module", (int)outputs.shape[1], _smoothing);
        var values = outputs.detach().to(float32).cpu().contiguous().data<float>().ToArray();
        var counts = new long[votes.Classes];
        var results = new VoteCounts[outputs.shape[0] / q];
        for (var version = 0; version < outputs.shape[0]; version++)
        {
            votes.Add(values.AsSpan(version * votes.Outputs, votes.Outputs), counts);
            if ((version + 1) % q == 0)
            {
                results[version / q] = new VoteCounts(counts, (long)q * votes.Scale, (long)_smoothing.Kept * votes.Scale);
                counts.AsSpan().Clear();
            }
        }

        return results;
    }

    /// <summary>Certifies explanations, at the cost of 2q passes for each example. No graph of autograd is kept.</summary>
    /// <param name="module">The module in its state of evaluation, for instance <c>net.call</c>: examples to logits, or to probabilities where the smoothing says so.</param>
    /// <param name="x">Examples, [examples×…].</param>
    /// <param name="explanations">α, zeros and ones, [examples×groups].</param>
    /// <param name="progress">Told about progress between blocks of examples.</param>
    /// <param name="cancellationToken">Ends the work after the block in progress.</param>
    /// <returns>A certificate for each example.</returns>
    /// <exception cref="ArgumentException">Examples or explanations do not fit the masks.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public IReadOnlyList<Certificate> Certify(
        Func<Tensor, Tensor> module, Tensor x, Tensor explanations, IProgress<SmoothingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(explanations);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var (examples, certificates) = (Examples(x), new List<Certificate>());
        _ = Left(explanations, examples);
        var block = Math.Max(1, VersionsAtOnce / _smoothing.Quantization);
        for (var first = 0; first < examples; first += block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(block, examples - first);
            certificates.AddRange(Certify(module, x.narrow(0, first, count), explanations.narrow(0, first, count)));
            progress?.Report(new SmoothingProgress(certificates.Count, examples));
        }

        return certificates;
    }

    private IEnumerable<Certificate> Certify(Func<Tensor, Tensor> module, Tensor x, Tensor explanations)
    {
        using var scope = NewDisposeScope();
        var (full, explained) = (Count(module(Versions(x))), Count(module(Versions(x, explanations))));
        var selected = Left(explanations, Examples(x)).sum([1L]).cpu().data<long>().ToArray();
        return [.. full.Select((votes, example) => new Certificate(votes, explained[example], (int)selected[example], Groups, AlwaysOn: false))];
    }

    private void Spread(ReadOnlySpan<byte> kept, Span<long> flags)
    {
        for (var feature = 0; feature < flags.Length; feature++)
        {
            flags[feature] = kept[_groupOf[feature]];
        }
    }

    private Tensor Replaced(Tensor x, Tensor kept) => where(kept.ne(HeldNumbers.Get(0)), x, tensor(_replacements, [_replacements.Length], float32).to(x.dtype, x.device));

    private Tensor Left(Tensor explanations, int examples) => explanations.shape.SequenceEqual([examples, Groups])
        ? explanations.detach().ne(HeldNumbers.Get(0)).to(int64)
        : throw new ArgumentException($"The explanations have the shape {Text(explanations.shape)}, but {examples} examples of {Groups} groups need [{examples}, {Groups}].", nameof(explanations));

    private int Examples(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.shape[1..].SequenceEqual(_inputShape.Select(extent => (long)extent))
            ? (int)x.shape[0]
            : throw new ArgumentException($"Examples of shape {Text(x.shape)} do not fit; the masks are for [examples, {string.Join(", ", _inputShape)}].", nameof(x));
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}
