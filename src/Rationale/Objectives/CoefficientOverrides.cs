using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>Joins the coefficients that a model declares with those that the options of a training change.</summary>
internal static class CoefficientOverrides
{
    /// <summary>Options that are another way of setting one coefficient. They may be zero for a model without the term.</summary>
    private static readonly (string Option, string Key, Func<TrainingOptions, double?> Value)[] Shortcuts =
    [
        (nameof(TrainingOptions.ExplanationWeight), ExplanationPenalty.Key, options => options.ExplanationWeight),
        (nameof(TrainingOptions.RobustnessWeight), RobustnessPenalty.Key, options => options.RobustnessWeight),
    ];

    /// <summary>Whether the options set a coefficient, one way or the other.</summary>
    public static bool Sets(TrainingOptions options, string key) =>
        options.Coefficients.ContainsKey(key) || Shortcuts.Any(shortcut => shortcut.Key == key && shortcut.Value(options) is not null);

    /// <summary>The coefficients of a training.</summary>
    /// <exception cref="ArgumentException">The model has no such coefficient, a value is out of its range, or a coefficient is set twice; the message names it.</exception>
    public static CoefficientValues Apply(ModelSpecification model, TrainingOptions options)
    {
        var values = CoefficientValues.Declared(model);
        foreach (var (option, key, get) in Shortcuts)
        {
            if (get(options) is not { } value)
            {
                continue;
            }

            if (options.Coefficients.ContainsKey(key))
            {
                throw new ArgumentException($"{option} and Coefficients[\"{key}\"] are both set; keep one of them.");
            }

            values = Set(model, values, option, key, value);
        }

        foreach (var (key, value) in options.Coefficients)
        {
            values = values.Has(key)
                ? Set(model, values, $"Coefficients[\"{key}\"]", key, value)
                : throw new ArgumentException($"Coefficients has '{key}', but {Missing(model, key)}.");
        }

        return values;
    }

    private static CoefficientValues Set(ModelSpecification model, CoefficientValues values, string option, string key, double value)
    {
        var coefficient = model.Objectives.SelectMany(term => term.Coefficients).FirstOrDefault(coefficient => coefficient.Key == key);
        if (!(coefficient?.Allows(value) ?? (value >= 0 && double.IsFinite(value))))
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}, but it must be {coefficient?.Range ?? "a finite number of 0 or more"}."));
        }

        return coefficient is not null ? values.With(key, value)
            : value == 0 ? values
            : throw new ArgumentException($"{option} is set, but {Missing(model, key)}.");
    }

    private static string Missing(ModelSpecification model, string key)
    {
        string[] known = [.. model.Objectives.SelectMany(term => term.Coefficients).Select(coefficient => coefficient.Key)];
        return $"no term of '{model.Name}' has the coefficient '{key}'; {(known.Length == 0 ? "its terms have none" : $"there are {string.Join(", ", known)}")}";
    }
}
