using Rationale.Baselines;
using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Tests.Baselines;

public sealed class LassoTests
{
    /// <summary>Where columns are orthogonal, each weight is its own least-squares weight drawn towards zero by α n / |x|².</summary>
    [Fact]
    public void Orthogonal_features_have_a_closed_form()
    {
        // Columns (1,1,−1,−1), (1,−1,1,−1), (1,−1,−1,1) are centered and orthogonal, each with a square of 4.
        float[] x = [1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1];
        float[] y = [5 + 2, 5 + 1, 5 - 3, 5 + 0];
        var data = Dataset.ForRegression(FeatureMatrix.FromArray(x, 3), FeatureMatrix.FromArray(y, 1));
        var fit = Lasso.Fit(data, alpha: 0.5, tolerance: 1e-14);
        for (var feature = 0; feature < 3; feature++)
        {
            var correlation = Enumerable.Range(0, 4).Sum(row => (double)x[(3 * row) + feature] * y[row]);
            Assert.Equal(Math.Sign(correlation) * Math.Max(0, Math.Abs(correlation) - (0.5 * 4)) / 4, fit.Weights[feature], 1e-9);
        }

        Assert.Equal(5, fit.Intercept, 1e-9);
    }

    /// <summary>The optimality conditions: |xⱼᵀr| ≤ α n everywhere, with equality and the sign of the weight where it is not zero.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.7)]
    public void Solutions_meet_the_conditions_of_the_minimum(double alpha)
    {
        var data = Sparse(60, 150, seed: 3);
        var fit = Lasso.Fit(data, alpha, tolerance: 1e-13);
        double[] residuals = [.. Enumerable.Range(0, data.Count).Select(row => data.Targets![row, 0] - fit.Predict(data.Features.Row(row)))];
        Assert.Equal(0, residuals.Average(), 1e-6);
        var active = 0;
        for (var feature = 0; feature < data.Features.Width; feature++)
        {
            var mean = Enumerable.Range(0, data.Count).Average(row => data.Features[row, feature]);
            var correlation = Enumerable.Range(0, data.Count).Sum(row => (data.Features[row, feature] - mean) * residuals[row]) / data.Count;
            if (fit.Weights[feature] == 0)
            {
                Assert.True(Math.Abs(correlation) <= alpha + 1e-5);
            }
            else
            {
                Assert.Equal(alpha * Math.Sign(fit.Weights[feature]), correlation, 1e-4);
                active++;
            }
        }

        Assert.InRange(active, 1, 60);
        Assert.InRange(fit.DualityGap, 0, 1e-9);
    }

    [Fact]
    public void The_best_weight_is_chosen_on_validation_data()
    {
        var (train, validation) = Sparse(160, 100, seed: 5).Split(0.5, seed: 1);
        var best = Lasso.FitBest(train, validation);
        Assert.All([0.01, 0.3, 1.0], alpha => Assert.True(best.MeanSquaredError(validation) <= Lasso.Fit(train, alpha).MeanSquaredError(validation) + 1e-6));
        Assert.True(best.MeanSquaredError(validation) < 0.5);
    }

    [Fact]
    public void Data_that_do_not_fit_are_one_sentence()
    {
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([1, 2], 1), [0, 1]);
        Assert.Equal("The lasso predicts one number, but the data have no targets; use Dataset.ForRegression.", Assert.Throws<ArgumentException>(() => Lasso.Fit(data, 1)).Message);
        Assert.StartsWith("α is -1, but it must be a finite number of 0 or more.", Assert.Throws<ArgumentException>(() => Lasso.Fit(Sparse(5, 2, 1), -1)).Message);
        Assert.True(Lasso.Fit(Sparse(5, 2, 1), 0.1).Weights.Count == 2);
    }

    private static Dataset Sparse(int examples, int features, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] x = [.. Enumerable.Range(0, examples * features).Select(_ => (float)random.NextNormal())];
        float[] y = [.. Enumerable.Range(0, examples).Select(row => (float)((2 * x[row * features]) - x[(row * features) + 1] + 3 + (0.1 * random.NextNormal())))];
        return Dataset.ForRegression(FeatureMatrix.FromArray(x, features), FeatureMatrix.FromArray(y, 1));
    }
}
