using Rationale.Randomness;

namespace Rationale.Samples.ToyColors;

/// <summary>How much data it takes with each kind of annotation (Ross 2017, figure 5): knowing which pixels matter replaces images.</summary>
/// <param name="Name">The annotation.</param>
/// <param name="Points">Test accuracy by the number of images learned from, the mean of some trainings.</param>
public sealed record DataCurve(string Name, IReadOnlyList<(int Rows, double Test)> Points)
{
    /// <summary>The name of the curve without annotations.</summary>
    public const string Unannotated = "no annotations";

    private const int MinSize = 10;
    private const int MaxSize = 10_000;

    /// <summary>The authors' grid has 32 sizes.</summary>
    private const int PaperSizes = 32;
    private const int Repeats = 2;

    /// <summary>Every network sees as many images, however few different ones: the authors train 32 epochs of 10,000, and more of fewer.</summary>
    private const int ImagesSeen = 32 * MaxSize;

    /// <summary>Trains a network for each annotation and size.</summary>
    /// <param name="sets">Images to measure on, and how networks are trained.</param>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="display">Shows the trainings.</param>
    public static async Task<IReadOnlyList<DataCurve>> RunAsync(ToySets sets, SampleContext context, TrainingDisplay display)
    {
        (string Name, float[]? Mask)[] annotations =
        [
            (Unannotated, null),
            ($"{ColorRule.Corners.Name} forbidden", ColorRule.Corners.Against()),
            ($"{ColorRule.TopMiddle.Name} forbidden", ColorRule.TopMiddle.Against()),
            ($"all but {ColorRule.Corners.Name} forbidden", ColorRule.Corners.InFavor()),
            ($"all but {ColorRule.TopMiddle.Name} forbidden", ColorRule.TopMiddle.InFavor()),
        ];
        var sizes = Sizes.Logarithmic(MinSize, MaxSize, context.Quick ? 10 : PaperSizes);
        var repeats = context.Quick ? 1 : Repeats;
        var random = new RandomSource(context.Seed);
        var images = Enumerable.Range(0, repeats).Select(r => ToyColorsData.Generate(MaxSize, random.Fork((ulong)r + 2).NextUInt64())).ToList();

        var jobs = (from size in sizes from annotation in annotations from repeat in Enumerable.Range(0, repeats) select (size, annotation, repeat)).ToList();
        var done = display.Trainings("networks on more and more data", jobs.Count);
        var accuracies = await ModelPerCore.RunAsync(
            jobs.Count,
            async (i, cancellation) =>
            {
                var (size, annotation, repeat) = jobs[i];
                var train = images[repeat].Take(size);
                using var model = ModelPerCore.Single(new NormalizedToyColorsModel(context.Seed + (ulong)repeat));
                var options = sets.Training with { Epochs = ImagesSeen / size, ExplanationWeight = annotation.Mask is null ? 0 : null };
                await model.TrainAsync(annotation.Mask is { } mask ? ToySets.Annotate(train, mask) : train, options, cancellationToken: cancellation).ConfigureAwait(false);
                done();
                return model.Evaluate(sets.Test).Accuracy;
            },
            context.Cancellation).ConfigureAwait(false);

        var measured = jobs.Zip(accuracies).ToLookup(pair => (pair.First.annotation.Name, pair.First.size), pair => pair.Second);
        return [.. annotations.Select(annotation => new DataCurve(annotation.Name, [.. sizes.Select(size => (size, measured[(annotation.Name, size)].Average()))]))];
    }

    /// <summary>The fewest images that reach an accuracy; not a number if none do.</summary>
    /// <param name="accuracy">The accuracy.</param>
    public double ExamplesFor(double accuracy) => Points.Where(point => point.Test > accuracy).Select(point => (double)point.Rows).DefaultIfEmpty(double.NaN).First();
}
