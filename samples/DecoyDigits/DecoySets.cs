using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.DecoyDigits;

/// <summary>The digits of one run, with their decoys.</summary>
/// <param name="Train">Digits whose block gives the label away; the blocks are annotated.</param>
/// <param name="Test">Digits whose block says nothing.</param>
/// <param name="Epochs">Passes over the training digits.</param>
public sealed record DecoySets(Dataset Train, Dataset Test, int Epochs)
{
    /// <summary>Where networks are trained.</summary>
    public Device Device { get; init; } = Device.Cpu;

    private const int PaperEpochs = 64;
    private const int QuickTrainExamples = 20_000;
    private const int QuickTestExamples = 2_000;

    /// <summary>Puts decoys on MNIST.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="quick">Whether a part of them is enough; the number of epochs stays, since the block is learned before the digits.</param>
    /// <param name="seed">Seed of the decoys.</param>
    public static DecoySets Create(MnistData digits, bool quick, ulong seed)
    {
        var random = new RandomSource(seed);
        var train = quick ? digits.Train.Take(QuickTrainExamples) : digits.Train;
        var test = quick ? digits.Test.Take(QuickTestExamples) : digits.Test;
        return new DecoySets(
            DecoyMnist.Decorate(train, DecoyShade.Label, random.Fork(0).NextUInt64()),
            DecoyMnist.Decorate(test, DecoyShade.Random, random.Fork(1).NextUInt64()),
            PaperEpochs);
    }
}
