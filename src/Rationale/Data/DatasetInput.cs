using System.Collections.Immutable;
using Rationale.Graph.Objectives;

namespace Rationale.Data;

/// <summary>A value of a data set beside features, labels and targets.</summary>
/// <param name="Values">The values.</param>
/// <param name="Shared">Whether there is one for the whole data set, rather than one for each example.</param>
internal sealed record DatasetInput(FeatureMatrix Values, bool Shared)
{
    private const string MaskPrefix = $"{ExplanationPenalty.Mask}.";

    /// <summary>The inputs of data sets that are put one below the other; of a part without the mask of an input that another has, zeros.</summary>
    /// <exception cref="ArgumentException">A part lacks an input that another has.</exception>
    public static ImmutableSortedDictionary<string, DatasetInput> Concat(IReadOnlyList<Dataset> parts)
    {
        var joined = parts[0].Inputs;
        foreach (var name in parts.SelectMany(part => part.Inputs.Keys).Distinct())
        {
            if (name.StartsWith(MaskPrefix, StringComparison.Ordinal))
            {
                var width = parts.Select(part => part.Find(name)?.Width).First(width => width is not null)!.Value;
                joined = joined.SetItem(name, new DatasetInput(FeatureMatrix.Concat([.. parts.Select(part => part.Find(name) ?? FeatureMatrix.Repeat(new float[width], part.Count))]), Shared: false));
                continue;
            }

            if (parts.Any(part => !part.Inputs.ContainsKey(name)))
            {
                throw new ArgumentException($"Some of the datasets have an input '{name}' and others have not, but a concatenation needs it of all or of none.");
            }

            if (!joined[name].Shared)
            {
                joined = joined.SetItem(name, new DatasetInput(FeatureMatrix.Concat([.. parts.Select(part => part.Inputs[name].Values)]), Shared: false));
            }
        }

        return joined;
    }

    /// <summary>The input for some of the examples: what is shared stays as it is.</summary>
    public DatasetInput For(Func<FeatureMatrix, FeatureMatrix> choose) => Shared ? this : this with { Values = choose(Values) };
}
