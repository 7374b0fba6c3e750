using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.SelfExplaining;
using Rationale.Training;

namespace Rationale.Samples.BreastCancer;

/// <summary>Accuracy and stability against the weight of the robustness penalty, as figure 5B of the paper; beside it the penalty on the probability.</summary>
public static class LambdaSweep
{
    private const double TrainShare = 0.8;
    private const double Radius = 0.2;

    /// <summary>λ with the paper's accuracy and median Lipschitz estimate, both read off figure 5B; they are means over one split.</summary>
    public static IReadOnlyList<(double Weight, double Accuracy, double Lipschitz)> Paper { get; } =
    [
        (0, 0.903, 0.65), (1e-3, 0.939, 0.36), (1e-2, 0.965, 0.30), (1e-1, 0.939, 0.23), (1, 0.939, 0.23),
    ];

    /// <summary>Name of a row of the table.</summary>
    /// <param name="penalized">What is penalized.</param>
    /// <param name="weight">λ.</param>
    public static string Name(TargetOutput penalized, double weight) => FormattableString.Invariant($"{Word(penalized)}, λ = {weight:0.###}");

    /// <summary>What is penalized, in a word.</summary>
    /// <param name="penalized">Logits or probabilities.</param>
    public static string Word(TargetOutput penalized) => penalized == TargetOutput.Probability ? "probability" : "logit";

    /// <summary>Reads the table.</summary>
    /// <param name="folder">Folder with wdbc.csv; the one beside the program by default.</param>
    /// <exception cref="DataFormatException">The table does not hold what it should; the message names the file.</exception>
    public static Dataset Load(string? folder = null) => CsvFile.Read(
        Path.Combine(folder ?? Path.Combine(AppContext.BaseDirectory, "data"), "wdbc.csv"),
        new CsvOptions { LabelColumn = "diagnosis", ClassNames = ["malignant", "benign"] });

    /// <summary>Trains models for each λ and penalized output, and measures them on rows left out.</summary>
    /// <param name="data">The table.</param>
    /// <param name="splits">Number of random splits, each with its own initial parameters.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="seed">Seed of all of it.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<ResultTable> RunAsync(Dataset data, int splits, int epochs, ulong seed, Device device, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var results = new ResultTable("breast-cancer", seed);
        TargetOutput[] penalized = [TargetOutput.Logit, TargetOutput.Probability];
        var jobs = penalized.SelectMany(output => Paper.SelectMany(paper => Enumerable.Range(0, splits).Select(split => (output, paper.Weight, split)))).ToList();
        var done = display.Trainings("models", jobs.Count);
        var measured = await ModelPerCore.RunAsync(
            jobs.Count,
            async (i, cancellation) =>
            {
                var (output, weight, split) = jobs[i];
                var measures = await MeasureAsync(data, output, weight, epochs, seed + (ulong)split, device, cancellation).ConfigureAwait(false);
                done();
                return measures;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (all, i) in measured.Chunk(splits).Select((all, i) => (all, i)))
        {
            var (output, paper) = (penalized[i / Paper.Count], Paper[i % Paper.Count]);
            var own = output == TargetOutput.Probability;
            results.Add(Name(output, paper.Weight))
                .With("testAccuracy", all.Average(one => one.Accuracy), own ? paper.Accuracy : null)
                .With("lipschitz", all.Average(one => one.Lipschitz), own ? paper.Lipschitz : null)
                .With("neighbors", all.Average(one => one.Neighbors))
                .With("faithfulness", all.Average(one => one.Faithfulness));
        }

        return results;
    }

    private static async Task<Measures> MeasureAsync(Dataset data, TargetOutput output, double weight, int epochs, ulong seed, Device device, CancellationToken cancellationToken)
    {
        var (train, test) = data.Split(TrainShare, seed);
        var scaler = Standardizer.Fit(train);
        (train, test) = (scaler.Transform(train), scaler.Transform(test));
        var declared = BreastCancerModel.Specification;
        using var model = ModelPerCore.Single(Model.Interpret(
            declared.With(declared.Find<RobustnessPenalty>()! with { Target = new Target(output, TargetClass.All), Weight = weight }), seed));
        await model.TrainAsync(train, new TrainingOptions { Epochs = epochs, Seed = seed, Device = device }, cancellationToken: cancellationToken).ConfigureAwait(false);
        var explanations = ConceptExplanations.Compute(model, test.Features);
        return new Measures(
            model.Evaluate(test).Accuracy,
            ContinuousStability.Estimate(model, test.Features, Radius, seed: seed, cancellationToken: cancellationToken).Average(estimate => estimate.Ratio),
            DiscreteStability.Estimate(explanations, test.Features, double.PositiveInfinity, cancellationToken: cancellationToken).Average(),
            Enumerable.Range(0, test.Count).Select(row => Faithfulness.Compute(explanations[row]).WithContribution).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
    }

    private sealed record Measures(double Accuracy, double Lipschitz, double Neighbors, double Faithfulness);
}
