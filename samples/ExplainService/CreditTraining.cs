using Rationale.Data;
using Rationale.Samples.CreditDecisions;
using Rationale.Training;

namespace Rationale.Samples.ExplainService;

/// <summary>Trains the two models of the service as samples/CreditDecisions does, and writes what the service needs of them.</summary>
public static class CreditTraining
{
    /// <summary>Writes <c>credit.safetensors</c> and <c>smoothed.safetensors</c>, the same ones every time. Each has the scales of the training data beside the weights.</summary>
    /// <param name="folder">Where.</param>
    public static async Task RunAsync(string folder)
    {
        var loans = Loans("loans.csv");
        var preprocessing = Preprocessing.Create().Standardize().Fit(loans);
        var train = preprocessing.Transform(loans).WithAnnotatedFeatures("collection_calls");
        Directory.CreateDirectory(folder);
        await TrainAsync(new CreditModel(), train, Path.Combine(folder, "credit.safetensors"));
        await TrainAsync(new SmoothedCredit(), train, Path.Combine(folder, "smoothed.safetensors"));
    }

    /// <summary>Reads a file of samples/CreditDecisions.</summary>
    /// <param name="file">Its name.</param>
    public static Dataset Loans(string file) =>
        CsvFile.Read(Path.Combine(AppContext.BaseDirectory, "data", file), new CsvOptions { LabelColumn = "outcome", ClassNames = ["defaulted", "repaid"] });

    private static async Task TrainAsync(IModel model, Dataset train, string path)
    {
        using (model)
        {
            await model.TrainAsync(train, new TrainingOptions { Workers = 1 });
            model.Save(path);
        }
    }
}
