using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Models;

/// <summary>Evaluating, predicting and explaining against the formulas of a linear model, x W + b.</summary>
public sealed class UseTests
{
    private static readonly Target[] Targets = EveryTarget.All;

    [Fact]
    public void Evaluates_a_classifier_by_its_formulas()
    {
        var data = Small.Blobs(50).Marking(1, 2);
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)).With(Small.Sum with { Weight = 3, Target = new Target(TargetOutput.Logit, TargetClass.All) }), seed: 4);
        var evaluation = model.Evaluate(data);
        var (loss, right, confusion) = (0.0, 0, new int[3, 3]);
        for (var row = 0; row < 50; row++)
        {
            var probabilities = Softmax(Logits(model, data.Features.Row(row)));
            var label = data.Labels.Span[row];
            var predicted = Array.IndexOf(probabilities, probabilities.Max());
            loss -= Math.Log(probabilities[label]);
            right += predicted == label ? 1 : 0;
            confusion[label, predicted]++;
        }

        var sums = Enumerable.Range(0, 4).Select(input => Enumerable.Range(0, 3).Sum(k => (double)model.Copy()[(input * 3) + k])).ToArray();
        Assert.Equal(50, evaluation.Examples);
        Assert.Equal(loss / 50, evaluation.Losses["task"], 1e-5);
        Assert.Equal(3 * ((sums[1] * sums[1]) + (sums[2] * sums[2])), evaluation.Losses["explanation"], 1e-5);
        Assert.Equal(evaluation.Losses.Values.Sum(), evaluation.Loss);
        Assert.Equal(right / 50.0, evaluation.Accuracy);
        Assert.Equal(confusion.Cast<int>(), evaluation.Confusion!.SelectMany(row => row));
        Assert.True(double.IsNaN(evaluation.MeanSquaredError) && double.IsNaN(evaluation.RSquared));
        Assert.Equal((evaluation.Loss, right / 50.0), (evaluation.Metrics["loss"], evaluation.Metrics["accuracy"]));
    }

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Mean)]
    public void Evaluates_a_regressor_by_its_formulas(Reduction reduction)
    {
        var features = Small.Plane(30).Features;
        var targets = FeatureMatrix.FromSpan(Small.Plane(60, seed: 8).Targets!.ToArray(), 2);
        var data = Dataset.ForRegression(features, targets);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(2, reduction)), seed: 4);
        var evaluation = model.Evaluate(data);
        var (residual, spread) = (0.0, 0.0);
        for (var output = 0; output < 2; output++)
        {
            var mean = Enumerable.Range(0, 30).Average(row => targets[row, output]);
            for (var row = 0; row < 30; row++)
            {
                residual += Math.Pow(Logits(model, features.Row(row))[output] - targets[row, output], 2);
                spread += Math.Pow(targets[row, output] - mean, 2);
            }
        }

        Assert.Equal(residual / 60, evaluation.MeanSquaredError, 1e-5);
        Assert.Equal(1 - (residual / spread), evaluation.RSquared, 1e-5);
        Assert.Equal(residual / 30, evaluation.Losses["task"], 1e-5);
        Assert.True(double.IsNaN(evaluation.Accuracy));
        Assert.Null(evaluation.Confusion);
        Assert.Equal((evaluation.Loss, evaluation.RSquared), (evaluation.Metrics["loss"], evaluation.Metrics["rSquared"]));
    }

    [Fact]
    public void Predicts_one_row_as_many()
    {
        var features = Small.Blobs(300).Features;
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 4);
        var many = model.Predict(features);
        Assert.Equal(300, many.Count);
        for (var row = 0; row < 300; row += 37)
        {
            var one = model.Predict(features.Row(row));
            var logits = Logits(model, features.Row(row));
            Assert.Equal(many.Outputs(row).ToArray(), one.Outputs);
            Assert.Equal(many[row].Probabilities, one.Probabilities);
            Assert.Equal(Softmax(logits), one.Probabilities.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal(many.ClassOf(row), one.Class);
            Assert.Equal(Array.IndexOf(logits, logits.Max()), one.Class);
        }
    }

    [Fact]
    public void One_logit_answers_yes_above_zero_however_small()
    {
        using var model = Model.Interpret(Small.Linear(1, Small.Classes(1)), seed: 4);
        (model.Runtime.Parameters[0], model.Runtime.Parameters[1]) = (1, 0);
        foreach (var (x, expected) in new[] { (1e-9f, 1), (-1e-9f, 0), (100f, 1), (-100f, 0), (0f, 0) })
        {
            var prediction = model.Predict([x]);
            Assert.Equal(expected, prediction.Class);
            Assert.Equal(expected, model.Predict(FeatureMatrix.FromArray([x], 1)).ClassOf(0));
            Assert.Equal(1, prediction.Probabilities.Sum(), 1e-6);
        }
    }

    [Fact]
    public void A_regressor_has_no_class()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)));
        var predictions = model.Predict(Small.Plane(2).Features);
        Assert.Equal(-1, predictions[0].Class);
        Assert.Empty(predictions[0].Probabilities);
        Assert.Contains("the model is a regressor", Assert.Throws<InvalidOperationException>(() => predictions.ClassOf(0)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<Target, int> TargetsAndOutputs()
    {
        var cases = new TheoryData<Target, int>();
        foreach (var target in Targets)
        {
            cases.Add(target, 1);
            cases.Add(target, 3);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(TargetsAndOutputs))]
    public void Explains_every_target_by_finite_differences(Target target, int outputs)
    {
        using var model = Model.Interpret(Small.Mlp(3, Small.Classes(outputs)), seed: 4);
        float[] x = [0.3f, -0.7f, 0.2f];
        const int label = 1;
        var single = target.Class == TargetClass.Labeled ? Target.ForClass(label, target.Output) : target;
        var explanation = model.Runtime.Explain(x, single);
        for (var i = 0; i < 3; i++)
        {
            const float step = 1e-2f;
            var (up, down) = ((float[])[.. x], (float[])[.. x]);
            up[i] += step;
            down[i] -= step;
            Assert.Equal((Value(up) - Value(down)) / (2 * step), explanation.Values[i], 2e-3);
        }

        Assert.Equal([3], explanation.ToTensor().Lengths.ToArray());
        Assert.Equal(model.Predict(x).Outputs, explanation.Prediction!.Outputs);
        Assert.Equal((single, Name(target, explanation.Prediction.Class)), (explanation.Target, explanation.TargetName));
        var rows = Dataset.ForClassification(FeatureMatrix.FromArray([.. x, .. x], 3), [label, label], 2);
        Assert.Equal(explanation.Values.ToArray(), model.Runtime.Explain(rows, target).Scores.Row(1), (a, b) => Math.Abs(a - b) < 1e-6);

        double Value(float[] at)
        {
            // One logit z stands for the logits 0 and z; "the logit" of yes or no is then z or −z.
            var z = model.Predict(at).Outputs.Select(value => (double)value).ToArray();
            var logits = outputs == 1 ? [0, z[0]] : z;
            var p = Softmax(logits);
            var predicted = Array.IndexOf(p, p.Max());
            double Logit(int k) => outputs == 1 ? (k == 1 ? z[0] : -z[0]) : z[k];
            return target switch
            {
                (TargetOutput.LogProbability, TargetClass.All) => p.Sum(Math.Log),
                (TargetOutput.LogProbability, TargetClass.Predicted) => Math.Log(p[predicted]),
                (TargetOutput.Probability, TargetClass.Predicted) => p[predicted],
                (TargetOutput.Probability, TargetClass.Labeled) => p[label],
                (TargetOutput.Logit, TargetClass.Predicted) => Logit(predicted),
                (TargetOutput.Logit, TargetClass.Labeled) => Logit(label),
                (TargetOutput.LogProbability, TargetClass.Labeled) => Math.Log(p[label]),
                _ => z.Sum(),
            };
        }
    }

    private static string Name(Target target, int predicted) => target switch
    {
        (TargetOutput.LogProbability, TargetClass.All) => "sum of the log-probabilities",
        (TargetOutput.LogProbability, TargetClass.Predicted) => $"log-probability of class {predicted}",
        (TargetOutput.Probability, TargetClass.Predicted) => $"probability of class {predicted}",
        (TargetOutput.Probability, TargetClass.Labeled) => "probability of class 1",
        (TargetOutput.Logit, TargetClass.Predicted) => $"logit of class {predicted}",
        (TargetOutput.Logit, TargetClass.Labeled) => "logit of class 1",
        (TargetOutput.LogProbability, TargetClass.Labeled) => "log-probability of class 1",
        _ => "sum of the logits",
    };

    [Fact]
    public void Explains_in_the_shape_of_the_input_by_what_fits_the_task()
    {
        using var classifier = Model.Interpret(
            Small.Create(6, Small.Classes(2), new FlattenLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault)) with { InputShape = EquatableArray.Create(2, 3) }, seed: 4);
        var explanation = classifier.Runtime.Explain([1f, 2, 3, 4, 5, 6]);
        Assert.Equal([2, 3], explanation.ToTensor().Lengths.ToArray());
        Assert.StartsWith("probability of class", explanation.TargetName, StringComparison.Ordinal);
        using var regressor = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 4);
        Assert.Equal(regressor.Copy()[..2], regressor.Runtime.Explain([1f, 2]).Values.ToArray());
        Assert.Equal(
            "The attribution target is the probability of the predicted class, but 'Small' is a regressor and has no classes; use Logit, its output itself.",
            Assert.Throws<ArgumentException>(() => regressor.Runtime.Explain([1f, 2], new Target(TargetOutput.Probability, TargetClass.Predicted))).Message);
    }

    [Fact]
    public void Keeps_the_largest_share_and_the_first_of_equals()
    {
        using var model = Model.Interpret(Small.Linear(5, Small.Numbers(1)));
        new float[] { 1, -3, 0, 3, 2, 0 }.CopyTo(model.Runtime.Parameters);
        var explanation = model.Runtime.Explain([0f, 0, 0, 0, 0]);
        Assert.Equal([false, true, false, false, false], explanation.TopFraction(0.2));
        Assert.Equal([false, true, false, false, false], explanation.TopFraction(1e-9));
        Assert.Equal([true, true, false, true, true], explanation.TopFraction(0.8));
        Assert.Equal([true, true, true, true, true], explanation.TopFraction(1));
        Assert.Equal([false, true, false, true, false], explanation.LargestGradients());
        Assert.Equal([true, true, false, true, true], explanation.LargestGradients(0.1));
        foreach (var bad in new[] { 0, -1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => explanation.TopFraction(bad));
        }
    }

    [Fact]
    public async Task A_value_that_is_not_finite_is_told_by_the_name_that_training_data_gave()
    {
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)));
        await model.TrainAsync(Small.Blobs(12).WithFeatureNames(["age", "income", "debt", "savings"]), cancellationToken: TestContext.Current.CancellationToken);
        Refused("Feature 2 ('debt') of example 0 is Infinity, but 'Small' takes finite numbers; correct it, or leave the example out.", () => model.Predict([1f, 2, float.PositiveInfinity, 4]));

        // What is missing is filled as the message says.
        var raw = Dataset.Unlabeled(FeatureMatrix.FromColumns([RawColumn.FromNumbers("age", [1, double.NaN, 5])]));
        Assert.Equal([1f, 3, 5], Preprocessing.Create().Impute(Imputation.Mean).Fit(raw).Transform(raw).Features.ToArray());
    }

    [Fact]
    public void Input_that_does_not_fit_is_one_sentence()
    {
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)));
        using var binary = Model.Interpret(Small.Linear(4, Small.Classes(1)));
        float[] x = [1, 2, 3, 4];
        Refused("The examples have 0 features, but 'Small' takes [Input(4)]: 4 an example.", () => model.Predict([]));
        Refused("The examples have 3 features, but 'Small' takes [Input(4)]: 4 an example.", () => model.Predict([1f, 2, 3]));
        Refused("The examples have 8 features, but 'Small' takes [Input(4)]: 4 an example.", () => model.Runtime.Explain(new float[8]));
        Refused("The features have 0 examples, but a dataset needs at least 1.", () => model.Predict(FeatureMatrix.FromArray([], 4)));
        Refused("Feature 2 of example 0 is NaN, but 'Small' takes finite numbers; leave the example out, or fill what is missing, with FeatureMatrix.FromColumns and a Preprocessing (Impute).", () => model.Predict([1f, 2, float.NaN, 4]));
        Refused("The attribution target is the logit of the labeled class, but one example has no label; name the class with Target.ForClass.", () => model.Runtime.Explain(x, new Target(TargetOutput.Logit, TargetClass.Labeled)));
        Refused("Class 3 was to be explained, but 'Small' knows the classes 0 to 2.", () => model.Runtime.Explain(x, Target.ForClass(3)));
        Refused("Class 2 was to be explained, but 'Small' knows the classes 0 to 1.", () => binary.Runtime.Explain(x, Target.ForClass(2)));
        Refused(
            "'Small' is a classifier and needs class labels, but the data have targets; use Dataset.ForClassification.",
            () => model.Runtime.Explain(Small.Plane(3, inputs: 4), new Target(TargetOutput.Probability, TargetClass.Labeled)));
        Refused("Example 3 has the label 3, but 'Small' knows the classes 0 to 2; count classes from 0, or declare [Classifier(4)].", () => model.Runtime.Explain(Small.Blobs(4, classes: 4), new Target(TargetOutput.Probability, TargetClass.Labeled)));
        Assert.Equal(4, model.Runtime.Explain(Small.Blobs(4, classes: 4)).Scores.Width);
    }

    private static void Refused(string expected, Action action) => Assert.Equal(expected, Assert.Throws<ArgumentException>(action).Message);

    private static double[] Logits(Model model, float[] x)
    {
        var (parameters, outputs) = (model.Copy(), model.Specification.Task.Outputs);
        return [.. Enumerable.Range(0, outputs).Select(k => (double)parameters[(x.Length * outputs) + k] + x.Select((value, i) => (double)value * parameters[(i * outputs) + k]).Sum())];
    }

    private static double[] Softmax(double[] logits)
    {
        var exponentials = logits.Select(value => Math.Exp(value - logits.Max())).ToArray();
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
