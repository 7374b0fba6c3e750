using Rationale.Data;

namespace Rationale.Tests.Models;

/// <summary>Predictions of many examples as text.</summary>
public sealed class PredictionsTextTests
{
    [Fact]
    public void Classes_are_counted_and_the_first_examples_listed()
    {
        using var model = Model.Interpret(Small.Linear(1, Small.Classes(2)), seed: 1);
        model.Parameters.Values.Clear();
        model.Parameters.Values[0] = -4;
        var predictions = model.Predict(FeatureMatrix.FromArray([1, -1, -1, .. Enumerable.Repeat(-1f, 9)], 1));
        var lines = predictions.ToString().Split('\n');
        Assert.Equal("12 predictions: class 0 11, class 1 1", lines[0]);
        Assert.Equal("example    class      p", lines[1]);
        Assert.Equal("0        class 1  0.982", lines[2]);
        Assert.Equal("2 others", lines[12]);
    }

    [Fact]
    public void Outputs_of_a_regressor_are_listed()
    {
        using var model = Model.Interpret(Small.Linear(1, new Rationale.Graph.Models.RegressorTask(2, Reduction.Sum)), seed: 1);
        model.Parameters.Values.Clear();
        Assert.Equal("1 prediction\nexample  output 0  output 1\n0               0         0\n", model.Predict(FeatureMatrix.FromArray([1], 1)).ToString());
    }
}
