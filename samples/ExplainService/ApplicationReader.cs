using System.Globalization;
using Rationale.Samples.CreditDecisions;

namespace Rationale.Samples.ExplainService;

/// <summary>Brings an application into the order that the models know, or says in one sentence why that cannot be done. The models scale it: their files have the scales of the training data.</summary>
public sealed class ApplicationReader(CreditModel model)
{
    private readonly IReadOnlyList<string> _columns = model.FeatureNames!;

    /// <summary>The values of one application, as they are.</summary>
    /// <param name="application">As it was sent.</param>
    /// <exception cref="UnfitApplicationException">It does not fit.</exception>
    public float[] Read(CreditApplication application)
    {
        var values = application switch
        {
            { Features: { } features, Values: null } => ByName(features),
            { Features: null, Values: { } places } => ByPlace(places),
            _ => throw new UnfitApplicationException("""Give either "features", an object of columns and values, or "values", an array."""),
        };
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new UnfitApplicationException(string.Create(CultureInfo.InvariantCulture, $"The value of '{_columns[i]}' is {values[i]}; give a finite number."));
            }
        }

        return values;
    }

    private float[] ByName(Dictionary<string, float> features)
    {
        if (features.Keys.FirstOrDefault(name => !_columns.Contains(name)) is { } unknown)
        {
            throw new UnfitApplicationException($"There is no column '{unknown}'; the model knows {string.Join(", ", _columns)}.");
        }

        return _columns.FirstOrDefault(name => !features.ContainsKey(name)) is { } missing
            ? throw new UnfitApplicationException($"The column '{missing}' is missing; the model needs {string.Join(", ", _columns)}.")
            : [.. _columns.Select(name => features[name])];
    }

    private float[] ByPlace(float[] values) => values.Length == _columns.Count
        ? values
        : throw new UnfitApplicationException($"There are {values.Length} values, but the model needs {_columns.Count}: {string.Join(", ", _columns)}.");
}
