using Rationale.Data;
using Rationale.Randomness;
using Rationale.Training;

namespace Rationale.Samples.ToyColors;

/// <summary>The images of one run.</summary>
/// <param name="Train">Images to learn from, without annotations.</param>
/// <param name="Test">Other images.</param>
public sealed record ToySets(Dataset Train, Dataset Test)
{
    /// <summary>Where networks are trained.</summary>
    public Device Device { get; init; } = Device.Cpu;

    private const int PaperExamples = 20_000;
    private const int QuickExamples = 15_000;

    /// <summary>Images whose explanations are looked at: the authors took the first thousand.</summary>
    private const int ExplainedExamples = 1_000;

    /// <summary>How every network is trained: contiguous batches, the same in every epoch.</summary>
    public TrainingOptions Training => new() { Shuffle = false, Device = Device };

    /// <summary>Draws images.</summary>
    /// <param name="quick">Whether fewer are enough.</param>
    /// <param name="seed">Seed of the images.</param>
    public static ToySets Create(bool quick, ulong seed)
    {
        var random = new RandomSource(seed);
        var examples = quick ? QuickExamples : PaperExamples;
        return new ToySets(ToyColorsData.Generate(examples, random.Fork(0).NextUInt64()), ToyColorsData.Generate(examples, random.Fork(1).NextUInt64()));
    }

    /// <summary>Images with the same annotation on every one.</summary>
    /// <param name="data">The images.</param>
    /// <param name="mask">75 numbers: 1 where a pixel should not matter.</param>
    public static Dataset Annotate(Dataset data, float[] mask) => data.WithAnnotationMask(FeatureMatrix.Repeat(mask, data.Count));

    /// <summary>What a network reached, and how far its explanations point at each rule.</summary>
    /// <param name="model">The network.</param>
    public ToyMeasures Measure(IModel model)
    {
        var explanations = model.Explain(Test.Take(ExplainedExamples)).Scores.ToArray();
        return new ToyMeasures(model.Evaluate(Test).Accuracy, ColorRule.Corners.Share(explanations), ColorRule.TopMiddle.Share(explanations));
    }
}

/// <summary>What was measured on a network.</summary>
/// <param name="Accuracy">On the test images.</param>
/// <param name="Corners">Share of the corner rule in the explanations.</param>
/// <param name="TopMiddle">Share of the top-middle rule.</param>
public sealed record ToyMeasures(double Accuracy, double Corners, double TopMiddle)
{
    /// <summary>Adds a row.</summary>
    /// <param name="results">The table.</param>
    /// <param name="name">What was run.</param>
    /// <param name="paper">The paper's accuracy.</param>
    public void AddTo(ResultTable results, string name, double paper) => results.Add(name)
        .With("testAccuracy", Accuracy, paper)
        .With("cornersShare", Corners)
        .With("topMiddleShare", TopMiddle);
}
