using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>One attribution of many: names, ranking, text. Of a linear model, input × gradient is w x, exactly for these numbers.</summary>
public sealed class NamedAttributionTests
{
    private static readonly string[] Names = ["length", "width", "age", "color"];

    private static readonly string[] Classes = ["benign", "malignant"];

    private static readonly Dataset Data = Dataset
        .ForClassification(FeatureMatrix.FromArray([1, 2, 0.5f, 1, -1, 1, 0, 2], 4), [0, 1], 2)
        .WithFeatureNames(Names)
        .WithClassNames(Classes);

    [Fact]
    public void Each_example_has_its_scores_class_prediction_and_names()
    {
        using var model = Linear();
        var all = model.Attributed(Data, new InputXGradient());
        var (first, second) = (all[0], all[1]);
        Assert.Equal([0.5f, -4, 0.125f, 0], first.Values.ToArray());
        Assert.Equal([1f, 1, 0, 2], second.Values.ToArray());
        Assert.Equal((0, 1), (first.Class, second.Class));
        Assert.Equal([2.125f, 2], first.Prediction!.Outputs);
        Assert.Equal([3f, 4], second.Prediction!.Outputs);
        Assert.Equal(("input × gradient", "logit of class benign", "logit of class malignant"), (first.Method, first.TargetName, second.TargetName));
        Assert.Equal(Names, first.FeatureNames);
        Assert.Equal(Classes, first.ClassNames);
        Assert.Equal([4], first.InputShape);
        Assert.Throws<ArgumentOutOfRangeException>(() => all[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => all[-1]);
    }

    [Fact]
    public void The_largest_by_magnitude_come_first_with_their_signs_and_the_first_of_equals()
    {
        using var model = Linear();
        var all = model.Attributed(Data, new InputXGradient());
        Assert.Equal([new FeatureScore(1, "width", -4), new FeatureScore(0, "length", 0.5f)], all[0].Top(2));
        Assert.Equal([new(3, "color", 2), new(0, "length", 1), new(1, "width", 1), new FeatureScore(2, "age", 0)], all[1].Top(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => all[0].Top(0));
        Assert.Equal([false, true, false, false], all[0].TopFraction(0.25));
        Assert.Equal([true, false, false, false], all[0].TopFraction(0.25, absolute: false));
        Assert.Equal([false, true, false, false], all[0].LargestGradients());
    }

    [Fact]
    public void Groups_have_numbers_and_single_features_their_names()
    {
        using var model = Linear();
        var grouped = model.Attributed(Data, new InputXGradient()).ByGroup(FeatureGroups.FromAssignment([0, 1, 0, 0]))[0];
        Assert.Equal([new(1, "width", -4), new FeatureScore(0, "group 0", 0.625f)], grouped.Top(2));
        var groups = FeatureGroups.FromAssignment([0, 1, 0, 0]);
        var renamed = model.Attributed(Data, new InputXGradient()).ByGroup(groups.WithNames(["rest", "size"]))[0];
        Assert.Equal(["size", "rest"], renamed.Top(2).Select(score => score.Name));
        Assert.Equal(groups, renamed.Groups);
        Assert.Equal("3 names were given for 2 groups; give one name each.", Assert.Throws<ArgumentException>(() => groups.WithNames(["a", "b", "c"])).Message);
        Assert.Equal([0.625f, -4, 0.625f, 0.625f], grouped.ByFeature());
        Assert.Equal([4], grouped.ToTensor().Lengths.ToArray());
        Assert.StartsWith("input × gradient, logit of class benign; predicted benign with p = 0.531\ngroup    attribution   share\n", grouped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_aligned_and_shows_shares()
    {
        using var model = Linear();
        Assert.Equal(
            """
            input × gradient, logit of class benign; predicted benign with p = 0.531
            feature  attribution   share
            width         -4.000  86.5 %
            length        +0.500  10.8 %
            age           +0.125   2.7 %
            color          0.000   0.0 %
            sum           -3.375

            """,
            model.Attributed(Data, new InputXGradient())[0].ToString());
    }

    [Fact]
    public void Without_names_numbers_stand_for_them()
    {
        using var model = Linear();
        var options = new AttributionOptions { Target = Target.ForClass(1, TargetOutput.Probability) };
        var plain = model.Attributed(Data.Features, new Saliency(), options)[0];
        Assert.Equal((Target.ForClass(1, TargetOutput.Probability), "probability of class 1"), (plain.Target, plain.TargetName));
        Assert.Equal("feature 1", plain.Top(1)[0].Name);
        Assert.Null(plain.FeatureNames);
        var named = plain.WithNames(Names, Classes);
        Assert.Equal(("probability of class malignant", "width"), (named.TargetName, named.Top(1)[0].Name));
        Assert.Equal(plain.Values.ToArray(), named.Values.ToArray());
        Assert.Equal(
            "3 feature names were given, but an example has 4 features; give one name each.",
            Assert.Throws<ArgumentException>(() => plain.WithNames(["a", "b", "c"], null)).Message);
    }

    [Fact]
    public void A_regressor_has_outputs_and_a_sum_has_no_class()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)));
        new float[] { 2, -1, 0.5f }.CopyTo(model.Runtime.Parameters);
        var found = model.Attributed(FeatureMatrix.FromArray([1, 1], 2), new InputXGradient())[0];
        Assert.Equal(("output 0", 0), (found.TargetName, found.Class));
        Assert.StartsWith("input × gradient, output 0; predicted 1.5\n", found.ToString(), StringComparison.Ordinal);
        foreach (var (scalar, task, expected) in new (Target, ModelTask, string)[]
        {
            (new Target(TargetOutput.LogProbability, TargetClass.All), Small.Classes(2), "sum of the log-probabilities"),
            (new Target(TargetOutput.Logit, TargetClass.All), Small.Classes(2), "sum of the logits"),
            (new Target(TargetOutput.Logit, TargetClass.All), Small.Numbers(2), "sum of the outputs"),
        })
        {
            var sum = new global::Rationale.Attribution.Attribution("gradient", new TargetText(scalar, task is ClassifierTask), new ScoreLabels([2], null, null, null), [1, 2], -1, null, double.NaN);
            Assert.Equal((expected, null), (sum.TargetName, sum.Class));
        }
    }

    [Fact]
    public void An_image_is_summed_up()
    {
        using var model = Model.Interpret(
            Small.Create(6, Small.Classes(1), new FlattenLayer(), new DenseLayer(1, true, Initialization.PyTorchDefault)) with { InputShape = EquatableArray.Create(2, 3, 1) });
        new float[] { 0.001f, 0.002f, 0, -0.006f, 0.001f, 0.001f, 1 }.CopyTo(model.Runtime.Parameters);
        var found = model.Attributed(FeatureMatrix.FromArray([1, 1, 1, 1, 1, 1], 6), new InputXGradient())[0];
        Assert.Equal([2, 3, 1], found.ToTensor().Lengths.ToArray());
        Assert.Equal(
            """
            input × gradient, logit of class 1; predicted 1 with p = 0.731
            half of the magnitude lies on 1 of 6 values of an image [2, 3, 1]
            feature    attribution   share
            [1, 0, 0]    -0.006000  54.5 %
            [0, 1, 0]    +0.002000  18.2 %
            [0, 0, 0]    +0.001000   9.1 %
            [1, 1, 0]    +0.001000   9.1 %
            [1, 2, 0]    +0.001000   9.1 %
            1 other       0.000000   0.0 %
            sum          -0.001000

            """,
            found.ToString());
    }

    [Fact]
    public void What_is_no_model_has_no_prediction()
    {
        using var model = Linear();
        var mean = new MaskedMeanScore(new ModelScore(model), FeatureGroups.Singles(4), [[true, true, true, true]], Baseline.Zero);
        var found = new InputXGradient().Attribute(mean, Data, cancellationToken: TestContext.Current.CancellationToken)[0];
        Assert.Null(found.Prediction);
        Assert.StartsWith("input × gradient, logit of class benign\n", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Global_importance_is_the_mean_magnitude_with_its_standard_error()
    {
        using var model = Linear();
        var found = model.GlobalImportance(Data, new InputXGradient(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0.75, 2.5, 0.0625, 1], found.Means.ToArray());
        Assert.Equal([new(1, "width", 2.5, 1.5, -1.5), new FeatureImportance(3, "color", 1, 1, 1)], found.Top(2));
        Assert.Equal((2, 4), (found.Examples, found.Count));
        Assert.Equal(Names, found.FeatureNames);
        Assert.Equal(
            """
            input × gradient, 2 examples
            feature  mean magnitude  standard error   share
            width             2.500           1.500  58.0 %
            color             1.000           1.000  23.2 %
            length            0.750           0.250  17.4 %
            age               0.063           0.063   1.4 %

            """,
            found.ToString());
        Assert.Equal(double.NaN, model.Attributed(Data.Take(1), new InputXGradient()).GlobalImportance()[0].StandardError);
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Top(0));
    }

    /// <summary>Weights by input and class, then the biases.</summary>
    private static Model Linear()
    {
        var model = Model.Interpret(Small.Linear(4, Small.Classes(2)));
        new float[] { 0.5f, -1, -2, 1, 0.25f, 0, 0, 1, 5.5f, 0 }.CopyTo(model.Runtime.Parameters);
        return model;
    }
}
