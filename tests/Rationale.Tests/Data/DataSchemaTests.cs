using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Tests.Data;

/// <summary>Objects of a program as examples.</summary>
public sealed class DataSchemaTests
{
    private static readonly DataSchema<Loan> Schema = new DataSchema<Loan>().Number("income", loan => loan.Income).Text("region", loan => loan.Region).Number("age", loan => loan.Age);

    private static readonly Loan[] Loans = [.. Enumerable.Range(0, 40).Select(i => new Loan(i % 2 == 0 ? 10 + i : 60 + i, i % 3 == 0 ? "north" : "south", i % 5 == 0 ? null : 20 + i, i % 2 == 0 ? "declined" : "granted"))];

    /// <summary>The same objects train a model and ask it.</summary>
    [Fact]
    public async Task A_model_is_trained_on_objects_and_asked_about_one()
    {
        var data = Schema.ForClassification(Loans, loan => loan.Decision);
        var preprocessing = Preprocessing.Create().Impute(Imputation.Mean).OneHot("region").Standardize().Fit(data);
        using var model = Model.Interpret(
            new ModelSpecification("Loans", EquatableArray.Create(preprocessing.OutputCount), EquatableArray.Create<Layer>(new DenseLayer(2, true, Initialization.PyTorchDefault)), new ClassifierTask(2, Reduction.Sum), TaskLoss.With(), new TrainingDefaults()), seed: 1);
        model.Preprocessing = preprocessing;
        await model.TrainAsync(data, new TrainingOptions { Epochs = 60, LearningRate = 0.05 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["income", "region", "age"], data.FeatureNames);
        Assert.Equal(["declined", "granted"], data.ClassNames);
        Assert.Equal(1, model.Predict(Schema.Features(new Loan(95, "south", 30, "")))[0].Class);
        Assert.Equal(0, model.Predict(Schema.Features(new Loan(12, "north", null, "")))[0].Class);
        Assert.Equal("granted", model.Predict(Schema, new Loan(95, "south", 30, "")).ClassName);
        Assert.Equal(model.Explain(Dataset.Unlabeled(Schema.Features(new Loan(95, "south", 30, ""))))[0].Values.ToArray(), model.Explain(Schema, new Loan(95, "south", 30, "")).Values.ToArray());
        var lacking = new DataSchema<Loan>().Number("income", loan => loan.Income);
        Assert.Contains("'region', 'age', which the data lack", Refused(() => model.Predict(lacking, Loans[0])), StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_of_a_regression_are_numbers()
    {
        var data = new DataSchema<Loan>().Number("age", loan => loan.Age ?? 0).ForRegression(Loans, loan => loan.Income);

        Assert.Equal((40, 1), (data.Targets!.Count, data.Targets.Width));
        Assert.Equal(1, data.Features.Width);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_name()
    {
        Assert.Equal("The schema of Loan has no features; add them by Number and Text.", Refused(() => new DataSchema<Loan>().Features(Loans)));
        Assert.Equal("The schema of Loan has a feature 'income' already; give each another name.", Refused(() => new DataSchema<Loan>().Number("income", loan => loan.Income).Text("income", loan => loan.Region)));
        Assert.Equal("Object 1 has the class 'granted', which is not one of 'yes', 'declined'; name it among the classes, or correct the label.", Refused(() => Schema.ForClassification(Loans, loan => loan.Decision, ["yes", "declined"])));
        Assert.Equal("Object 1 has null for its class, but each must have one; leave the object out, or name its class.", Refused(() => Schema.ForClassification([Loans[0], Loans[1] with { Decision = null! }], loan => loan.Decision)));
        Assert.Equal("Two classes are named 'granted', but names must be unique; rename one.", Refused(() => Schema.ForClassification(Loans, loan => loan.Decision, ["granted", "declined", "granted"])));
        Assert.Equal("The target of object 0 is 1E+300, but it must be a number between -3.4e38 and 3.4e38; give it in a larger unit.", Refused(() => Schema.ForRegression(Loans, _ => 1e300)));
        Assert.Contains("'income'", Refused(() => Schema.Features(new Loan(double.PositiveInfinity, "north", 1, ""))));
    }

    [Fact]
    public void Rows_of_arrays_are_a_matrix()
    {
        var matrix = FeatureMatrix.FromRows([[1, 2], [3, 4], [5, 6]]);
        var values = new float[6];
        matrix.CopyRows(0, 3, values);

        Assert.Equal([1, 2, 3, 4, 5, 6], values);
        Assert.Equal("Row 1 has 1 values, but row 0 has 2; all rows of a matrix have one length.", Refused(() => FeatureMatrix.FromRows([[1, 2], [3]])));
        Assert.Equal("Row 1 is null, but each row of a matrix has values; leave it out.", Refused(() => FeatureMatrix.FromRows([[1, 2], null!])));
        Assert.Equal("No rows were given, but a matrix needs at least one.", Refused(() => FeatureMatrix.FromRows(Array.Empty<float[]>())));
    }

    private static string Refused(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

    private sealed record Loan(double Income, string Region, double? Age, string Decision);
}
