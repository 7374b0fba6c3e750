using Rationale.Data;

namespace Rationale.Attribution;

/// <summary>
/// How scores of preprocessed features become those of raw ones. A feature z = (x − o) / d has ∂s/∂x = (∂s/∂z) / d, and the square of that is divided by d²; features that have no derivative by a raw one
/// (categories, indicators, codes, tokens) keep their scores. What features add is added up for the raw feature that they come from, tokens excepted.
/// </summary>
/// <param name="Unit">The unit of the scores.</param>
/// <param name="Divisors">d of each feature; not a number where there is no derivative.</param>
/// <param name="Groups">The features of each raw feature, with its name.</param>
internal sealed record RawFeatures(ScoreUnit Unit, IReadOnlyList<double> Divisors, FeatureGroups Groups)
{
    /// <summary>Whether scores are magnitudes, which stay so where a divisor is negative.</summary>
    private bool IsAbsolute => Unit == ScoreUnit.AbsoluteDerivative;

    /// <summary>Whether scores are changed by division.</summary>
    public bool Divides => Unit is ScoreUnit.Derivative or ScoreUnit.AbsoluteDerivative or ScoreUnit.SquaredDerivative;

    /// <summary>The raw features behind some features.</summary>
    /// <param name="unit">The unit of the scores.</param>
    /// <param name="data">The examples as the function takes them.</param>
    /// <returns>Null where they are not preprocessed.</returns>
    public static RawFeatures? Find(ScoreUnit unit, Dataset data)
    {
        if (data.Preprocessing is not { } preprocessing)
        {
            return null;
        }

        // The features may have been brought into another order by their names; where they were named anew, they stand where they stood.
        var isReordered = preprocessing.OutputNames is { } known && data.FeatureNames is { } found && known.ToHashSet(StringComparer.Ordinal).SetEquals(found);
        var order = (isReordered ? NameAlignment.Features(preprocessing.OutputNames, data.FeatureNames, "The data") : null) ?? [.. Enumerable.Range(0, preprocessing.OutputCount)];
        PipelineColumn[] columns = [.. order.Select(column => preprocessing.Outputs[column])];
        var (numbers, names, groupOf) = (new Dictionary<int, int>(), new List<string>(), new int[columns.Length]);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (column.Kind == ColumnKind.Token || !numbers.TryGetValue(column.Origin, out groupOf[i]))
            {
                groupOf[i] = names.Count;
                names.Add(column.Kind == ColumnKind.Token ? column.Name : preprocessing.Inputs[column.Origin].Name);
                numbers.TryAdd(column.Origin, groupOf[i]);
            }
        }

        var groups = FeatureGroups.FromAssignment(groupOf);
        return new RawFeatures(unit, [.. columns.Select(column => column.Divisor)], preprocessing.InputNames is null ? groups : groups.WithNames(names));
    }

    /// <summary>The score of a feature by the raw one.</summary>
    public double Divide(int feature, double score)
    {
        var divisor = Divisors[feature];
        return double.IsNaN(divisor) ? score
            : Unit == ScoreUnit.SquaredDerivative ? score / divisor / divisor
            : score / (IsAbsolute ? Math.Abs(divisor) : divisor);
    }

    /// <summary>The scores of one example by raw features.</summary>
    public float[] Convert(ReadOnlySpan<float> scores)
    {
        if (Divides)
        {
            var divided = new float[scores.Length];
            for (var i = 0; i < divided.Length; i++)
            {
                divided[i] = (float)Divide(i, scores[i]);
            }

            return divided;
        }

        var sums = new double[Groups.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            sums[Groups.GroupOf[i]] += scores[i];
        }

        return [.. sums.Select(sum => (float)sum)];
    }

    /// <summary>The labels of converted scores.</summary>
    public ScoreLabels Convert(ScoreLabels labels) => labels with { Raw = null, IsOriginal = true, IsPerUnit = Divides, Groups = Divides ? null : Groups };

    /// <summary>Whether scores of a method can be converted.</summary>
    /// <exception cref="InvalidOperationException">They have no unit, or belong to groups already.</exception>
    public void Require(string method, FeatureGroups? groups)
    {
        if (Unit == ScoreUnit.None)
        {
            throw new InvalidOperationException($"The scores of {method} have no unit that a raw feature could change; take a gradient, or a method that says what features add, such as IntegratedGradients.");
        }

        if (groups is not null)
        {
            throw new InvalidOperationException($"The scores of {method} belong to {groups.Count} groups, so that they are no longer those of single features; convert them before they are grouped.");
        }
    }
}
