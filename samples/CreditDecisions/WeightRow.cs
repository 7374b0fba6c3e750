using Rationale.Attribution;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Samples.CreditDecisions;

/// <summary>What a weight of the explanation penalty does.</summary>
/// <param name="Loss">Task loss of an example that was held out of the books.</param>
/// <param name="Books">Accuracy on loans that were held out of the books.</param>
/// <param name="Applications">Accuracy on the applications of a later year, when nobody had been called yet.</param>
/// <param name="Share">Share of the attributions that is on the calls; 1/7 is chance.</param>
/// <param name="Changed">Share of the applications whose class changes when one call is entered.</param>
public sealed record WeightRow(double Loss, double Books, double Applications, double Share, double Changed)
{
    private const string Leak = "collection_calls";

    /// <summary>Trains with a weight and measures.</summary>
    /// <param name="weight">The weight; zero trains without the penalty.</param>
    /// <param name="loans">Loans of the books.</param>
    /// <param name="applications">Applications of a later year.</param>
    public static async Task<WeightRow> MeasureAsync(double weight, Dataset loans, Dataset applications)
    {
        var (train, validation) = loans.Split(0.8, seed: 1, stratified: true);
        train = Preprocessing.Create().Standardize().Fit(train).Transform(train);
        var leak = train.FeatureNames!.ToList().IndexOf(Leak);
        using var model = new CreditModel();
        await model.TrainAsync(train.WithAnnotatedFeatures(Leak), new TrainingOptions { ExplanationWeight = weight, Workers = 1 });
        var books = model.Evaluate(validation);
        var importance = model.GlobalImportance(validation, new IntegratedGradients());
        var (before, after) = (model.Predict(applications), model.Predict(applications.WithFeatures(OneCall(applications.Features, leak))));
        return new WeightRow(
            books.LogLoss,
            books.Accuracy,
            model.Evaluate(applications).Accuracy,
            importance.Means[leak] / importance.Means.ToArray().Sum(),
            Enumerable.Range(0, applications.Count).Average(example => before.ClassOf(example) == after.ClassOf(example) ? 0.0 : 1));
    }

    private static FeatureMatrix OneCall(FeatureMatrix features, int leak)
    {
        var values = features.ToArray();
        for (var example = 0; example < features.Count; example++)
        {
            values[(example * features.Width) + leak] = 1;
        }

        return FeatureMatrix.FromArray(values, features.Width);
    }
}
