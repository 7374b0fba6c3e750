using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Smoothing;

/// <summary>
/// A classifier that votes over masked versions of an example, exactly: there are q masks and all of them are asked. For a generated model with <see cref="SmoothedAttribute"/>
/// it is the member <c>Smoothed</c>; made by hand it smooths any classifier. Of a model of several inputs, one is masked (<see cref="MaskSmoothing.Input"/>), and an example is all inputs side by side
/// (<see cref="Dataset.SideBySide"/>). May be used by several threads, which do not wait for each other.
/// </summary>
public sealed partial class SmoothedModel : MaskClassifier
{
    private readonly ModelRuntime _model;
    private readonly VoteCounter _counter;

    /// <summary>Smooths a model.</summary>
    /// <param name="model">The base model; not disposed here.</param>
    /// <param name="smoothing">The masks; null for those that the model declares.</param>
    /// <exception cref="ArgumentException">The model is no classifier or declares no smoothing, λ is no multiple of 1/q, or seeds or groups do not fit.</exception>
    public SmoothedModel(IModel model, MaskSmoothing? smoothing = null)
        : this(ModelRuntime.From(model), smoothing)
    {
    }

    internal SmoothedModel(ModelRuntime model, MaskSmoothing? smoothing = null)
    {
        Smoothing = smoothing ?? model.Specification.Smoothing ?? throw new ArgumentException($"'{model.Specification.Name}' declares no smoothing; add [Smoothed(keep: 0.25)], or give one.", nameof(smoothing));
        _model = model;
        var groupOfFeature = SmoothingChecks.Run(model.Specification, Smoothing);
        FeatureGroups = FeatureGroups.FromAssignment(groupOfFeature);
        var start = InputRows.Start(model.Specification, SmoothingChecks.Input(model.Specification, Smoothing).Name);
        (GroupOfValue, Replacements) = (new int[model.Specification.RowWidth], new float[model.Specification.RowWidth]);
        Array.Fill(GroupOfValue, -1);
        groupOfFeature.CopyTo(GroupOfValue, start);
        Smoothing.Replacements(groupOfFeature.Length).CopyTo(Replacements, start);
        Votes = new BaseVotes(
            model.Specification.Name,
            model.Specification.Task.Outputs,
            model.Specification.EndsInProbabilities ? Smoothing with { Base = BaseOutput.Logits } : Smoothing); // Programs give the logits that the probabilities are made of.
        _counter = new VoteCounter(model, this);
    }

    /// <summary>The masks.</summary>
    public MaskSmoothing Smoothing { get; }

    /// <summary>The features of each group, of the input that is masked.</summary>
    public FeatureGroups FeatureGroups { get; }

    /// <inheritdoc/>
    public override int Groups => FeatureGroups.Count;

    /// <inheritdoc/>
    public override int Classes => Votes.Classes;

    /// <inheritdoc/>
    public override int Width => _model.RawWidth;

    /// <summary>The largest radius that any certificate can have: ⌊q / (2λq)⌋, and less where ties are lost.</summary>
    public int LargestRadius => Smoothing.Quantization / (2 * Smoothing.Kept);

    /// <summary>Bytes that masked examples and their outputs may take at a time, whatever q is; the counts do not depend on it. At least two examples are held.</summary>
    /// <value>The default is 64 MiB.</value>
    public long MemoryLimit { get; set; } = 64L << 20;

    /// <summary>The group of each value of an example; −1 for those of other inputs than the one that is masked.</summary>
    internal int[] GroupOfValue { get; }

    /// <summary>What stands in place of each value of an example that is not kept.</summary>
    internal float[] Replacements { get; }

    internal BaseVotes Votes { get; }

    /// <summary>Whether a mask keeps a group.</summary>
    /// <param name="mask">j, from 0 to q − 1.</param>
    /// <param name="group">The group.</param>
    public bool Keeps(int mask, int group) => Smoothing.Keeps(mask, group);

    /// <summary>Votes about one example, whole or with only some groups left.</summary>
    /// <param name="x">The example.</param>
    /// <param name="mask">A flag for each group; empty for the whole example.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Example or mask do not fit the model, or a value is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public VoteCounts Vote(ReadOnlySpan<float> x, ReadOnlySpan<bool> mask = default, CancellationToken cancellationToken = default) =>
        Vote(SmoothingChecks.Example(_model, x), mask.IsEmpty ? null : SmoothingChecks.Mask(this, mask), null, cancellationToken)[0];

    /// <summary>Votes about many examples.</summary>
    /// <param name="features">[examples × inputs].</param>
    /// <param name="masks">[examples × groups] zeros and ones; null for whole examples.</param>
    /// <param name="progress">Told about progress between chunks.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples or masks do not fit the model, or a value is not finite.</exception>
    public IReadOnlyList<VoteCounts> Vote(FeatureMatrix features, FeatureMatrix? masks = null, IProgress<SmoothingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SmoothingChecks.Decision(_model);
        features = SmoothingChecks.Examples(_model, features);
        SmoothingChecks.Masks(this, masks, features.Count);
        var flags = new float[Groups];
        return _counter.Count(
            features.Count,
            (job, x, mask, _) =>
            {
                features.CopyRows(job, 1, x);
                Read(masks, job, flags, mask);
            },
            progress,
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Leads are shares of the votes.</remarks>
    public override void Classify(ReadOnlySpan<float> x, ReadOnlySpan<bool> masks, Span<int> classes, int target = 0, Span<double> leads = default)
    {
        SmoothingChecks.Decision(_model);
        SmoothingChecks.Versions(this, x.Length, masks.Length, classes.Length);
        var (row, flags) = (_model.Prepare(x).Row(0), masks.ToArray());
        var votes = _counter.Count(
            classes.Length,
            (job, values, mask, _) =>
            {
                row.CopyTo(values);
                flags.AsSpan(job * Groups, Groups).CopyTo(mask);
            },
            null,
            default);
        for (var i = 0; i < votes.Length; i++)
        {
            classes[i] = votes[i].Class;
            if (!leads.IsEmpty)
            {
                var others = Enumerable.Range(0, Classes).Where(index => index != target).Max(votes[i].Share);
                leads[i] = votes[i].Share(target) - others;
            }
        }
    }

    /// <summary>Reads the flags of one example; without masks every group is left.</summary>
    private static void Read(FeatureMatrix? masks, int example, float[] flags, Span<bool> mask)
    {
        if (masks is null)
        {
            mask.Fill(true);
            return;
        }

        masks.CopyRows(example, 1, flags);
        for (var group = 0; group < mask.Length; group++)
        {
            mask[group] = flags[group] != 0;
        }
    }
}
