namespace Rationale.Data;

/// <content>Bringing features and classes into the order of their names.</content>
public sealed partial class Dataset
{
    /// <summary>The same data with the features and classes in a given order, found by their names. Where data or order have no names, places decide, and nothing is moved.</summary>
    /// <param name="featureNames">The names that the features shall have, in order; null leaves them as they are.</param>
    /// <param name="classNames">The names of the classes, in order; the data may have fewer of them. Null leaves the labels as they are.</param>
    /// <exception cref="ArgumentException">A feature is missing, unknown or named twice, or a class that occurs is unknown.</exception>
    public Dataset AlignTo(IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames) => AlignTo(featureNames, classNames, "The order asked for");

    /// <summary>Aligns the data with what somebody knows, such as a model.</summary>
    /// <param name="featureNames">The names of its features.</param>
    /// <param name="classNames">The names of its classes.</param>
    /// <param name="owner">What messages call it.</param>
    internal Dataset AlignTo(IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames, string owner)
    {
        var columns = NameAlignment.Features(FeatureNames, featureNames, owner);
        var classes = _labels.Length == 0 ? null : NameAlignment.Classes(this, classNames, owner);
        if (columns is null && classes is null)
        {
            return this;
        }

        if (columns is not null && Inputs.FirstOrDefault(input => input.Value.Shared).Key is { } shared)
        {
            throw new ArgumentException($"The features of the data stand in another order than {NameAlignment.Lower(owner)} has them, but the data bring '{shared}', which may follow that order; bring both into the order {string.Join(", ", featureNames!)}.");
        }

        return new Dataset(
            columns is null ? Features : new ReorderedFeatureMatrix(Features, columns),
            classes is null ? _labels : Array.ConvertAll(_labels, label => classes[label]),
            classes is null ? Classes : classNames!.Count,
            Targets,
            columns is null || AnnotationMask is null ? AnnotationMask : new ReorderedFeatureMatrix(AnnotationMask, columns),
            columns is null ? FeatureNames : [.. featureNames!],
            classes is null ? ClassNames : [.. classNames!])
        {
            FeaturesName = FeaturesName,
            Inputs = Inputs,
            Reading = Reading,
        };
    }

    /// <summary>Aligns all that the data share with others: features, classes and further inputs.</summary>
    /// <param name="other">The data whose names and order count.</param>
    /// <param name="owner">What messages call them.</param>
    internal Dataset AlignWith(Dataset other, string owner) => other.Inputs.Keys.Append(other.FeaturesName).Aggregate(
        AlignTo(null, other.ClassNames, owner),
        (aligned, input) => aligned.AlignInput(input, other.NamesOf(input), owner));

    /// <summary>Brings one of the inputs, with its mask, into the order in which somebody knows its features; those that have no names stay where they are.</summary>
    /// <param name="input">The features, or another input.</param>
    /// <param name="names">The names of its features; null leaves it as it is.</param>
    /// <param name="owner">What messages call whoever knows them.</param>
    /// <exception cref="ArgumentException">A feature is missing, unknown or named twice.</exception>
    internal Dataset AlignInput(string input, IReadOnlyList<string>? names, string owner)
    {
        if (input == FeaturesName)
        {
            return AlignTo(names, null, owner);
        }

        return IsShared(input) || NameAlignment.Features(NamesOf(input), names, owner) is not { } columns
            ? this
            : WithInputs(new[] { input, MaskName(input) }.Where(Inputs.ContainsKey).Aggregate(
                Inputs,
                (inputs, name) => inputs.SetItem(name, inputs[name].For(values => new ReorderedFeatureMatrix(values, columns)))));
    }
}
