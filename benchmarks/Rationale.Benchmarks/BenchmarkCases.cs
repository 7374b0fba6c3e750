using System.Runtime.Intrinsics;
using Rationale.Benchmarks.Eager;
using Rationale.Torch;

namespace Rationale.Benchmarks;

/// <summary>The cases of this program.</summary>
public static class BenchmarkCases
{
    private const int EpochRows = 60_000;
    private static readonly int[] UsedExamples = [1, 4, 16];

    /// <summary>The cases whose step is also measured in bytes.</summary>
    public static IReadOnlyList<string> HeldInMemory { get; } = ["rrr-784-512-256-10", "rrr-conv", "rrr-resnet-small", "rrr-transformer"];

    /// <summary>What makes the model of each case, by the name of the case.</summary>
    public static IReadOnlyDictionary<string, Func<IModel>> Models() => All().OfType<StepCase>().ToDictionary(step => step.Name, step => step.Create);

    /// <summary>Every case, in the order in which they are run. A case makes its model and data at its first run, so one that is not asked for costs nothing.</summary>
    public static IReadOnlyList<IBenchmarkCase> All() =>
    [
        new StepCase("rrr-2-50-30-2", 2000, () => new Plane(), batch: 256, asked: Asked(0.10, 0.09)),
        new StepCase("rrr-30-64-64-2", 3000, () => new Table(), batch: 64, asked: Asked(0.08, 0.08)),
        new StepCase("rrr-784-50-30-10", 300, () => new Digits(), batch: 256, asked: Asked(0.30, 0.20)),
        new StepCase("rrr-784-512-256-10", 40, () => new WideDigits(), batch: 256, asked: 0.60),
        new StepCase("plain-784-512-256-10", 60, () => new PlainWideDigits(), batch: 256, asked: 0.75),
        new StepCase("plain-784-50-30-10", 500, () => new PlainDigits(), batch: 256),
        new StepCase("rrr-conv", 40, () => new ConvolutionalDigits(), batch: 128, asked: Asked(0.30, 0.18)),
        new StepCase("rrr-resnet-small", 4, () => new SmallResidual(), batch: 64, asked: Asked(0.50, 0.33), layouts: "channels-last"),
        new StepCase("rrr-transformer", 10, () => new Transformer(), batch: 64, asked: Asked(0.25, double.NaN)),
        new StepCase("plain-transformer", 20, () => new PlainTransformer(), batch: 64),
        new StepCase("senn-authors", 4, () => new SelfExplainingDigits(), batch: 128, asked: Asked(0.18, 0.10)),
        new StepCase("senn-products", 4, () => new SelfExplainingDigits(), batch: 128, asked: Asked(0.45, 0.22)),
        new StepCase("dapr", 100, () => new GeneExpression(), batch: 32, asked: 0.40),
        .. OnTorch("rrr-2-50-30-2", 1000, () => new Plane(), batch: 256, asked: 0.35),
        .. OnTorch("rrr-30-64-64-2", 1000, () => new Table(), batch: 64, asked: 0.30),
        .. OnTorch("rrr-784-50-30-10", 200, () => new Digits(), batch: 256, asked: 0.45),
        .. OnTorch("rrr-784-512-256-10", 30, () => new WideDigits(), batch: 256, asked: 0.70),
        .. OnTorch("rrr-conv", 20, () => new ConvolutionalDigits(), batch: 128, asked: 0.75),
        new StepCase("torch-rrr-resnet-small", 4, () => new SmallResidual(), batch: 64, peer: "rrr-resnet-small", device: TorchDevice.Cpu),
        new StepCase("torch-rrr-transformer", 10, () => new Transformer(), batch: 64, peer: "rrr-transformer", device: TorchDevice.Cpu),
        .. Uses("784-50-30-10", () => new PlainDigits()),
        .. Uses("conv", () => new PlainConvolutionalDigits()),
        new CertificateCase("mus-certify", asked: 1.10),
        new DacScoreCase("dac-score", asked: 0.25),
        new TranslatorCase("dac-translator", asked: 0.60),
        new EpochCase("epoch-rrr-784-50-30-10", () => new Digits(), EpochRows),
    ];

    /// <summary>The ratio that is asked for with the vectors of this process: of eight numbers, or of sixteen.</summary>
    private static double Asked(double eight, double sixteen) => Vector512.IsHardwareAccelerated ? sixteen : eight;

    /// <summary>Predictions and evaluations of 1, 4 and 16 examples.</summary>
    private static IEnumerable<UseCase> Uses(string network, Func<IModel> create) =>
        from kind in Enum.GetValues<UseKind>() from examples in UsedExamples select new UseCase(kind, network, create, examples);

    /// <summary>The step of another case on libtorch, against the same peer, whose products are those of another library, and against eager steps over the same libtorch.</summary>
    private static IEnumerable<StepCase> OnTorch(string peer, int steps, Func<IModel> create, int batch, double asked)
    {
        yield return new StepCase($"torch-{peer}", steps, create, batch, asked, peer, TorchDevice.Cpu);
        var eager = new EagerPeer(
            () =>
            {
                using var model = create();
                return model.Specification;
            },
            batch);
        yield return new StepCase($"torch-{peer}@torchsharp", steps, create, batch, device: TorchDevice.Cpu) { OwnPeer = eager.RunMicroseconds };
    }
}
