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

    /// <summary>The option that sets a coefficient, as callers write it; null where none does.</summary>
    public static string? NameOf(TrainingOptions options, string key) => options.Coefficients.ContainsKey(key)
        ? $"Coefficients[\"{key}\"]"
        : Shortcuts.FirstOrDefault(shortcut => shortcut.Key == key && shortcut.Value(options) is not null).Option;

    /// <summary>The model with the parts of its terms that the options of a training raise from a declared zero.</summary>
    public static ModelSpecification Raise(ModelSpecification model, TrainingOptions options) =>
        model.WithParts(options.Coefficients.Concat(options.AutomaticRatios).Where(asked => asked.Value != 0).Select(asked => asked.Key));

    /// <summary>The coefficient of a key; null where the model has none.</summary>
    public static Coefficient? Find(ModelSpecification model, string key) => model.Objectives.SelectMany(term => term.Coefficients).FirstOrDefault(coefficient => coefficient.Key == key);

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
            values = values.Has(key) || IsDormant(model, key)
                ? Set(model, values, $"Coefficients[\"{key}\"]", key, value)
                : throw new ArgumentException($"Coefficients has '{key}', but {Missing(model, key)}.");
        }

        return values;
    }

    private static CoefficientValues Set(ModelSpecification model, CoefficientValues values, string option, string key, double value)
    {
        var coefficient = Find(model, key);
        if (!(coefficient?.Allows(value) ?? (value >= 0 && double.IsFinite(value))))
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}, but it must be {coefficient?.Range ?? "a finite number of 0 or more"}."));
        }

        return coefficient is not null ? values.With(key, value)
            : value == 0 ? values
            : throw new ArgumentException($"{option} is set, but {Missing(model, key)}.");
    }

    private static bool IsDormant(ModelSpecification model, string key) => model.Objectives.SelectMany(term => term.DormantCoefficients).Any(coefficient => coefficient.Key == key);

    /// <summary>Says that a model has no such coefficient, and which it has.</summary>
    public static string Missing(ModelSpecification model, string key)
    {
        string[] known = [.. model.Objectives.SelectMany(term => term.Coefficients.Concat(term.DormantCoefficients)).Select(coefficient => coefficient.Key)];
        return $"no term of '{model.Name}' has the coefficient '{key}'; {(known.Length == 0 ? "its terms have none" : $"there are {string.Join(", ", known)}")}";
    }
}
