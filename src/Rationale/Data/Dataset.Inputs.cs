using System.Collections.Immutable;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Data;

/// <content>Values by name: the inputs of a model, their annotation masks, and what terms of an objective read beside them.</content>
public sealed partial class Dataset
{
    /// <summary>The name of the input that <see cref="Features"/> are.</summary>
    /// <value>The default is <c>features</c>, which is what most models call their only input.</value>
    public string FeaturesName { get; private init; } = ModelInput.Features;

    /// <summary>Names of everything beside features, labels and targets, in their order: further inputs of a model, masks, and what terms of an objective read.</summary>
    public IEnumerable<string> InputNames => Inputs.Keys;

    /// <summary>Values beside features, labels and targets, by the names under which programs read them.</summary>
    internal ImmutableSortedDictionary<string, DatasetInput> Inputs { get; private init; } = ImmutableSortedDictionary<string, DatasetInput>.Empty;

    /// <summary>Values by the name under which a model reads them: the features, another input, <c>targets</c>, or <c>annotations</c> and <c>annotations.NAME</c>, the masks.</summary>
    /// <param name="name">The name.</param>
    /// <returns>[examples × elements]; null where the data do not have them.</returns>
    public FeatureMatrix? Find(string name) =>
        name == FeaturesName ? Features
        : name == "targets" ? Targets
        : name == MaskName(FeaturesName) ? AnnotationMask
        : Inputs.GetValueOrDefault(name)?.Values;

    /// <summary>A name for each column of the features, or of another input; null where they have none.</summary>
    internal IReadOnlyList<string>? NamesOf(string input) =>
        input == FeaturesName ? FeatureNames
        : Inputs.GetValueOrDefault(input)?.Values is { } values ? values.Preprocessing?.OutputNames ?? values.ColumnNames
        : null;

    /// <summary>
    /// The inputs of a model side by side in the order of the model, a row of numbers for each example: what everything that takes features alone expects of a model of several inputs, such as
    /// <see cref="IModel.Predict(FeatureMatrix, IProgress{double}?, CancellationToken)"/>, smoothing, <c>ExplainConcepts</c>, and backgrounds and baselines of attribution methods.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <returns>[examples × values of all inputs].</returns>
    /// <exception cref="ArgumentException">The data lack an input of the model, or it has another width.</exception>
    public FeatureMatrix SideBySide(ModelSpecification model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Models.InputRows.Join(model, this);
    }

    /// <summary>The same examples with the inputs of a model side by side as their features, each named after its input.</summary>
    internal Dataset AsRows(ModelSpecification model) =>
        new(SideBySide(model), _labels, Classes, Targets, null, [.. model.Inputs.SelectMany(input => Models.InputRows.Names(input, NamesOf(input.Name)))], ClassNames);

    /// <summary>Whether there is one value for the whole data set.</summary>
    internal bool IsShared(string name) => Inputs.GetValueOrDefault(name)?.Shared == true;

    /// <summary>The same data, the features under another name: that of the input of a model that they are.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The data use the name otherwise.</exception>
    public Dataset WithFeaturesName(string name)
    {
        CheckName(name);
        return Inputs.ContainsKey(name)
            ? throw new ArgumentException($"The features were to be named '{name}', which is the name of another input of these data; remove that first, with WithInput(\"{name}\", null).")
            : new Dataset(Features, _labels, Classes, Targets, AnnotationMask, FeatureNames, ClassNames) { FeaturesName = name, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same data with other values for each example: a further input of a model, or what a term of the objective reads.</summary>
    /// <param name="name">The name that the model gives it.</param>
    /// <param name="values">[examples × elements], all finite; null removes it. A mask of other values of another width is removed.</param>
    /// <exception cref="ArgumentException">Not one example for each example, a value that is not finite, or a name that the data use otherwise.</exception>
    public Dataset WithInput(string name, FeatureMatrix? values) => With(name, values, shared: false);

    /// <summary>The same data with a value for the whole data set, such as a matrix of meta-features, which a term of the objective reads by its name.</summary>
    /// <param name="name">The name that the term gives it.</param>
    /// <param name="values">The elements in order, all finite, in any number of examples; null removes it.</param>
    /// <exception cref="ArgumentException">A value that is not finite, or a name that the data use otherwise.</exception>
    public Dataset WithSharedInput(string name, FeatureMatrix? values) => With(name, values, shared: true);

    /// <summary>The same data with an annotation mask of one input.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="mask">[examples × elements of the input]; 1 at a value that should not matter, 0 elsewhere, between them in part; null removes the mask.</param>
    /// <exception cref="ArgumentException">The data have no such input, the mask is not of its size, or a value is negative or not finite.</exception>
    public Dataset WithAnnotationMask(string input, FeatureMatrix? mask)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        if (input == FeaturesName)
        {
            return WithAnnotationMask(mask);
        }

        if (!Inputs.TryGetValue(input, out var values) || values.Shared)
        {
            throw new ArgumentException($"An annotation mask was given for the input '{input}', but the data have no such values for each example; add them first, with Dataset.WithInput.");
        }

        if (mask is not null)
        {
            DatasetChecks.AnnotationMask(values.Values, mask, $"values of '{input}'");
        }

        return WithInputs(mask is null ? Inputs.Remove(MaskName(input)) : Inputs.SetItem(MaskName(input), new DatasetInput(mask, Shared: false)));
    }

    /// <summary>The name of the mask of an input.</summary>
    private static string MaskName(string input) => new ModelInput(input, default).Mask;

    private Dataset With(string name, FeatureMatrix? values, bool shared)
    {
        CheckName(name);
        if (name == FeaturesName)
        {
            throw new ArgumentException($"An input is named '{name}', which is what data sets call their own {name}; give it another name.");
        }

        if (values is not null)
        {
            // A raw background is preprocessed with the features.
            if (name != Objectives.Background.Input || values.Schema is not { MayMiss: true })
            {
                DatasetChecks.Finite(values, "value", $" of '{name}'");
            }

            if (!shared)
            {
                DatasetChecks.SameCount(Features, values, $"values of '{name}'");
            }
        }

        var others = Inputs.GetValueOrDefault(name)?.Values.Width == values?.Width ? Inputs : Inputs.Remove(MaskName(name));
        return WithInputs(values is null ? others.Remove(name) : others.SetItem(name, new DatasetInput(values, shared)));
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "targets" or ExplanationPenalty.Mask || name.StartsWith($"{ExplanationPenalty.Mask}.", StringComparison.Ordinal))
        {
            throw new ArgumentException($"An input is named '{name}', which is what data sets call their own {(name == "targets" ? name : ExplanationPenalty.Mask)}; give it another name.");
        }
    }

    private Dataset WithInputs(ImmutableSortedDictionary<string, DatasetInput> inputs) =>
        new(Features, _labels, Classes, Targets, AnnotationMask, FeatureNames, ClassNames) { FeaturesName = FeaturesName, Inputs = inputs, Reading = Reading };
}
