using Rationale.Data;
using Rationale.Training;

namespace Rationale.Samples.IrisCancer;

/// <summary>Many random splits, each learned twice: with the flower free to use, and with the flower forbidden.</summary>
public static class SplitRuns
{
    /// <summary>Trains two networks on every split.</summary>
    /// <param name="results">The table that gets a row for each kind of network, with means over the splits.</param>
    /// <param name="data">The joined tables.</param>
    /// <param name="splits">How many splits; the paper has 350.</param>
    /// <param name="seed">Seed of splits and initial parameters.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task AddToAsync(ResultTable results, Dataset data, int splits, ulong seed, Device device, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var sets = IrisCancerData.Splits(data, splits, seed).ToList();
        var done = display.Trainings("splits", splits);
        var measured = await ModelPerCore.RunAsync(
            splits,
            async (i, cancellation) =>
            {
                var (train, test) = sets[i];
                var forbidden = train.WithAnnotationMask(FeatureMatrix.Repeat(IrisCancerData.AgainstIris(data), train.Count));
                var both = (await RunAsync(train, test, seed + (ulong)i, device, cancellation).ConfigureAwait(false), await RunAsync(forbidden, test, seed + (ulong)i, device, cancellation).ConfigureAwait(false));
                done();
                return both;
            },
            cancellationToken).ConfigureAwait(false);
        Add("unconstrained", [.. measured.Select(both => both.Item1)], PaperNumbers.Unconstrained, PaperNumbers.IrisInTopTen.Unconstrained);
        Add("iris forbidden", [.. measured.Select(both => both.Item2)], (PaperNumbers.Annotated, PaperNumbers.Annotated), PaperNumbers.IrisInTopTen.Annotated);

        void Add(string name, IReadOnlyList<Measures> all, (double In, double Out) paper, double paperTopTen) => results.Add(name)
            .With("irisIn", all.Average(m => m.In), paper.In)
            .With("irisOut", all.Average(m => m.Out), paper.Out)
            .With("irisInTopTen", all.Average(m => m.InTopTen), paperTopTen);
    }

    private static async Task<Measures> RunAsync(Dataset train, Dataset test, ulong seed, Device device, CancellationToken cancellationToken)
    {
        using var model = ModelPerCore.Single(new IrisCancerModel(seed));
        await model.TrainAsync(train, new TrainingOptions { Shuffle = false, ExplanationWeight = train.AnnotationMask is null ? 0 : null, Device = device }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new Measures(model.Evaluate(test).Accuracy, model.Evaluate(IrisCancerData.WithoutIris(test)).Accuracy, FlowerReading.InTopTen(model, test));
    }

    private sealed record Measures(double In, double Out, double InTopTen);
}
