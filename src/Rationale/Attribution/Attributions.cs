using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;

namespace Rationale.Attribution;

/// <summary>
/// How much each feature, or each group of features, of each example has contributed to one number that a model gives for it. Immutable, so safe for any number of
/// threads.
/// </summary>
public sealed class Attributions
{
    private readonly ScoreLabels _labels;
    private readonly TargetText _target;
    private readonly Predictions? _predictions;
    private IReadOnlyList<Attributions>? _inputs;

    internal Attributions(string method, TargetText target, ScoreLabels labels, FeatureMatrix scores, IReadOnlyList<int> classes, IReadOnlyList<double> gaps, Predictions? predictions) =>
        (Method, _target, _labels, Scores, Classes, ConvergenceDelta, _predictions) = (method, target, labels, scores, classes, gaps, predictions);

    /// <summary>Name of the method.</summary>
    public string Method { get; }

    /// <summary>The attribution target: which number is explained.</summary>
    public Target Target => _target.Target;

    /// <summary>Name of the input whose features the scores belong to.</summary>
    public string InputName { get; internal init; } = ModelInput.Features;

    /// <summary>Names of the inputs that were attributed together, in the order of the model.</summary>
    public IReadOnlyList<string> InputNames => _inputs is null ? [InputName] : [.. _inputs.Select(input => input.InputName)];

    /// <summary>Shape of one example.</summary>
    public IReadOnlyList<int> InputShape => _labels.InputShape;

    /// <summary>The groups that the scores belong to; null where each feature has its own.</summary>
    public FeatureGroups? Groups => _labels.Groups;

    /// <summary>One name per feature, as the data had them; null where they are not known.</summary>
    public IReadOnlyList<string>? FeatureNames => _labels.FeatureNames;

    /// <summary>One name per class, as the data had them; null where they are not known.</summary>
    public IReadOnlyList<string>? ClassNames => _labels.ClassNames;

    /// <summary>[examples × features], or [examples × groups].</summary>
    public FeatureMatrix Scores { get; }

    /// <summary>The class that is explained, example by example; −1 where the target is a sum over all of them.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>
    /// Example by example, the sum of the scores minus the score that they should sum to: the completeness gap. Small numbers say that a method has used enough steps or samples; not
    /// a number where a method promises no sum. Where several inputs were attributed together, the sum is that over all of them.
    /// </summary>
    public IReadOnlyList<double> ConvergenceDelta { get; }

    /// <summary>Number of examples.</summary>
    public int Count => Scores.Count;

    /// <summary>A line with method, target and size, and a table of the features or groups that contribute most over all examples.</summary>
    public override string ToString()
    {
        var target = Classes.Distinct().Count() == 1 ? _target.Format(Classes[0], _labels) : $"{Target.Output} of each example's class";
        var input = AttributionText.Input(InputName, InputNames);
        return $"{Method}: {FigureText.Count(Count, "example")}, {FigureText.Count(Scores.Width, Groups is null || _labels.IsOriginal ? "feature" : "group")}, {target}\n{input}{GlobalImportance()}";
    }

    /// <summary>The attributions to one of the inputs of a model that has several.</summary>
    /// <param name="input">Name of the input.</param>
    /// <exception cref="ArgumentException">There is no such input; the message lists those that there are.</exception>
    public Attributions ForInput(string input) => input == InputName
        ? this
        : _inputs?.FirstOrDefault(attributions => attributions.InputName == input)
            ?? throw new ArgumentException($"There are no attributions to an input '{input}', but to {string.Join(" and ", InputNames.Select(name => $"'{name}'"))}.", nameof(input));

    /// <summary>Attributions to the inputs of one model, which know each other: those of the first.</summary>
    internal static Attributions OfInputs(IReadOnlyList<Attributions> inputs)
    {
        foreach (var attributions in inputs)
        {
            attributions._inputs = inputs;
        }

        return inputs[0];
    }

    /// <summary>The same, beside the other inputs of the attributions that they were made of.</summary>
    private Attributions InPlaceOf(Attributions other)
    {
        _inputs = other._inputs is { } inputs ? [.. inputs.Select(input => input == other ? this : input)] : null;
        return this;
    }

    /// <summary>Attributions to rows of several inputs as those to each of them; those to groups, which may hold features of several inputs, stay together.</summary>
    /// <param name="model">The model whose inputs stand in the rows.</param>
    /// <param name="unit">The unit of the scores.</param>
    /// <param name="data">The data that became the rows.</param>
    internal Attributions ByInput(ModelSpecification model, ScoreUnit unit, Dataset data)
    {
        if (model.Inputs.Count == 1 || Groups is not null)
        {
            return this;
        }

        return OfInputs([.. model.Inputs.Select(input =>
        {
            var isFeatures = input.Name == data.FeaturesName;
            var labels = new ScoreLabels([.. input.Shape], null, data.NamesOf(input.Name), ClassNames) { Raw = isFeatures ? RawFeatures.Find(unit, data) : null };
            return new Attributions(Method, _target, labels, InputRows.Columns(Scores, InputRows.Start(model, input.Name), input.Width), Classes, ConvergenceDelta, _predictions) { InputName = input.Name };
        })]);
    }

    /// <summary>The attribution of one example.</summary>
    /// <param name="example">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public Attribution this[int example]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(example);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(example, Count);
            var own = At(example);
            return _inputs is null ? own : own.Beside(_inputs.Select(input => input == this ? own : input.At(example)));
        }
    }

    /// <summary>The scores as those of groups: added up where each feature has its own, as they are where they belong to the same groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="aggregation">How scores of features are added up.</param>
    /// <exception cref="ArgumentException">The groups do not fit the features, or the scores belong to other groups.</exception>
    public Attributions ByGroup(FeatureGroups groups, GroupAggregation aggregation = GroupAggregation.Sum)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (Groups is not null)
        {
            return Groups.Equals(groups)
                ? this
                : throw new ArgumentException($"The scores of {Method} belong to {Groups.Count} groups already and cannot become those of {groups.Count} other groups; attribute with these groups.");
        }

        var members = groups.MembersOver(Scores.Width);
        var (scores, row) = (new float[checked(Count * members.Length)], new float[Scores.Width]);
        for (var i = 0; i < Count; i++)
        {
            Scores.CopyRows(i, 1, row);
            for (var group = 0; group < members.Length; group++)
            {
                scores[(i * members.Length) + group] = (float)members[group].Sum(feature => aggregation == GroupAggregation.Sum ? row[feature] : (double)Math.Abs(row[feature]));
            }
        }

        return new Attributions(Method, _target, _labels with { Groups = groups }, FeatureMatrix.FromArray(scores, members.Length), Classes, ConvergenceDelta, _predictions) { InputName = InputName };
    }

    /// <summary>
    /// The scores by the raw features, before the preprocessing of the model. A gradient is divided by what its feature was divided by: of z = (x − o) / d it is ∂s/∂x = (∂s/∂z) / d, per unit of x;
    /// squares of gradients are divided by d². Features that have no derivative by a raw one (categories, indicators, codes, tokens) keep name and score: what one unit of them does. What features
    /// add (integrated gradients, Shapley values, input × gradient …) is added up for the raw feature that they come from: all categories of a feature and its indicator; tokens stay apart.
    /// Without a preprocessing nothing changes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scores have no unit, as those of a layer, or belong to groups already.</exception>
    public Attributions InOriginalUnits()
    {
        if (_labels.Raw is not { } raw)
        {
            return this;
        }

        raw.Require(Method, Groups);
        var width = raw.Divides ? Scores.Width : raw.Groups.Count;
        var (converted, row) = (new float[checked(Count * width)], new float[Scores.Width]);
        for (var i = 0; i < Count; i++)
        {
            Scores.CopyRows(i, 1, row);
            raw.Convert(row).CopyTo(converted.AsSpan(i * width));
        }

        return new Attributions(Method, _target, raw.Convert(_labels), FeatureMatrix.FromArray(converted, width), Classes, ConvergenceDelta, _predictions) { InputName = InputName }.InPlaceOf(this);
    }

    /// <summary>The scores feature by feature: each feature of a group gets the group's score, as in Captum.</summary>
    /// <returns>[examples × features].</returns>
    public FeatureMatrix ByFeature()
    {
        if (Groups is null)
        {
            return Scores;
        }

        var width = _labels.Width;
        var members = Groups.MembersOver(width);
        var (scores, row) = (new float[checked(Count * width)], new float[Scores.Width]);
        for (var i = 0; i < Count; i++)
        {
            Scores.CopyRows(i, 1, row);
            for (var group = 0; group < members.Length; group++)
            {
                foreach (var feature in members[group])
                {
                    scores[(i * width) + feature] = row[group];
                }
            }
        }

        return FeatureMatrix.FromArray(scores, width);
    }

    /// <summary>The same attributions with other names.</summary>
    /// <param name="featureNames">One per feature; null removes them.</param>
    /// <param name="classNames">One per class; null removes them.</param>
    /// <exception cref="ArgumentException">Not one name per feature.</exception>
    public Attributions WithNames(IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames) =>
        new Attributions(Method, _target, _labels.WithNames(featureNames, classNames), Scores, Classes, ConvergenceDelta, _predictions) { InputName = InputName }.InPlaceOf(this);

    /// <summary>The mean magnitude of each feature's or group's scores over all examples, with its standard error.</summary>
    public GlobalImportance GlobalImportance()
    {
        var (sums, row) = (new ImportanceSums(_labels, Scores.Width), new float[Scores.Width]);
        for (var i = 0; i < Count; i++)
        {
            Scores.CopyRows(i, 1, row);
            sums.Add(row);
        }

        return sums.ToImportance(Method);
    }

    /// <summary>The binarized explanation α of one example: its k = ⌈n · fraction⌉ largest scores, the first of equals first.</summary>
    /// <param name="example">Number of the example.</param>
    /// <param name="fraction">Share of the features or groups to keep, above 0 and at most 1.</param>
    /// <param name="absolute">Whether signs are dropped.</param>
    public bool[] TopFraction(int example, double fraction, bool absolute = true) => Ranking.TopFraction(Scores.Row(example), fraction, absolute);

    /// <summary>The binarized explanations of all examples.</summary>
    /// <param name="fraction">Share of the features or groups to keep, above 0 and at most 1.</param>
    /// <param name="absolute">Whether signs are dropped.</param>
    /// <returns>[examples × features] or [examples × groups] zeros and ones.</returns>
    public FeatureMatrix TopFraction(double fraction, bool absolute = true)
    {
        var (width, row) = (Scores.Width, new float[Scores.Width]);
        var masks = new byte[checked(Count * width)];
        for (var i = 0; i < Count; i++)
        {
            Scores.CopyRows(i, 1, row);
            foreach (var index in Ranking.Order(row, absolute).AsSpan(0, Ranking.Count(width, fraction)))
            {
                masks[(i * width) + index] = 1;
            }
        }

        return FeatureMatrix.FromBytes(masks, width);
    }

    private Attribution At(int example) => new(Method, _target, _labels, Scores.Row(example), Classes[example], _predictions?[example], ConvergenceDelta[example]) { InputName = InputName };
}
