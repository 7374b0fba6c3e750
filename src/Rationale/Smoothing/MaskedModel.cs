using Rationale.Attribution;
using Rationale.CompilerServices;

namespace Rationale.Smoothing;

/// <summary>A model as it is, asked about examples of which only some groups are left: what soft stability and attacks look at without smoothing.</summary>
/// <remarks>Thread safety: may be used by several threads, which do not wait for each other.</remarks>
public sealed class MaskedModel : MaskClassifier
{
    private readonly ModelRuntime _model;
    private readonly FeatureGroups _groups;
    private readonly float _replacement;
    private readonly int _outputs;

    /// <summary>Wraps a classifier.</summary>
    /// <param name="model">The model; not disposed here.</param>
    /// <param name="groups">Features that are left or replaced together; null for each by itself.</param>
    /// <param name="replacement">What stands in place of what is not left.</param>
    /// <exception cref="ArgumentException">The model is no classifier, or the groups do not fit it.</exception>
    public MaskedModel(IModel model, FeatureGroups? groups = null, float replacement = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Specification.Task is not Graph.Models.ClassifierTask)
        {
            throw new ArgumentException($"'{model.Specification.Name}' is a regressor, but stability is about classes; give a classifier.", nameof(model));
        }

        var width = model.Specification.RowWidth;
        _groups = groups ?? FeatureGroups.Singles(width);
        if (_groups.Features != width)
        {
            throw new ArgumentException($"The groups divide {_groups.Features} features, but an example of '{model.Specification.Name}' has {width}; make groups for {width} features.", nameof(groups));
        }

        (_model, _replacement, _outputs) = (ModelRuntime.From(model), replacement, model.Specification.Task.Outputs);
    }

    /// <inheritdoc/>
    public override int Groups => _groups.Count;

    /// <inheritdoc/>
    public override int Classes => Math.Max(2, _outputs);

    /// <inheritdoc/>
    public override int Width => _model.RawWidth;

    /// <inheritdoc/>
    /// <remarks>Leads are differences of logits.</remarks>
    public override void Classify(ReadOnlySpan<float> x, ReadOnlySpan<bool> masks, Span<int> classes, int target = 0, Span<double> leads = default)
    {
        SmoothingChecks.Versions(this, x.Length, masks.Length, classes.Length);
        var (row, flags) = (_model.Prepare(x).Row(0), masks.ToArray());
        var rows = new ScoreBatch(classes.Length, _groups.Features, (version, values) => Fill(row, flags.AsSpan(version * Groups, Groups), values), _ => 0);
        var outputs = new float[checked(classes.Length * _outputs)];
        _model.Outputs(rows, outputs);
        for (var i = 0; i < classes.Length; i++)
        {
            var z = outputs.AsSpan(i * _outputs, _outputs);
            SmoothingChecks.Outputs(_model.Specification.Name, z);
            classes[i] = _model.Decision.Decide(z);
            if (!leads.IsEmpty)
            {
                leads[i] = Lead(z, target);
            }
        }
    }

    private static double Lead(ReadOnlySpan<float> z, int target)
    {
        if (z.Length == 1)
        {
            return target == 1 ? z[0] : -z[0];
        }

        var best = float.NegativeInfinity;
        for (var i = 0; i < z.Length; i++)
        {
            best = i == target ? best : Math.Max(best, z[i]);
        }

        return z[target] - best;
    }

    private void Fill(ReadOnlySpan<float> x, ReadOnlySpan<bool> mask, Span<float> values)
    {
        for (var feature = 0; feature < values.Length; feature++)
        {
            values[feature] = mask[_groups.GroupOf[feature]] ? x[feature] : _replacement;
        }
    }
}
