using System.Numerics.Tensors;
using Rationale.Constraints;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>
/// How much each feature, or each group of features, of one example has contributed to one number that a model gives for it: what <c>Explain</c> returns, and one
/// of the <see cref="Attributions"/> of many examples. Immutable, so safe for any number of threads.
/// </summary>
public sealed class Attribution
{
    private readonly float[] _values;
    private readonly TargetText _target;
    private readonly ScoreLabels _labels;
    private readonly int _class;
    private IReadOnlyList<Attribution>? _inputs;

    /// <summary>Takes the scores of one example; a negative class stands for a sum over all of them.</summary>
    internal Attribution(string method, TargetText target, ScoreLabels labels, float[] values, int index, Prediction? prediction, double gap) =>
        (Method, _target, _labels, _values, _class, Prediction, ConvergenceDelta) = (method, target, labels, values, index, prediction, gap);

    /// <summary>Name of the method.</summary>
    public string Method { get; }

    /// <summary>The attribution target: which number is explained.</summary>
    public Target Target => _target.Target;

    /// <summary>The target in words, with its class settled and named.</summary>
    public string TargetName => _target.Format(_class, _labels);

    /// <summary>The class, or the regressor's output, that is explained; null where the target is a sum over all of them.</summary>
    public int? Class => _class < 0 ? null : _class;

    /// <summary>What the model says about the example; null where something else than a model is explained.</summary>
    public Prediction? Prediction { get; }

    /// <summary>Name of the input whose features the scores belong to.</summary>
    public string InputName { get; internal init; } = ModelInput.Features;

    /// <summary>Names of the inputs that were attributed together, in the order of the model.</summary>
    public IReadOnlyList<string> InputNames => _inputs is null ? [InputName] : [.. _inputs.Select(input => input.InputName)];

    /// <summary>Shape of the example.</summary>
    public IReadOnlyList<int> InputShape => _labels.InputShape;

    /// <summary>The groups that the scores belong to; null where each feature has its own.</summary>
    public FeatureGroups? Groups => _labels.Groups;

    /// <summary>One name per feature; null where they are not known.</summary>
    public IReadOnlyList<string>? FeatureNames => _labels.FeatureNames;

    /// <summary>One name per class; null where they are not known.</summary>
    public IReadOnlyList<string>? ClassNames => _labels.ClassNames;

    /// <summary>The score of each feature in the order of the flat input, or of each group.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>
    /// The sum of the scores minus what they should sum to: the completeness gap. Not a number where the method promises no sum.
    /// </summary>
    public double ConvergenceDelta { get; }

    /// <summary>The attribution to one of the inputs of a model that has several.</summary>
    /// <param name="input">Name of the input.</param>
    /// <exception cref="ArgumentException">There is no such input; the message lists those that there are.</exception>
    public Attribution ForInput(string input) => input == InputName
        ? this
        : _inputs?.FirstOrDefault(attribution => attribution.InputName == input)
            ?? throw new ArgumentException($"There is no attribution to an input '{input}', but to {string.Join(" and ", InputNames.Select(name => $"'{name}'"))}.", nameof(input));

    /// <summary>The scores feature by feature, in the shape of the input; each feature of a group has the group's score.</summary>
    public Tensor<float> ToTensor() => Tensor.Create(ByFeature(), [.. InputShape.Select(extent => (nint)extent)]);

    /// <summary>The scores feature by feature, flat; each feature of a group has the group's score.</summary>
    public float[] ByFeature()
    {
        if (Groups is null)
        {
            return [.. _values];
        }

        _ = Groups.MembersOver(_labels.Width);
        return [.. Groups.GroupOf.Select(group => _values[group])];
    }

    /// <summary>
    /// The scores by the raw features, before the preprocessing of the model. A gradient is divided by what its feature was divided by: of z = (x − o) / d it is ∂s/∂x = (∂s/∂z) / d, per unit of x;
    /// squares of gradients are divided by d². Features that have no derivative by a raw one (categories, indicators, codes, tokens) keep name and score: what one unit of them does. What features
    /// add (integrated gradients, Shapley values, input × gradient …) is added up for the raw feature that they come from: all categories of a feature and its indicator; tokens stay apart.
    /// Without a preprocessing nothing changes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scores have no unit, as those of a layer, or belong to groups already.</exception>
    public Attribution InOriginalUnits()
    {
        if (_labels.Raw is not { } raw)
        {
            return this;
        }

        raw.Require(Method, Groups);
        return new Attribution(Method, _target, raw.Convert(_labels), raw.Convert(_values), _class, Prediction, ConvergenceDelta) { InputName = InputName }.InPlaceOf(this);
    }

    /// <summary>The largest scores by magnitude, the largest first; of equals the first comes first.</summary>
    /// <param name="count">How many, 1 or more; more than there are gives all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="InvalidOperationException">The scores are derivatives in original units, which differ from feature to feature.</exception>
    public IReadOnlyList<FeatureScore> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RequireOneUnit();
        return [.. Ranking.Order(_values, absolute: true).Take(count).Select(index => new FeatureScore(index, _labels[index], _values[index]))];
    }

    /// <summary>The features or groups that matter most: the k = ⌈n · fraction⌉ largest scores, the first of equals first.</summary>
    /// <param name="fraction">Share of the n features or groups to keep, above 0 and at most 1.</param>
    /// <param name="absolute">Whether signs are dropped; otherwise only what speaks for the target ranks high.</param>
    /// <returns>A flag for each feature or group.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not above 0 and at most 1.</exception>
    /// <exception cref="InvalidOperationException">The scores are derivatives in original units, which differ from feature to feature.</exception>
    public bool[] TopFraction(double fraction, bool absolute = true)
    {
        RequireOneUnit();
        return Ranking.TopFraction(_values, fraction, absolute);
    }

    /// <summary>The features whose score is larger than a share of the largest, by magnitude: the mask M_c of RRR.</summary>
    /// <param name="cutoff">c, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">c is not in [0, 1).</exception>
    /// <exception cref="InvalidOperationException">The scores are derivatives in original units, which differ from feature to feature.</exception>
    public bool[] LargestGradients(double cutoff = LargestGradientMask.DefaultCutoff)
    {
        RequireOneUnit();
        return LargestGradientMask.Compute(_values, cutoff);
    }

    /// <summary>The same attribution with other names.</summary>
    /// <param name="featureNames">One per feature; null removes them.</param>
    /// <param name="classNames">One per class; null removes them.</param>
    /// <exception cref="ArgumentException">Not one name per feature.</exception>
    public Attribution WithNames(IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames) =>
        new Attribution(Method, _target, _labels.WithNames(featureNames, classNames), _values, _class, Prediction, ConvergenceDelta) { InputName = InputName }.InPlaceOf(this);

    /// <summary>
    /// A table of the largest scores, what the others sum to, and for images how concentrated the scores are. Gradients of preprocessed features stand beside those by the raw ones (<see cref="InOriginalUnits"/>).
    /// </summary>
    public override string ToString() => AttributionText.Format(this, _labels);

    private void RequireOneUnit()
    {
        if (_labels.IsPerUnit)
        {
            throw new InvalidOperationException($"The scores of {Method} are per unit of each raw feature, so that they cannot be ranked; rank the attribution before InOriginalUnits, or take what features add, such as IntegratedGradients.");
        }
    }

    /// <summary>The same, beside the other inputs of the attribution that it was made of.</summary>
    private Attribution InPlaceOf(Attribution other)
    {
        _inputs = other._inputs is { } inputs ? [.. inputs.Select(input => input == other ? this : input)] : null;
        return this;
    }

    /// <summary>Makes the attributions to all inputs of an example known to each other.</summary>
    internal Attribution Beside(IEnumerable<Attribution> inputs)
    {
        Attribution[] all = [.. inputs];
        foreach (var attribution in all)
        {
            attribution._inputs = all;
        }

        return this;
    }
}
