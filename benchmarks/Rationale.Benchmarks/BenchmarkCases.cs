namespace Rationale.Benchmarks;

/// <summary>The cases of this program.</summary>
public static class BenchmarkCases
{
    private const int EpochRows = 60_000;

    /// <summary>Every case, in the order in which they are run. A case makes its model and data at its first run, so one that is not asked for costs nothing.</summary>
    public static IReadOnlyList<IBenchmarkCase> All() =>
    [
        new StepCase("rrr-2-50-30-2", 2000, () => new Plane(), batch: 256),
        new StepCase("rrr-30-64-64-2", 3000, () => new Table(), batch: 64),
        new StepCase("rrr-784-50-30-10", 300, () => new Digits(), batch: 256),
        new StepCase("rrr-784-512-256-10", 40, () => new WideDigits(), batch: 256),
        new StepCase("plain-784-512-256-10", 60, () => new PlainWideDigits(), batch: 256),
        new StepCase("rrr-conv", 40, () => new ConvolutionalDigits(), batch: 128),
        new StepCase("rrr-transformer", 10, () => new Transformer(), batch: 64),
        new StepCase("plain-transformer", 20, () => new PlainTransformer(), batch: 64),
        new EpochCase("epoch-rrr-784-50-30-10", () => new Digits(), EpochRows),
    ];
}
