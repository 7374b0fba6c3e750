using Rationale.Data;

namespace Rationale.Samples.ToyColors;

/// <summary>
/// How many images must be annotated before a network leaves the corners alone (Ross 2017, figure 4): a few hundred of 20,000, or a few that stand
/// before every batch.
/// </summary>
/// <param name="Name">How annotations are used.</param>
/// <param name="Points">What was measured, by the number of annotated images.</param>
public sealed record AnnotationCurve(string Name, IReadOnlyList<(int Rows, ToyMeasures Measures)> Points)
{
    /// <summary>Annotated images are met once in each epoch, as the authors have it.</summary>
    public const string Once = "met once an epoch";

    /// <summary>Annotated images stand before every batch.</summary>
    public const string Always = "in every batch";

    private const int PaperSizes = 45;
    private const int MinDataDivisor = 2;

    /// <summary>More annotated images than a batch has would make every step several times as long.</summary>
    private const int MaxInEveryBatch = 256;

    /// <summary>Trains a network for each number of annotated images.</summary>
    /// <param name="sets">The images.</param>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="display">Shows the trainings.</param>
    public static async Task<IReadOnlyList<AnnotationCurve>> RunAsync(ToySets sets, SampleContext context, TrainingDisplay display)
    {
        var sizes = Sizes.Logarithmic(1, sets.Train.Count / MinDataDivisor, context.Quick ? 9 : PaperSizes);
        var jobs = sizes.Select(size => (Size: size, Always: false)).Concat(sizes.Where(size => size <= MaxInEveryBatch).Select(size => (Size: size, Always: true))).ToList();
        var done = display.Trainings("networks with more and more annotations", jobs.Count);
        var measured = await ModelPerCore.RunAsync(
            jobs.Count,
            async (i, cancellation) =>
            {
                var annotated = ToySets.Annotate(sets.Train.Take(jobs[i].Size), ColorRule.Corners.Against());
                var others = sets.Train.Skip(jobs[i].Size);
                using var model = ModelPerCore.Single(new ToyColorsModel(context.Seed));
                await (jobs[i].Always
                    ? model.TrainAsync(others, sets.Training with { AlwaysInclude = annotated }, cancellationToken: cancellation)
                    : model.TrainAsync(Dataset.Concat(annotated, others), sets.Training, cancellationToken: cancellation)).ConfigureAwait(false);
                done();
                return sets.Measure(model);
            },
            context.Cancellation).ConfigureAwait(false);
        return [.. jobs.Zip(measured).GroupBy(pair => pair.First.Always).Select(group =>
            new AnnotationCurve(group.Key ? Always : Once, [.. group.Select(pair => (pair.First.Size, pair.Second))]))];
    }

    /// <summary>The number of annotated images from which on the top-middle rule has more than half of every explanation; not a number if there is none.</summary>
    public double ExamplesNeeded()
    {
        var last = Points.ToList().FindLastIndex(point => point.Measures.TopMiddle <= 0.5);
        return last + 1 < Points.Count ? Points[last + 1].Rows : double.NaN;
    }
}
