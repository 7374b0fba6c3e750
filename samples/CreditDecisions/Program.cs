using Rationale.Data;
using Rationale.Samples.CreditDecisions;
using Rationale.Training;

// The page docs/how-to/your-first-table.md goes through this program step by step. `--write-data` makes the two files anew.
var folder = Path.Combine(AppContext.BaseDirectory, "data");
if (args is ["--write-data", var target])
{
    CreditFiles.Write(target);
    return 0;
}

// Read: a line for each loan, whose last column says how it ended.
var columns = new CsvOptions { LabelColumn = "outcome", ClassNames = ["defaulted", "repaid"] };
var loans = CsvFile.Read(Path.Combine(folder, "loans.csv"), columns);
var applications = CsvFile.Read(Path.Combine(folder, "applications.csv"), columns);
var (train, validation) = loans.Split(0.8, seed: 1, stratified: true);

// Scale: each column to mean 0 and deviation 1, as measured on what the model learns from.
var scaler = Standardizer.Fit(train);
(train, validation, applications) = (scaler.Transform(train), scaler.Transform(validation), scaler.Transform(applications));

// Annotate: the calls came after the fact, so that they must not matter.
var mask = new float[train.Features.Width];
mask[train.FeatureNames!.ToList().IndexOf("collection_calls")] = 1;
train = train.WithAnnotationMask(FeatureMatrix.Repeat(mask, train.Count));

foreach (var weight in new[] { 0.0, 10.0 })
{
    using var model = new CreditModel();
    await model.TrainAsync(train, new TrainingOptions { ExplanationWeight = weight, Validation = validation, Workers = 1 });
    Console.WriteLine($"Weight {weight}: {model.Evaluate(validation).Accuracy:P1} of the loans in the books, {model.Evaluate(applications).Accuracy:P1} of the applications of the next year");
    Console.WriteLine(model.Explain(applications.Take(1))[0]);
    Console.WriteLine();
}

return 0;
