using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class TrainingPlanTests
{
    private static readonly Dataset Data = Small.Blobs(12);

    public static TheoryData<TrainingOptions, string> Bad => new()
    {
        { new() { Epochs = 0 }, "Epochs is 0, but it must be at least 1." },
        { new() { BatchSize = 0 }, "BatchSize is 0, but it must be at least 1." },
        { new() { LearningRate = 0 }, "LearningRate is 0, but it must be a finite number above 0." },
        { new() { LearningRate = double.NaN }, "LearningRate is NaN, but it must be a finite number above 0." },
        { new() { LearningRate = double.PositiveInfinity }, "LearningRate is Infinity, but it must be a finite number above 0." },
        { new() { Momentum = 1 }, "Momentum is 1, but it must be at least 0 and below 1." },
        { new() { WeightDecay = -1 }, "WeightDecay is -1, but it must be a finite number of 0 or more." },
        { new() { LearningRateSchedule = LearningRateSchedule.Step(epochs: 2, factor: 3) }, "Factor of the learning rate's StepSchedule is 3, but it must be above 0 and below 1." },
        { new() { LearningRateSchedule = LearningRateSchedule.Constant.WithWarmUp() }, "Epochs of the learning rate's WarmUp is 0, but it must be at least 1, unless Steps is set in its place." },
        { new() { LearningRateSchedule = LearningRateSchedule.Cosine(epochs: 2) }, "LearningRateSchedule does not fit: the schedule ends after 2 epochs, but the training has 3; give both the same length." },
        { new() { LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau("acuracy"), Validation = Data }, "Metric of ReduceOnPlateau is 'acuracy', but 'Small' is measured by loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss." },
        { new() { LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau() }, "The learning rate is reduced on plateaus without Validation data to measure on; set Validation, or another LearningRateSchedule." },
        { new() { ClipNorm = -1 }, "ClipNorm is -1, but it must be 0 (off) or a finite number above." },
        { new() { ClipNorm = double.NaN }, "ClipNorm is NaN, but it must be 0 (off) or a finite number above." },
        { new() { ExplanationWeight = -0.5 }, "ExplanationWeight is -0.5, but it must be a finite number of 0 or more." },
        { new() { ExplanationWeight = double.NaN }, "ExplanationWeight is NaN, but it must be a finite number of 0 or more." },
        { new() { AutomaticRatio = -1 }, "AutomaticRatio is -1, but it must be a finite number of 0 or more." },
        { new() { AutomaticRatio = double.NaN }, "AutomaticRatio is NaN, but it must be a finite number of 0 or more." },
        { new() { RobustnessWeight = -1 }, "RobustnessWeight is -1, but it must be a finite number of 0 or more." },
        { new() { RobustnessWeight = double.NaN }, "RobustnessWeight is NaN, but it must be a finite number of 0 or more." },
        { new() { RobustnessWeight = 1 }, "RobustnessWeight is set, but no term of 'Small' has the coefficient 'robustness'; there are explanation." },
        { new() { Coefficients = { ["explanaton"] = 1 } }, "Coefficients has 'explanaton', but no term of 'Small' has the coefficient 'explanaton'; there are explanation." },
        { new() { Coefficients = { ["explanation"] = -1 } }, "Coefficients[\"explanation\"] is -1, but it must be a finite number of 0 or more." },
        { new() { Coefficients = { ["explanation"] = double.PositiveInfinity } }, "Coefficients[\"explanation\"] is Infinity, but it must be a finite number of 0 or more." },
        { new() { Coefficients = { ["explanation"] = 1 }, ExplanationWeight = 1 }, "ExplanationWeight and Coefficients[\"explanation\"] are both set; keep one of them." },
        { new() { Coefficients = { ["explanation"] = 1 }, AutomaticRatio = 1 }, "Coefficients[\"explanation\"] and AutomaticRatio are both set; keep one of them." },
        { new() { AutomaticRatio = 1, ExplanationWeight = 1 }, "ExplanationWeight and AutomaticRatio are both set; keep one of them." },
        { new() { Optimizer = (OptimizerKind)9 }, "Optimizer is 9, but it must be one of Sgd, Adam, AdamW." },
        { new() { EarlyStopping = new() }, "EarlyStopping is set without Validation data to measure on; set both." },
        { new() { EarlyStopping = new() { Patience = 0 }, Validation = Data }, "EarlyStopping.Patience is 0, but it must be at least 1." },
        { new() { EarlyStopping = new() { MinimumChange = double.NaN }, Validation = Data }, "EarlyStopping.MinimumChange is NaN, but it must be a finite number of 0 or more." },
        { new() { EarlyStopping = new() { Metric = "acuracy" }, Validation = Data }, "EarlyStopping.Metric is 'acuracy', but 'Small' is measured by loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss." },
        { new() { Metrics = ["auc", "AUC"] }, "A name in TrainingOptions.Metrics is 'AUC', but 'Small' is measured by loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss." },
        { new() { Resume = true }, "Resume is set without a CheckpointFolder to resume from; set both." },
        { new() { Validation = Small.Blobs(6, inputs: 5) }, "The examples have 5 features, but 'Small' takes [Input(4)]: 4 an example." },
        { new() { AlwaysInclude = Small.Blobs(6, inputs: 5) }, "The examples have 5 features, but 'Small' takes [Input(4)]: 4 an example." },
        { new() { DropLast = true, BatchSize = 13 }, "The data have 12 examples, fewer than one batch of 13, and the last batch is dropped; use a batch size of at most 12 or keep the last batch." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task Every_option_out_of_range_is_one_sentence(TrainingOptions options, string expected)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data.Marking(0), options, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public async Task Weights_need_a_constraint()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await RefusedAsync(model, new() { ExplanationWeight = 1 }, "ExplanationWeight is set, but no term of 'Small' has the coefficient 'explanation'; its terms have none.");
        await RefusedAsync(model, new() { AutomaticRatio = 1 }, "AutomaticRatio is set, but no term of 'Small' has the coefficient 'explanation'; its terms have none.");
        await RefusedAsync(model, new() { Coefficients = { ["explanation"] = 0 } }, "Coefficients has 'explanation', but no term of 'Small' has the coefficient 'explanation'; its terms have none.");

        static async Task RefusedAsync(Model model, TrainingOptions options, string expected) =>
            Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken))).Message);
    }

    [Theory]
    [InlineData(1.0, 0.0, "Momentum is 1, but it must be at least 0 and below 1.")]
    [InlineData(0.0, -1.0, "WeightDecay is -1, but it must be a finite number of 0 or more.")]
    public void Defaults_of_the_model_are_checked_as_well(double momentum, double decay, string expected)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)) with { Training = new TrainingDefaults(Momentum: momentum, WeightDecay: decay) });
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Runtime.PrepareTraining(Data, cancellationToken: TestContext.Current.CancellationToken)).Message);
    }

    public static TheoryData<string> Defaults => [.. typeof(TrainAttribute).GetProperties().Where(property => property.DeclaringType == typeof(TrainAttribute)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Every_default_of_the_attribute_can_be_changed_for_one_training(string name)
    {
        var option = typeof(TrainingOptions).GetProperty(name);
        Assert.True(option is not null, $"[Train({name})] has no option of its name.");
        var planned = typeof(TrainingPlan).GetProperty(name)!;
        var model = Small.Mlp(4, Small.Classes(3));
        var before = planned.GetValue(TrainingPlan.Create(model, new TrainingOptions()))!;
        object changed = before switch
        {
            int number => number + 1,
            double number => (number / 2) + 0.125,
            OptimizerKind kind => kind == OptimizerKind.Sgd ? OptimizerKind.Adam : OptimizerKind.Sgd,
            _ => throw new NotSupportedException($"The test has no second value for {before}."),
        };
        var options = new TrainingOptions();
        option.SetValue(options, changed);
        Assert.Equal(changed, planned.GetValue(TrainingPlan.Create(model, options)));
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_one_sentence()
    {
        using var classifier = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        using var regressor = Model.Interpret(Small.Linear(2, Small.Numbers(1)));
        await RefusedAsync(classifier, Small.Blobs(4, inputs: 3), "The examples have 3 features, but 'Small' takes [Input(4)]: 4 an example.");
        await RefusedAsync(classifier, Small.Blobs(4, classes: 4), "Example 3 has the label 3, but 'Small' knows the classes 0 to 2; count classes from 0, or declare [Classifier(4)].");
        await RefusedAsync(classifier, Small.Plane(4, inputs: 4), "'Small' is a classifier and needs class labels, but the data have targets; use Dataset.ForClassification.");
        await RefusedAsync(regressor, Small.Xor(), "'Small' is a regressor and needs targets, but the data have class labels; use Dataset.ForRegression.");
        await RefusedAsync(
            regressor, Dataset.ForRegression(FeatureMatrix.FromArray([1, 2], 2), FeatureMatrix.FromArray([1, 2, 3], 3)), "The data have 3 targets an example, but 'Small' predicts 1.");
        await Assert.ThrowsAsync<ArgumentNullException>(() => classifier.TrainAsync((Dataset)null!, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Labels_that_count_from_one_train_once_they_count_from_zero()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        var data = Small.Blobs(12);
        var fromOne = data.WithLabels([.. data.Labels.ToArray().Select(label => label + 1)]);
        await RefusedAsync(model, fromOne, "Example 2 has the label 3, but 'Small' knows the classes 0 to 2; the labels seem to count from 1, but classes count from 0: subtract 1 from each.");
        Assert.Empty((await model.TrainAsync(data, cancellationToken: TestContext.Current.CancellationToken)).Warnings);

        using var four = Model.Interpret(Small.Mlp(4, Small.Classes(4)));
        Assert.Empty((await four.TrainAsync(Small.Blobs(12, classes: 4), cancellationToken: TestContext.Current.CancellationToken)).Warnings);
    }

    [Fact]
    public async Task A_later_block_of_a_stream_is_checked_like_the_first()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        var stream = DatasetStream.FromFiles(["3", "40"], classes => Small.Blobs(40, inputs: 4, classes: int.Parse(classes, System.Globalization.CultureInfo.InvariantCulture)));
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(stream, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("Example 3 has the label 3, but 'Small' knows the classes 0 to 2; count classes from 0, or declare [Classifier(40)].", exception.Message);
    }

    [Fact]
    public async Task A_stream_without_rows_is_refused_in_any_epoch()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        var empty = DatasetStream.FromFiles([], _ => Data);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(empty, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("The stream gave no examples in its first epoch, but training needs at least 1.", exception.Message);
        var small = DatasetStream.FromFiles(["a"], _ => Data);
        exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            model.TrainAsync(small, new TrainingOptions { BatchSize = 13, DropLast = true }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.StartsWith("Epoch 1 had no batch", exception.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Model model, Dataset data, string expected)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(data, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(expected, exception.Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message);
    }
}
