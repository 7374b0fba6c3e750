using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Training;
using static Rationale.Tests.Data.RawTables;

namespace Rationale.Tests.Models;

/// <summary>A model keeps how its data were preprocessed, takes raw data from then on, and never takes one for the other.</summary>
public sealed class DeployableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Raw_data_give_the_same_as_preprocessed_ones_and_rows_the_same_as_tables()
    {
        using var model = await TrainedAsync();
        var (raw, made) = (People(25, 3), model.Preprocessing!.Transform(People(25, 3)));
        Assert.Equal(model.Evaluate(made).Accuracy, model.Evaluate(raw).Accuracy);
        Assert.True(model.Evaluate(raw).Accuracy > 0.8);
        Assert.Equal(Outputs(model.Predict(made)), Outputs(model.Predict(raw)));
        Assert.Equal(Outputs(model.Predict(made)), Outputs(model.Predict(raw.Features)));
        Assert.Equal(Outputs(model.Predict(made)), Outputs(model.Predict(made.Features)));
        Assert.Equal(model.Explain(made).Scores.ToArray(), model.Explain(raw).Scores.ToArray());
        var paths = new IntegratedGradients();
        Assert.Equal(model.Attribute(made, paths, cancellationToken: Token).Scores.ToArray(), model.Attribute(raw, paths, cancellationToken: Token).Scores.ToArray());
        Assert.Equal(model.Attribute(made.Features, paths, cancellationToken: Token).Scores.ToArray(), model.Attribute(raw.Features, paths, cancellationToken: Token).Scores.ToArray());
        var row = new double[3];
        raw.Features.CopyExact(3, row);
        Assert.True(double.IsNaN(row[0]));
        var color = raw.Features.Schema!.Texts[1]![(int)row[1]];
        Assert.Equal(model.Predict(raw)[3].Outputs, model.Predict(Person(null, color, row[2])).Outputs);
        Assert.Equal(model.Explain(made.Skip(3).Take(1))[0].Values.ToArray(), model.Explain(Person(null, color, row[2])).Values.ToArray());
        Assert.Equal(["age", "color=blue", "color=green", "color=red", "income", "age is missing"], model.Explain(Person(30, "red", 1e7)).FeatureNames!);
    }

    [Fact]
    public async Task Another_process_predicts_the_same_bits_for_raw_rows()
    {
        using var model = await TrainedAsync();
        model.DecisionThreshold = 0.3;
        model.Save(_folder["model.safetensors"]);
        var lines = Deployed.Lines(model);
        Assert.Equal(27, lines.Length);
        Assert.Contains(lines, line => line.Contains("old (p = ", StringComparison.Ordinal));
        Assert.Equal(lines, await OtherProcess.RunAsync(["predict", _folder["model.safetensors"]]));
    }

    [Fact]
    public async Task Everything_that_a_model_knows_comes_back_from_its_file_and_from_a_checkpoint()
    {
        using var model = Deployed.Model();
        model.DecisionThreshold = 0.25;
        var raw = People(200);
        await model.TrainAsync(Steps.Fit(raw).Transform(raw), new TrainingOptions { Epochs = 3, CheckpointFolder = _folder["run"] }, cancellationToken: Token);
        model.Save(_folder["model.safetensors"]);
        foreach (var path in (string[])[_folder["model.safetensors"], new CheckpointFolder(_folder["run"]).LastPath])
        {
            using var loaded = Deployed.Model(seed: 9);
            loaded.Load(path);
            Assert.Equal(model.Preprocessing!.ToJson(), loaded.Preprocessing!.ToJson());
            Assert.Equal(0.25, loaded.DecisionThreshold);
            Assert.Equal(model.FeatureNames!, loaded.FeatureNames!);
            Assert.Equal(["young", "old"], loaded.ClassNames!);
            Assert.Equal(Deployed.Lines(model), Deployed.Lines(loaded));
        }
    }

    [Fact]
    public async Task Restoring_the_best_epoch_of_a_resumed_training_keeps_names_and_preprocessing()
    {
        var raw = People(100);
        var options = new TrainingOptions { Epochs = 2, CheckpointFolder = _folder["run"], Validation = People(40, 2), EarlyStopping = new EarlyStopping { Metric = "accuracy", RestoreBest = true } };
        using (var first = Deployed.Model())
        {
            await first.TrainAsync(Steps.Fit(raw).Transform(raw), options, cancellationToken: Token);
        }

        using var resumed = Deployed.Model();
        await resumed.TrainAsync(Steps.Fit(raw).Transform(raw), options with { Epochs = 3, Resume = true }, cancellationToken: Token);
        Assert.NotNull(resumed.Preprocessing);
        Assert.Equal(["young", "old"], resumed.ClassNames!);
    }

    [Fact]
    public async Task Training_takes_raw_validation_and_raw_training_data_where_the_preprocessing_is_known()
    {
        var (raw, validation) = (People(100), People(40, 2));
        var fitted = Steps.Fit(raw);
        using var expected = Deployed.Model();
        using var found = Deployed.Model();
        found.Preprocessing = fitted;
        var options = new TrainingOptions { Epochs = 2, Validation = fitted.Transform(validation), AlwaysInclude = fitted.Transform(raw.Take(3)) };
        var history = await expected.TrainAsync(fitted.Transform(raw), options, cancellationToken: Token);
        var other = await found.TrainAsync(raw, options with { Validation = validation, AlwaysInclude = raw.Take(3) }, cancellationToken: Token);
        Assert.Equal(history.History[^1].Metrics["accuracy"], other.History[^1].Metrics["accuracy"]);
        Assert.Equal(expected.Parameters.Values.ToArray(), found.Parameters.Values.ToArray());
        using var mixed = Deployed.Model();
        await mixed.TrainAsync(fitted.Transform(raw), options with { Validation = validation, AlwaysInclude = raw.Take(3) }, cancellationToken: Token);
        Assert.Equal(expected.Parameters.Values.ToArray(), mixed.Parameters.Values.ToArray());
        using var streamed = Deployed.Model();
        await streamed.TrainAsync(fitted.Transform(DatasetStream.FromDataset(raw, 50)), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        Assert.True(streamed.Preprocessing!.Matches(fitted));
    }

    [Fact]
    public async Task Data_that_were_preprocessed_otherwise_are_refused_and_the_advice_works()
    {
        using var model = await TrainedAsync();
        var raw = People(50, 4);
        var otherwise = Steps.Fit(raw.Take(30)).Transform(raw);
        var expected = "The data were preprocessed otherwise than those that 'Small' was trained on; give the raw data, or preprocess them with its own Preprocessing.Transform.";
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(otherwise)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Predict(otherwise.Features)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Explain(otherwise)).Message);
        Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(otherwise, cancellationToken: Token))).Message);
        Assert.Equal(50, model.Evaluate(raw).Examples);
        Assert.Equal(50, model.Evaluate(model.Preprocessing!.Transform(raw)).Examples);
    }

    [Fact]
    public async Task A_model_of_plain_data_refuses_preprocessed_ones_and_the_advice_works()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var scaler = Standardizer.Fit(Small.Blobs(60));
        await model.TrainAsync(Small.Blobs(60), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        var expected = "The data have been preprocessed, but 'Small' was trained on data that were not; give the raw data, or set its Preprocessing if it was trained on data that were preprocessed by hand.";
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(scaler.Transform(Small.Blobs(60)))).Message);
        model.Save(_folder["plain"]);
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        loaded.Load(_folder["plain"]);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => loaded.Predict(scaler.Transform(Small.Blobs(60).Features))).Message);
        Assert.Equal(60, loaded.Evaluate(Small.Blobs(60)).Examples);
        loaded.Preprocessing = scaler.Transform(Small.Blobs(60)).Preprocessing;
        Assert.Equal(60, loaded.Evaluate(scaler.Transform(Small.Blobs(60))).Examples);
    }

    [Fact]
    public async Task Scaled_data_make_a_model_that_takes_unscaled_rows()
    {
        var data = Small.Blobs(60).WithFeatureNames(["a", "b", "c", "d"]);
        foreach (var scaler in (FeatureScaler[])[Standardizer.Fit(data), MinMaxScaler.Fit(data)])
        {
            using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
            await model.TrainAsync(scaler.Transform(data), new TrainingOptions { Epochs = 5 }, cancellationToken: Token);
            Assert.Equal(model.Predict(scaler.Transform(data))[5].Outputs, model.Predict(data.Features.Row(5)).Outputs);
            Assert.Equal(model.Explain(scaler.Transform(data).Skip(5).Take(1))[0].Values.ToArray(), model.Explain(data.Features.Row(5)).Values.ToArray());
            Assert.Equal(model.Evaluate(scaler.Transform(data)).Loss, model.Evaluate(data.AlignTo(["d", "a", "c", "b"], null)).Loss);

            // A scaler goes by place: what it made of columns in another order is something else.
            Assert.Contains("preprocessed otherwise", Assert.Throws<ArgumentException>(() => model.Evaluate(scaler.Transform(data.AlignTo(["d", "a", "c", "b"], null)))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_of_before_load_and_say_nothing_about_preprocessing()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Small.Blobs(60), new TrainingOptions { Epochs = 2 }, cancellationToken: Token);
        model.Save(_folder["new"]);
        var file = SafetensorsFile.Read(_folder["new"]);
        Assert.Equal("none", file.Metadata["preprocessing"]);
        Safetensors.Write(_folder["old"], file.Tensors, file.Metadata.Where(entry => entry.Key != "preprocessing").ToDictionary());
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(_folder["old"]);
        Assert.Null(loaded.Preprocessing);
        Assert.Equal(0.5, loaded.DecisionThreshold);
        Assert.Equal(model.Evaluate(Small.Blobs(60)).Loss, loaded.Evaluate(Small.Blobs(60)).Loss);

        // What was scaled by hand before can be scaled by the model from now on.
        var scaler = Standardizer.Fit(Small.Blobs(60));
        Assert.Equal(60, loaded.Evaluate(scaler.Transform(Small.Blobs(60))).Examples);
        loaded.Preprocessing = scaler.Transform(Small.Blobs(60)).Preprocessing;
        Assert.Equal(loaded.Evaluate(scaler.Transform(Small.Blobs(60))).Loss, loaded.Evaluate(Small.Blobs(60)).Loss);
    }

    [Theory]
    [InlineData("preprocessing", "{}", "cannot be read from JSON")]
    [InlineData("preprocessing", """{"version":1,"features":3,"texts":[],"steps":[]}""", "gives 3 features, but 'Small' takes 6")]
    [InlineData("decisionThreshold", "1.5", "is \"1.5\", but it is a number between 0 and 1")]
    [InlineData("decisionThreshold", "often", "is \"often\", but it is a number between 0 and 1")]
    public async Task Damaged_metadata_are_refused_and_leave_the_model_as_it_was(string key, string value, string expected)
    {
        using var model = await TrainedAsync();
        model.Save(_folder["model"]);
        var file = SafetensorsFile.Read(_folder["model"]);
        Safetensors.Write(_folder["bad"], file.Tensors, new Dictionary<string, string>(file.Metadata) { [key] = value });
        var lines = Deployed.Lines(model);
        var message = Assert.Throws<DataFormatException>(() => model.Load(_folder["bad"])).Message;
        Assert.StartsWith(_folder["bad"], message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Equal(lines, Deployed.Lines(model));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_refused_in_one_sentence()
    {
        using var model = await TrainedAsync();
        (string Expected, Dictionary<string, object?> Row)[] bad =
        [
            ("The example lacks the feature 'color'; give age, color, income, with null for a value that is missing.", new() { ["age"] = 3, ["income"] = 1 }),
            ("The example has the feature 'height', which is not known; the features are age, color, income.", new(Person(1, "red", 2)) { ["height"] = 3 }),
            ("The feature 'age' is the text \"old\", but it must be a number, or null where it is missing.", Person("old", "red", 2)),
            ("The feature 'color' is a Int32, but it must be a text, or null where it is missing.", Person(1, 3, 2)),
            ("The category \"pink\" of feature 'color' in example 0 is unknown; the training data had blue, green, red.", Person(1, "pink", 2)),
            ("'income' of example 0 is missing", new(Person(1, "red", null))),
        ];
        Assert.All(bad.Take(5), pair => Assert.StartsWith(pair.Expected, Assert.Throws<ArgumentException>(() => model.Predict(pair.Row)).Message, StringComparison.Ordinal));

        // Imputation fills what the training data never lacked, too.
        Assert.Equal(2, model.Predict(bad[5].Row).Probabilities.Count);
        Assert.Contains("The raw data have 6 features, but the preprocessing was fitted on 3: age, color, income.", Assert.Throws<ArgumentException>(() => model.Predict(new float[6])).Message, StringComparison.Ordinal);
        Assert.Contains("holds numbers, but the preprocessing was fitted on texts", Assert.Throws<ArgumentException>(() => model.Predict([1, 2, 3])).Message, StringComparison.Ordinal);
        using var plain = Model.Interpret(Small.Mlp(2, Small.Classes(2)));
        Assert.Contains("the features of 'Small' have none", Assert.Throws<ArgumentException>(() => plain.Predict(new Dictionary<string, object?> { ["a"] = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("gives 6 features, but 'Small' takes [Input(2)]: 2", Assert.Throws<ArgumentException>(() => plain.Preprocessing = model.Preprocessing).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_json_make_a_row()
    {
        using var model = await TrainedAsync();
        var row = System.Text.Json.JsonDocument.Parse("""{"age":null,"color":"red","income":1e7}""").RootElement.EnumerateObject().ToDictionary(item => item.Name, item => (object?)item.Value);
        Assert.Equal(model.Predict(Person(null, "red", 1e7)).Outputs, model.Predict(row).Outputs);
    }

    [Fact]
    public async Task Named_rows_serve_models_without_preprocessing_too()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Small.Blobs(60).WithFeatureNames(["a", "b", "c", "d"]), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        Assert.Equal(model.Predict([1, 2, 3, 4]).Outputs, model.Predict(new Dictionary<string, object?> { ["d"] = 4, ["a"] = 1, ["c"] = 3, ["b"] = 2f }).Outputs);
        Assert.Contains("'a') of example 0 is missing", Assert.Throws<ArgumentException>(
            () => model.Predict(new Dictionary<string, object?> { ["d"] = 4, ["a"] = null, ["c"] = 3, ["b"] = 2f })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_threshold_moves_the_decision_and_not_the_probabilities(int logits)
    {
        using var model = Model.Interpret(Small.Linear(1, Small.Classes(logits)), seed: 1);
        model.Parameters.Values.Clear();
        model.Parameters.Values[logits - 1] = 1;
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([-2, -1, 0, 1, 2], 1), [0, 1, 0, 1, 1], 2).WithClassNames(["no", "yes"]);

        // p₁ = 1 / (1 + e⁻ˣ): .12, .27, .5, .73, .88.
        Assert.Equal([0, 0, 0, 1, 1], Classes(model, data));
        model.DecisionThreshold = 0.2;
        Assert.Equal([0, 1, 1, 1, 1], Classes(model, data));
        Assert.Equal("yes (p = 0.269)", model.Predict(data)[1].ToString().Replace("class 1", "yes", StringComparison.Ordinal));
        Assert.Equal(0.8, model.Evaluate(data).Accuracy, 1e-12);
        var auc = model.Evaluate(data).Auc;
        Assert.Equal([0, 1, 1, 1, 1], model.Explain(data).Classes);
        var gradients = model.Attribute(data, new Saliency(), new AttributionOptions { Target = new Target(TargetOutput.Probability) }, cancellationToken: Token);
        Assert.Equal([0, 1, 1, 1, 1], gradients.Classes);
        Assert.Equal(gradients.Scores.ToArray(), model.Explain(data).Scores.ToArray().Select(Math.Abs));
        model.DecisionThreshold = 0.8;
        Assert.Equal([0, 0, 0, 0, 1], Classes(model, data));
        Assert.Equal(auc, model.Evaluate(data).Auc);
        Assert.Equal(0.6, model.Evaluate(data).Accuracy, 1e-12);
    }

    [Fact]
    public void A_threshold_that_means_nothing_is_refused()
    {
        using var three = Model.Interpret(Small.Linear(1, Small.Classes(3)));
        using var number = Model.Interpret(Small.Linear(1, Small.Numbers(1)));
        using var two = Model.Interpret(Small.Linear(1, Small.Classes(2)));
        Assert.Contains("a classifier of 3 classes, but a decision threshold is that of a classifier of 2", Assert.Throws<ArgumentException>(() => three.DecisionThreshold = 0.3).Message, StringComparison.Ordinal);
        Assert.Contains("a regressor, but a decision threshold", Assert.Throws<ArgumentException>(() => number.DecisionThreshold = 0.3).Message, StringComparison.Ordinal);
        Assert.All((double[])[0, 1, -1, double.NaN], bad => Assert.Contains("must lie between 0 and 1", Assert.Throws<ArgumentException>(() => two.DecisionThreshold = bad).Message, StringComparison.Ordinal));
        three.DecisionThreshold = 0.5;
    }

    [Fact]
    public async Task Baselines_are_preprocessed_as_the_data_are()
    {
        using var model = await TrainedAsync();
        var raw = People(10, 5);
        var made = model.Preprocessing!.Transform(raw);
        var expected = new IntegratedGradients { Baseline = Baseline.PerExample(made.Features) };
        var found = new IntegratedGradients { Baseline = Baseline.PerExample(raw.Features) };
        Assert.Equal(model.Attribute(made.Shuffle(1), expected, cancellationToken: Token).Scores.ToArray(), model.Attribute(made.Shuffle(1), found, cancellationToken: Token).Scores.ToArray());
        Assert.Equal(
            model.Attribute(made, new ExpectedGradients(made.Features) { Samples = 5 }, cancellationToken: Token).Scores.ToArray(),
            model.Attribute(raw, new ExpectedGradients(raw.Features) { Samples = 5 }, cancellationToken: Token).Scores.ToArray());
        var scaler = Standardizer.Fit(Small.Blobs(60));
        using var scaled = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await scaled.TrainAsync(scaler.Transform(Small.Blobs(60)), new TrainingOptions { Epochs = 3 }, cancellationToken: Token);
        float[][] scores = [.. new[] { Baseline.Mean(Small.Blobs(60).Features), Baseline.Mean(scaler.Transform(Small.Blobs(60)).Features), Baseline.Zero }
            .Select(baseline => scaled.Attribute(Small.Blobs(9), new IntegratedGradients { Baseline = baseline }, cancellationToken: Token).Scores.ToArray())];
        Assert.All(scores[0].Zip(scores[1], scores[2]), values => Assert.True(Math.Abs(values.First - values.Second) < 1e-5 && Math.Abs(values.First - values.Third) < 1e-5));
    }

    [Fact]
    public async Task A_scaling_without_names_follows_the_names_of_the_model()
    {
        string[] names = ["a", "b", "c", "d"];
        var scaler = Standardizer.Fit(Small.Blobs(60).Features);
        var train = Dataset.ForClassification(scaler.Transform(Small.Blobs(60).Features), Small.Blobs(60).Labels.Span, 3).WithFeatureNames(names);
        Assert.Null(train.Preprocessing!.InputNames);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(train, new TrainingOptions { Epochs = 3 }, cancellationToken: Token);
        var raw = Small.Blobs(60).WithFeatureNames(names);
        Assert.Equal(Outputs(model.Predict(train)), Outputs(model.Predict(raw)));
        Assert.Equal(Outputs(model.Predict(train)), Outputs(model.Predict(raw.AlignTo(["c", "a", "d", "b"], null))));
    }

    [Fact]
    public async Task The_only_input_is_preprocessed_whatever_it_is_called()
    {
        var image = new ModelInput("image", Rationale.Graph.EquatableArray.Create(4));
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)) with { Inputs = Rationale.Graph.EquatableArray.Create(image) }, seed: 1);
        var (raw, scaler) = (Small.Blobs(60).WithFeaturesName("image"), Standardizer.Fit(Small.Blobs(60)));
        await model.TrainAsync(scaler.Transform(raw), new TrainingOptions { Epochs = 2 }, cancellationToken: Token);
        var method = new InputXGradient();
        Assert.Equal(model.Attribute(scaler.Transform(raw), method, cancellationToken: Token).Scores.ToArray(), model.Attribute(raw.Features, method, cancellationToken: Token).Scores.ToArray());
        Assert.Equal(Outputs(model.Predict(scaler.Transform(raw))), Outputs(model.Predict(raw.Features)));
    }

    [Fact]
    public async Task Features_that_were_named_anew_keep_their_scales()
    {
        var raw = Small.Blobs(60).WithFeatureNames(["a", "b", "c", "d"]);
        var scaler = Standardizer.Fit(raw);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(scaler.Transform(raw).WithFeatureNames(["A", "B", "C", "D"]), new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        var gradient = model.Explain(scaler.Transform(raw).WithFeatureNames(["A", "B", "C", "D"]))[0];
        Assert.Equal(gradient.Values.ToArray().Select((value, i) => (float)(value / scaler.Divisors[i])), gradient.InOriginalUnits().Values.ToArray());
    }

    [Fact]
    public void Preprocessing_tells_its_progress_and_can_be_canceled()
    {
        var raw = Numbers([.. Enumerable.Range(0, 10_000).Select(value => (double)value)]);
        var fitted = Preprocessing.Create().Standardize().Fit(raw);
        var shares = new List<double>();
        fitted.Transform(raw, new Noted(shares), Token);
        Assert.Equal([0, .4096, .8192, 1], shares);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => fitted.Transform(raw, null, stopped.Token));
        Assert.Throws<OperationCanceledException>(() => Preprocessing.Create().Standardize().Fit(raw, cancellationToken: stopped.Token));
    }

    [Fact]
    public async Task Pairs_and_backgrounds_of_preprocessed_data_are_preprocessed_too()
    {
        using var model = await TrainedAsync();
        var made = model.Preprocessing!.Transform(People(10, 5)).Features;
        var (plain, other) = (FeatureMatrix.FromArray(made.ToArray(), made.Width), FeatureMatrix.FromArray([.. made.ToArray().Select(value => value + 1)], made.Width));
        var message = Assert.Throws<ArgumentException>(() => new PairFilter().Apply(model, CounterfactualPairs.Create(plain, other, 0, 1), cancellationToken: Token)).Message;
        Assert.StartsWith("'Small' preprocesses its data, but pairs are mixed value by value and must be preprocessed already", message, StringComparison.Ordinal);
        var pairs = CounterfactualPairs.Create(made, other.AsPreprocessed(model.Preprocessing!), 0, 1);
        Assert.Equal(10, new PairFilter().Apply(model, pairs, cancellationToken: Token).Outcomes.Count);
        var data = model.Preprocessing!.Transform(People(10, 5));
        Assert.Contains("but the background was not", Assert.Throws<ArgumentException>(() => data.WithBackground(plain)).Message, StringComparison.Ordinal);
        Assert.NotNull(data.WithBackground(made).Find("background"));
    }

    [Fact]
    public async Task Votes_take_raw_rows_and_refuse_another_threshold()
    {
        var raw = Small.Blobs(60);
        var scaler = Standardizer.Fit(raw);
        var smoothing = MaskSmoothing.Create(Rationale.Graph.EquatableArray.Create(4), 0.5, 8, new SingleFeatures(), 3);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(2)) with { Smoothing = smoothing }, seed: 1);
        await model.TrainAsync(scaler.Transform(Small.Blobs(60, classes: 2)), new TrainingOptions { Epochs = 3 }, cancellationToken: Token);
        bool[] explanation = [true, true, false, false];
        var made = scaler.Transform(raw).Features;
        var masks = FeatureMatrix.Repeat([1, 1, 0, 0], 60);
        Assert.Equal(model.Smoothed.Certify(made, masks).Select(certificate => certificate.ToString()), model.Smoothed.Certify(raw.Features, masks).Select(certificate => certificate.ToString()));
        Assert.Equal(model.Smoothed.Certify(made, masks)[5].ToString(), model.Smoothed.Certify(raw.Features.Row(5), explanation).ToString());
        Assert.Equal(model.Smoothed.Vote(made)[7].Class, model.Smoothed.ClassOf(raw.Features.Row(7), [true, true, true, true]));
        using var plain = Model.Interpret(model.Specification, seed: 1);
        model.Parameters.Values.CopyTo(plain.Parameters.Values);
        Assert.Equal(plain.Smoothed.Certify(made.Row(5), explanation).ToString(), model.Smoothed.Certify(raw.Features.Row(5), explanation).ToString());
        model.DecisionThreshold = 0.3;
        Assert.Equal(
            "'Small' decides at a threshold of 0.3, but votes and certificates are of its most probable class; set DecisionThreshold to 0.5.",
            Assert.Throws<ArgumentException>(() => model.Smoothed.Certify(raw.Features, masks)).Message);
        model.DecisionThreshold = 0.5;
        Assert.Equal(60, model.Smoothed.Certify(raw.Features, masks).Count);
    }

    private static async Task<Model> TrainedAsync()
    {
        var model = Deployed.Model();
        var raw = People(200);
        await model.TrainAsync(Steps.Fit(raw).Transform(raw), new TrainingOptions { Epochs = 10 }, cancellationToken: Token);
        return model;
    }

    private static int[] Classes(Model model, Dataset data)
    {
        var predictions = model.Predict(data);
        return [.. Enumerable.Range(0, data.Count).Select(predictions.ClassOf)];
    }

    private static float[] Outputs(Rationale.Models.Predictions predictions) => [.. Enumerable.Range(0, predictions.Count).SelectMany(row => predictions.Outputs(row).ToArray())];

    private sealed class Noted(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
