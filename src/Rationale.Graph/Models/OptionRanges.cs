namespace Rationale.Graph.Models;

/// <summary>The values that options of methods and of trainings may have: one table for the checks of the runtime and for the rule that looks at constants.</summary>
internal static class OptionRanges
{
    private const string CountRange = "at least 1";
    private const string WeightRange = "a finite number of 0 or more";
    private const string PositiveRange = "a finite number above 0";

    private static readonly Dictionary<string, (Func<double, bool> Allows, string Expected)> Table = new()
    {
        ["AttackOptions.Proposals"] = (IsCount, CountRange),
        ["AttackOptions.Rounds"] = (IsCount, CountRange),
        ["AttributionOptions.MemoryLimit"] = (IsCount, "at least 1 byte"),
        ["ExpectedGradients.Deviation"] = (IsWeight, WeightRange),
        ["ExpectedGradients.Samples"] = (IsCount, CountRange),
        ["FindAnotherExplanationOptions.Rounds"] = (IsCount, CountRange),
        ["IntegratedGradients.Steps"] = (IsCount, CountRange),
        ["KernelShap.Samples"] = (value => value >= 0, "0 (for 2n + 2048) or more"),
        ["Lime.KernelWidth"] = (value => value > 0, "above 0"),
        ["Lime.Penalty"] = (IsWeight, WeightRange),
        ["Lime.Samples"] = (value => value >= 2, "at least 2"),
        ["MaskOptions.BlurSigma"] = (IsPositive, PositiveRange),
        ["MaskOptions.BlurSize"] = (value => value >= 1 && value % 2 == 1, "odd and at least 1"),
        ["MaskOptions.ClosingSize"] = (IsCount, CountRange),
        ["NoiseTunnel.Deviation"] = (IsWeight, WeightRange),
        ["NoiseTunnel.NoiseLevel"] = (IsWeight, WeightRange),
        ["NoiseTunnel.Samples"] = (IsCount, CountRange),
        ["PairFilter.MinimumProbability"] = (value => value >= 0 && value < 1, "from 0 to below 1"),
        ["RandomMap.Sigma"] = (IsPositive, PositiveRange),
        ["SoftStabilityOptions.Samples"] = (IsCount, "at least 1, or null for as many as Error and Risk ask for"),
        ["TranslatorOptions.BatchSize"] = (IsCount, CountRange),
        ["TranslatorOptions.CycleWeight"] = (IsWeight, WeightRange),
        ["TranslatorOptions.DecayEpochs"] = (value => value >= 0, "0 or more"),
        ["TranslatorOptions.Epochs"] = (value => value >= 0, "0 or more"),
        ["TranslatorOptions.IdentityWeight"] = (IsWeight, WeightRange),
        ["TranslatorOptions.LearningRate"] = (IsPositive, PositiveRange),
        ["TranslatorOptions.Workers"] = (value => value >= 0, "0 (one a core) or more"),
    };

    /// <summary>The options that have a range, as <c>Type.Property</c>.</summary>
    public static IEnumerable<string> Names => Table.Keys;

    /// <summary>What an option must be, where a value is out of its range; null where it is in range, or has none.</summary>
    /// <param name="name">The option, as <c>Type.Property</c>.</param>
    /// <param name="value">Its value.</param>
    public static string? Expected(string name, double value) => Table.TryGetValue(name, out var range) && !range.Allows(value) ? range.Expected : null;

    private static bool IsCount(double value) => value >= 1;

    private static bool IsWeight(double value) => value >= 0 && !double.IsInfinity(value);

    private static bool IsPositive(double value) => value > 0 && !double.IsInfinity(value);
}
