using Rationale.Samples.ToyColors;

namespace Rationale.Samples.Tests;

public sealed class SaturatedExplanationTests
{
    [Fact]
    public void The_explanation_of_a_certain_answer_still_points_where_the_logits_differ()
    {
        using var model = new ToyColorsModel(1);
        foreach (ref var parameter in model.Parameters.Values)
        {
            parameter *= 1.5f;
        }

        var rows = ToyColorsData.Generate(500, seed: 1);
        var certain = Enumerable.Range(0, rows.Count).Where(row => model.Predict(rows.Features.Row(row)).Probabilities.Min() is > 1e-20f and < 1e-8f).ToArray();
        Assert.NotEmpty(certain);

        // With two classes ∇p = ± p (1 − p) (∇z₀ − ∇z₁): in single precision 1 − p is zero here, unless it is never computed as a difference.
        foreach (var row in certain)
        {
            var x = rows.Features.Row(row);
            var (first, second) = (model.Explain(x, Target.ForClass(0)).Values.ToArray(), model.Explain(x, Target.ForClass(1)).Values.ToArray());
            var difference = first.Zip(second, (a, b) => (double)(a - b)).ToArray();
            var gradient = model.Explain(x).Values.ToArray().Select(value => (double)value).ToArray();
            Assert.Equal(1, Math.Abs(Cosine(difference, gradient)), 1e-4);
        }
    }

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));
}
