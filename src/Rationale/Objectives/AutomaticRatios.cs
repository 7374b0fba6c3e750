using System.Collections.Immutable;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>Joins the ratios that a model declares with those that the options of a training ask for: coefficients that are chosen before the first step.</summary>
internal static class AutomaticRatios
{
    /// <summary>The ratios above zero, by the keys of their coefficients.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">A coefficient that they set is not chosen.</param>
    /// <exception cref="ArgumentException">The model has no such coefficient, a ratio is out of range, or a coefficient is both set and chosen; the message names it.</exception>
    public static ImmutableSortedDictionary<string, double> Join(ModelSpecification model, TrainingOptions options)
    {
        var ratios = model.Objectives.SelectMany(term => term.Coefficients)
            .Where(coefficient => coefficient.AutomaticRatio > 0 && CoefficientOverrides.NameOf(options, coefficient.Key) is null)
            .ToImmutableSortedDictionary(coefficient => coefficient.Key, coefficient => coefficient.AutomaticRatio, StringComparer.Ordinal);
        if (options.AutomaticRatio is { } ratio)
        {
            ratios = options.AutomaticRatios.ContainsKey(ExplanationPenalty.Key)
                ? throw BothSet(nameof(TrainingOptions.AutomaticRatio), $"AutomaticRatios[\"{ExplanationPenalty.Key}\"]")
                : Set(model, options, ratios, nameof(TrainingOptions.AutomaticRatio), ExplanationPenalty.Key, ratio);
        }

        return options.AutomaticRatios.Aggregate(ratios, (joined, asked) => Set(model, options, joined, $"AutomaticRatios[\"{asked.Key}\"]", asked.Key, asked.Value));
    }

    private static ImmutableSortedDictionary<string, double> Set(
        ModelSpecification model, TrainingOptions options, ImmutableSortedDictionary<string, double> ratios, string option, string key, double value)
    {
        if (!Coefficient.IsRatio(value))
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}, but it must be {Coefficient.RatioRange}."));
        }

        if (value == 0)
        {
            return ratios.Remove(key);
        }

        if (CoefficientOverrides.NameOf(options, key) is { } other)
        {
            throw BothSet(other, option);
        }

        return CoefficientOverrides.Find(model, key) is not null
            ? ratios.SetItem(key, value)
            : throw new ArgumentException($"{option} is set, but {CoefficientOverrides.Missing(model, key)}.");
    }

    private static ArgumentException BothSet(string one, string other) => new($"{one} and {other} are both set; keep one of them.");
}
