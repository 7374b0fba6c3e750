namespace Rationale.Data;

/// <summary>
/// How objects of a program become examples: a name and a function for each feature, and nothing by reflection, so that it works trimmed and compiled ahead of time.
/// The same schema makes training data and asks the model about one object.
/// </summary>
/// <typeparam name="T">The objects: a record, a row of a database, a request.</typeparam>
/// <remarks>Thread safety: not safe while features are added; afterwards any number of threads may use it.</remarks>
public sealed class DataSchema<T>
{
    private readonly List<(string Name, Func<IReadOnlyList<T>, RawColumn> Read)> _features = [];

    /// <summary>Names of the features, in order.</summary>
    public IReadOnlyList<string> FeatureNames => [.. _features.Select(feature => feature.Name)];

    /// <summary>Adds a number.</summary>
    /// <param name="name">Name of the feature.</param>
    /// <param name="value">What it is of an object; null where it is missing.</param>
    /// <returns>This schema.</returns>
    /// <exception cref="ArgumentException">The name is empty, or another feature has it.</exception>
    public DataSchema<T> Number(string name, Func<T, double?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, items => RawColumn.FromNumbers(name, [.. items.Select(item => value(item) ?? double.NaN)]));
    }

    /// <summary>Adds a text, such as the name of a category.</summary>
    /// <param name="name">Name of the feature.</param>
    /// <param name="value">What it is of an object; null where it is missing.</param>
    /// <returns>This schema.</returns>
    /// <exception cref="ArgumentException">The name is empty, or another feature has it.</exception>
    public DataSchema<T> Text(string name, Func<T, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, items => RawColumn.FromTexts(name, [.. items.Select(value)]));
    }

    /// <summary>The features of objects, as raw data: texts and missing values are for a <see cref="Preprocessing"/>.</summary>
    /// <param name="items">At least one.</param>
    /// <exception cref="ArgumentException">There are no objects or no features, or a number is infinite.</exception>
    public FeatureMatrix Features(params IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (_features.Count == 0)
        {
            throw new ArgumentException($"The schema of {typeof(T).Name} has no features; add them by Number and Text.");
        }

        IReadOnlyList<T> list = [.. items];
        return FeatureMatrix.FromColumns([.. _features.Select(feature => feature.Read(list))]);
    }

    /// <summary>Labeled objects.</summary>
    /// <param name="items">At least one.</param>
    /// <param name="label">Name of the class of an object.</param>
    /// <param name="classNames">Names of all classes, in their order; null for those that occur, in ordinal order.</param>
    /// <exception cref="ArgumentException">There are no objects, one has no class or one that is not among the names, or two classes have one name.</exception>
    public Dataset ForClassification(IEnumerable<T> items, Func<T, string> label, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        IReadOnlyList<T> list = [.. items];
        string[] labels = [.. list.Select(label)];
        var unlabeled = Array.IndexOf(labels, null);
        if (unlabeled >= 0)
        {
            throw new ArgumentException($"Object {unlabeled} has null for its class, but each must have one; leave the object out, or name its class.");
        }

        classNames ??= [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in classNames)
        {
            if (!numbers.TryAdd(name, numbers.Count))
            {
                throw new ArgumentException($"Two classes are named '{Excerpt.Shorten(name)}', but names must be unique; rename one.");
            }
        }

        var unknown = Array.FindIndex(labels, text => !numbers.ContainsKey(text));
        if (unknown >= 0)
        {
            throw new ArgumentException($"Object {unknown} has the class '{Excerpt.Shorten(labels[unknown])}', which is not one of {string.Join(", ", classNames.Select(name => $"'{name}'"))}; name it among the classes, or correct the label.");
        }

        return Dataset.ForClassification(Features(list), [.. labels.Select(text => numbers[text])], classNames.Count).WithClassNames(classNames);
    }

    /// <summary>Objects with one target each.</summary>
    /// <param name="items">At least one.</param>
    /// <param name="target">The number to predict.</param>
    /// <exception cref="ArgumentException">There are no objects, or a target is not finite or too large for a float.</exception>
    public Dataset ForRegression(IEnumerable<T> items, Func<T, double> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        IReadOnlyList<T> list = [.. items];
        double[] targets = [.. list.Select(target)];
        var large = Array.FindIndex(targets, value => double.IsFinite(value) && float.IsInfinity((float)value));
        if (large >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"The target of object {large} is {targets[large]}, but it must be a number between -3.4e38 and 3.4e38; give it in a larger unit."));
        }

        return Dataset.ForRegression(Features(list), FeatureMatrix.FromArray([.. targets.Select(value => (float)value)], 1));
    }

    private DataSchema<T> Add(string name, Func<IReadOnlyList<T>, RawColumn> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_features.Any(feature => feature.Name == name))
        {
            throw new ArgumentException($"The schema of {typeof(T).Name} has a feature '{name}' already; give each another name.");
        }

        _features.Add((name, read));
        return this;
    }
}
