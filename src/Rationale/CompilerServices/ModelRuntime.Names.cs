using System.Collections.Immutable;
using Rationale.Data;

namespace Rationale.CompilerServices;

/// <content>Names of features and classes. Data go by them, wherever their columns stand.</content>
public sealed partial class ModelRuntime
{
    private volatile ImmutableSortedDictionary<string, IReadOnlyList<string>> _otherNames = ImmutableSortedDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>A name for each feature of the first input, from the data of the last training or the file that was loaded.</summary>
    public IReadOnlyList<string>? FeatureNames { get; private set; }

    /// <summary>A name for each class, from the data of the last training or the file that was loaded.</summary>
    public IReadOnlyList<string>? ClassNames { get; private set; }

    /// <summary>A name for each feature of an input; null where they are not known.</summary>
    internal IReadOnlyList<string>? NamesOf(string input) => input == Specification.Inputs[0].Name ? FeatureNames : _otherNames.GetValueOrDefault(input);

    /// <summary>Takes over the names that data have, where they name all that the model knows.</summary>
    internal void TakeNames(Dataset data)
    {
        var first = Specification.Inputs[0].Name;
        (_preprocessing, _saysPreprocessing) = (_preprocessing ?? data.Find(first)?.Preprocessing, true);
        FeatureNames = data.NamesOf(first) ?? FeatureNames;
        _otherNames = Specification.Inputs.Skip(1).Aggregate(_otherNames, (known, input) => data.NamesOf(input.Name) is { } names ? known.SetItem(input.Name, names) : known);
        ClassNames = data.ClassNames?.Count == ClassCount ? data.ClassNames : ClassNames;
        Reading = data.Reading ?? Reading;
    }

    /// <summary>Data as the model takes them: preprocessed, features and classes in the order in which the model knows them by name; where either has no names, places decide.</summary>
    /// <exception cref="ArgumentException">The data name other features, have a class that the model does not know, or were preprocessed otherwise.</exception>
    internal Dataset Align(Dataset data)
    {
        var owner = $"'{Specification.Name}'";
        var named = Specification.Inputs.Aggregate(
            Prepare(data, _preprocessing),
            (aligned, input) => aligned.AlignInput(input.Name, NamesOf(input.Name), Specification.Inputs.Count == 1 ? owner : $"The input '{input.Name}' of {owner}"));
        return named.AlignTo(null, ClassNames, owner);
    }
}
