using Rationale.Attribution;
using Rationale.Data;
using Rationale.Tests.Models;
using static Rationale.Tests.Data.RawTables;

namespace Rationale.Tests.Attribution;

/// <summary>
/// Attributions to raw features. The model is a weighted sum of preprocessed ones, 2 z₁ + 3 [blue] + 5 [green] + 7 [red] + 11 z₂ + 13 [age is missing], so that everything has a closed form.
/// </summary>
public sealed class OriginalUnitsTests : IDisposable
{
    private static readonly float[] Weights = [2, 3, 5, 7, 11, 13];

    private readonly Model _model = Model.Interpret(Small.Linear(6, Small.Numbers(1)), seed: 1);
    private readonly Preprocessing _fitted = Steps.Fit(People(40));
    private readonly Dataset _raw = People(12, 3);

    public OriginalUnitsTests()
    {
        _model.Parameters.Values.Clear();
        Weights.CopyTo(_model.Parameters.Values);
        _model.Preprocessing = _fitted;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What ages and incomes are divided by.</summary>
    private double AgeDivisor => _fitted.Outputs[0].Divisor;

    private double IncomeDivisor => _fitted.Outputs[4].Divisor;

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Gradients_are_divided_by_the_scale_and_categories_keep_names_and_scores()
    {
        var gradient = _model.Explain(_raw)[0];
        Assert.Equal(Weights, gradient.Values.ToArray());
        Assert.Equal(["age", "color=blue", "color=green", "color=red", "income", "age is missing"], gradient.FeatureNames!);
        var raw = gradient.InOriginalUnits();
        float[] expected = [(float)(2 / AgeDivisor), 3, 5, 7, (float)(11 / IncomeDivisor), 13];
        Assert.Equal(expected, raw.Values.ToArray());
        Assert.Equal(gradient.FeatureNames, raw.FeatureNames);
        Assert.Same(raw, raw.InOriginalUnits());
        Assert.Equal(expected, _model.Explain(_raw).InOriginalUnits().Scores.Row(7));
        Assert.Equal(expected, _model.Explain(Person(30, "red", 1e7)).InOriginalUnits().Values.ToArray());
    }

    /// <summary>The magnitude of what categories add together, which is none of magnitudes added up.</summary>
    [Fact]
    public async Task Global_importance_is_that_of_the_raw_features()
    {
        var method = new InputXGradient();
        var original = _model.Attribute(_raw, method).InOriginalUnits();
        var importance = method.GlobalImportance(new ModelScore(_model), _raw);
        var streamed = await method.GlobalImportanceAsync(new ModelScore(_model), DatasetStream.FromDataset(_raw, 5), cancellationToken: Token);
        var expected = Enumerable.Range(0, 3).Select(column => Enumerable.Range(0, _raw.Count).Average(row => Math.Abs((double)original.Scores.Row(row)[column]))).ToArray();

        Assert.Equal(6, importance.Count);
        foreach (var raw in new[] { importance.InOriginalUnits(), streamed.InOriginalUnits() })
        {
            Assert.Equal(["age", "color", "income"], Enumerable.Range(0, 3).Select(index => raw[index].Name));
            Assert.Equal(expected, raw.Means.ToArray(), (one, other) => Math.Abs(one - other) < 1e-5);
            Assert.Same(raw, raw.InOriginalUnits());
            Assert.Contains("\nfeature", raw.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gradients_by_raw_features_are_finite_differences_of_the_raw_features()
    {
        var gradient = _model.Explain(Person(30, "red", 1e7)).InOriginalUnits();
        Assert.Equal(((double)Score(50, 1e7) - Score(30, 1e7)) / 20, gradient.Values[0], 1e-5);
        Assert.Equal(((double)Score(30, 1.1e7) - Score(30, 1e7)) / 1e6, gradient.Values[4], 1e-7);

        float Score(double age, double income) => _model.Predict(Person(age, "red", income)).Outputs[0];
    }

    [Fact]
    public void Squares_of_gradients_are_divided_twice_and_magnitudes_stay_positive()
    {
        _model.Preprocessing = Preprocessing.Create().Impute(Imputation.Zero, indicators: true).Scale(0, -4, "age").OneHot().Fit(People(40));
        var options = new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.All) };
        Assert.Equal([-.5f, 3, 5, 7, 11, 13], Converted(new Saliency { Absolute = false }));
        Assert.Equal([.5f, 3, 5, 7, 11, 13], Converted(new Saliency()));
        Assert.Equal([.25f, 9, 25, 49, 121, 169], Converted(new SmoothGradSquared { Samples = 3 }));
        Assert.Equal([-.5f, 3, 5, 7, 11, 13], Converted(new SmoothGrad { Samples = 3 }));
        Assert.Equal([-.5f, 3, 5, 7, 11, 13], Converted(new IntegratedGradients { MultiplyByInputs = false }));

        float[] Converted(AttributionMethod method) => [.. _model.Attribute(_raw, method, options, cancellationToken: Token)[1].InOriginalUnits().Values.ToArray().Select(value => MathF.Round(value, 3))];
    }

    [Fact]
    public void What_features_add_is_summed_for_the_raw_feature_and_stays_complete()
    {
        AttributionMethod[] methods = [new InputXGradient(), new IntegratedGradients(), new KernelShap { Samples = 200 }, new Occlusion()];
        foreach (var method in methods)
        {
            var all = _model.Attribute(_raw, method, cancellationToken: Token);
            var raw = all.InOriginalUnits();
            Assert.Equal(["age", "color", "income"], raw[3].Top(3).Select(score => score.Name).Order());
            var made = _fitted.Transform(_raw);
            for (var row = 0; row < raw.Count; row++)
            {
                var z = made.Features.Row(row);
                double[] expected = [(2 * z[0]) + (13 * z[5]), (3 * z[1]) + (5 * z[2]) + (7 * z[3]), 11 * z[4]];
                for (var i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i], raw.Scores[row, i], 1e-3);
                }

                Assert.Equal(_model.Predict(_raw)[row].Outputs[0], raw.Scores.Row(row).Sum(), 2e-3);
                Assert.Equal(raw.Scores.Row(row), all[row].InOriginalUnits().Values.ToArray());
            }
        }
    }

    [Fact]
    public void Contributions_do_not_depend_on_the_units_of_the_raw_data()
    {
        using var other = Model.Interpret(Small.Linear(6, Small.Numbers(1)), seed: 1);
        _model.Parameters.Values.CopyTo(other.Parameters.Values);
        other.Preprocessing = Steps.Fit(InMonths(People(40)));
        var (years, months) = (_model.Attribute(_raw, new IntegratedGradients(), cancellationToken: Token).InOriginalUnits(), other.Attribute(InMonths(_raw), new IntegratedGradients(), cancellationToken: Token).InOriginalUnits());
        Assert.All(years.Scores.ToArray().Zip(months.Scores.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        var (perYear, perMonth) = (_model.Explain(_raw).InOriginalUnits(), other.Explain(InMonths(_raw)).InOriginalUnits());
        Assert.Equal(perYear.Scores[0, 0] / 12, perMonth.Scores[0, 0], 1e-6f);
    }

    [Fact]
    public void Columns_in_another_order_keep_their_scales()
    {
        _model.Preprocessing = null;
        var made = _fitted.Transform(_raw).AlignTo(["income", "age", "age is missing", "color=red", "color=blue", "color=green"], null);
        using var model = Model.Interpret(Small.Linear(6, Small.Numbers(1)), seed: 1);
        model.Parameters.Values.Clear();
        Weights.CopyTo(model.Parameters.Values);
        var raw = model.Explain(made)[0].InOriginalUnits();
        Assert.Equal([(float)(2 / IncomeDivisor), (float)(3 / AgeDivisor), 5, 7, 11, 13], raw.Values.ToArray());
        var added = model.Attribute(made, new InputXGradient(), cancellationToken: Token)[0].InOriginalUnits();
        Assert.Equal(["income", "age", "color"], added.Groups!.Names!);
    }

    [Fact]
    public void Scores_without_a_unit_and_grouped_ones_are_refused()
    {
        var squares = _model.Attribute(_raw, new VarGrad { Samples = 3, Inner = new InputXGradient() }, cancellationToken: Token);
        Assert.Contains("scores of VarGrad have no unit", Assert.Throws<InvalidOperationException>(() => squares.InOriginalUnits()).Message, StringComparison.Ordinal);
        var grouped = _model.Explain(_raw).ByGroup(FeatureGroups.FromAssignment([0, 0, 0, 1, 1, 1]));
        Assert.Contains("belong to 2 groups", Assert.Throws<InvalidOperationException>(() => grouped.InOriginalUnits()).Message, StringComparison.Ordinal);
        using var plain = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var own = plain.Explain([1, 2]);
        Assert.Same(own, own.InOriginalUnits());
    }

    [Fact]
    public void The_text_shows_names_and_what_a_raw_unit_does()
    {
        var text = _model.Explain(_raw.Take(1))[0].ToString();
        Assert.Equal(["feature", "attribution", "share", "per", "raw", "unit"], text.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var line = text.Split('\n').Single(found => found.StartsWith("age  ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["age", "+2.00"], line[..2]);
        Assert.Equal(2 / AgeDivisor, double.Parse(line[^1], System.Globalization.CultureInfo.InvariantCulture), 1e-3);
        Assert.EndsWith("%", text.Split('\n').Single(found => found.StartsWith("color=red", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("per raw unit", _model.Attribute(_raw, new InputXGradient(), cancellationToken: Token)[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("feature", _model.Attribute(_raw, new InputXGradient(), cancellationToken: Token)[0].InOriginalUnits().ToString().Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Derivatives_in_units_of_their_own_are_neither_ranked_nor_added()
    {
        var raw = _model.Explain(_raw)[0].InOriginalUnits();
        var lines = raw.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(["age", "color=blue", "color=green", "color=red", "income", "age is missing"], lines[1..].Select(line => line[..16].Trim()));
        Assert.Equal(11 / IncomeDivisor, double.Parse(lines[5].Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture), 1e-3 * 11 / IncomeDivisor);
        Assert.DoesNotContain("share", raw.ToString(), StringComparison.Ordinal);
        Assert.All([() => raw.Top(1), () => raw.TopFraction(0.5), (Func<object>)(() => raw.LargestGradients())], ranked =>
            Assert.Contains("rank the attribution before InOriginalUnits", Assert.Throws<InvalidOperationException>(ranked).Message, StringComparison.Ordinal));

        // The advice.
        Assert.Equal("age is missing", _model.Explain(_raw)[0].Top(1)[0].Name);
        Assert.Equal(3, _model.Attribute(_raw, new IntegratedGradients(), cancellationToken: Token)[3].InOriginalUnits().Top(3).Count);
    }

    private static Dataset InMonths(Dataset people)
    {
        var (row, columns) = (new double[3], new double[3][]);
        for (var column = 0; column < 3; column++)
        {
            columns[column] = [.. Enumerable.Range(0, people.Count).Select(example =>
            {
                people.Features.CopyExact(example, row);
                return row[column] * (column == 0 ? 12 : 1);
            })];
        }

        var colors = people.Features.Schema!.Texts[1]!;
        return Dataset.Unlabeled(FeatureMatrix.FromColumns(
            RawColumn.FromNumbers("age", columns[0]), RawColumn.FromTexts("color", [.. columns[1].Select(code => colors[(int)code])]), RawColumn.FromNumbers("income", columns[2])));
    }
}
