namespace Rationale.Data;

/// <content>Annotation masks by names of features.</content>
public sealed partial class Dataset
{
    /// <summary>The same examples with an annotation mask that is 1 at some features of every example and 0 at all others. It takes the place of any mask that the data had.</summary>
    /// <param name="names">Names of features that should not matter, at least one. Of preprocessed data, the name of a raw feature stands for everything that comes from it, such as the columns of its categories.</param>
    /// <exception cref="ArgumentException">No name is given, the features have no names, or there is none of that name.</exception>
    public Dataset WithAnnotatedFeatures(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Length == 0)
        {
            throw new ArgumentException("Features were to be annotated, but none was named; name those that should not matter, or remove a mask with WithAnnotationMask(null).");
        }

        if (FeatureNames is null)
        {
            throw new ArgumentException($"The feature '{Excerpt.Shorten(names[0])}' was to be annotated, but the features of these data have no names; name them with WithFeatureNames, or give a mask with WithAnnotationMask.");
        }

        var mask = new float[Features.Width];
        foreach (var name in names)
        {
            var before = Preprocessing?.InputNames is { } raw ? Enumerable.Range(0, raw.Count).FirstOrDefault(column => raw[column] == name, -1) : -1;
            int[] columns = [.. Enumerable.Range(0, mask.Length).Where(column => before >= 0 ? Preprocessing!.Outputs[column].Origin == before : FeatureNames[column] == name)];
            if (columns.Length == 0)
            {
                throw new ArgumentException($"The feature '{Excerpt.Shorten(name)}' was to be annotated, but there is none of that name; the features are {Excerpt.Shorten(FeatureNames)}.");
            }

            foreach (var column in columns)
            {
                mask[column] = 1;
            }
        }

        return WithAnnotationMask(FeatureMatrix.Repeat(mask, Count));
    }
}
