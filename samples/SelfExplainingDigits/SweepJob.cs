namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>One model of the sweep.</summary>
/// <param name="Kind">What is penalized, and how.</param>
/// <param name="Weight">λ.</param>
/// <param name="Create">Makes the model from a seed.</param>
/// <param name="Paper">The test accuracy of the paper, or of those who repeated it.</param>
public sealed record SweepJob(string Kind, double Weight, Func<ulong, IModel> Create, double? Paper)
{
    /// <summary>The penalty on the logits.</summary>
    public const string Logit = "logit";

    /// <summary>The penalty on the log-probabilities.</summary>
    public const string LogProbability = "log-probability";

    /// <summary>The penalty on the log-probabilities, with the relevance network of the authors' code.</summary>
    public const string Authors = "authors' code";

    /// <summary>The penalty on the logits, with concepts that are all one.</summary>
    public const string Constant = "constant concepts";

    /// <summary>Name in tables.</summary>
    public string Name => FormattableString.Invariant($"{Kind}, λ = {Weight:0.####}");

    /// <summary>Every model of a run.</summary>
    /// <param name="sizes">The values of λ.</param>
    public static IReadOnlyList<SweepJob> CreateAll(SweepSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);

        // Without a weight all penalties are the same model.
        return
        [
            .. sizes.Weights.Select(weight => new SweepJob(Logit, weight, seed => new LogitDigits(seed), Find(PaperNumbers.Accuracy, weight))),
            .. sizes.Weights.Where(weight => weight > 0).Select(weight => new SweepJob(LogProbability, weight, seed => new LogProbabilityDigits(seed), Find(PaperNumbers.LogProbability, weight))),
            new SweepJob(Authors, LambdaSweep.LargestWeight, seed => new AuthorsDigits(seed), Find(PaperNumbers.LogProbability, LambdaSweep.LargestWeight)),
            new SweepJob(Constant, LambdaSweep.ShownWeight, seed => new ConstantDigits(seed), null),
            new SweepJob(Constant, LambdaSweep.LargestWeight, seed => new ConstantDigits(seed), null),
        ];
    }

    private static double? Find(IReadOnlyDictionary<double, double> numbers, double weight) => numbers.TryGetValue(weight, out var number) ? number : null;
}
