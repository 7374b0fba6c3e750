using Microsoft.Extensions.Logging;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Priors;

/// <summary>Terms on attributions: closed forms, finite differences, and how they are trained.</summary>
public sealed class AttributionTermTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly AttributionSource Expected = new(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.Labeled));
    private static readonly AttributionSource Gradient = new(AttributionKind.Gradient, 1, new Target(TargetOutput.Logit, TargetClass.All));

    /// <summary>Every term with layers that make its graph hard: dropout, batch normalization, a prior network with dropout.</summary>
    public static TheoryData<string> Terms => ["prior", "sparse", "graph", "both", "smooth"];

    private static ModelSpecification Model(string name) => name switch
    {
        "prior" => Small.Mlp(4, Small.Classes(3)).With(Prior(Expected with { References = 2 })),
        "sparse" => Small.Mlp(4, new ClassifierTask(3, Reduction.Mean)).With(new SparseAttributionPenalty(0.3, SparsityMeasure.Gini, Expected)),
        "graph" => Small.Mlp(4, Small.Classes(3)).With(new GraphAttributionPenalty(0.3, Expected)),
        "smooth" => Image(Small.Mlp(12, Small.Classes(3))).With(new SmoothAttributionPenalty(0.3, Expected)),
        _ => Small.Mlp(4, Small.Classes(3)).With(Prior(Expected)).With(new SparseAttributionPenalty(0.3, SparsityMeasure.L2, Expected)).With(new WeightPenalty(0.01, 0)).With(Small.Sum),
    };

    private static ModelSpecification Image(ModelSpecification model) => model with { InputShape = EquatableArray.Create(3, 4), Layers = new EquatableArray<Layer>(model.Layers.Prepend(new FlattenLayer())) };

    private static AttributionPrior Prior(AttributionSource source, bool signed = true, double rate = 0) => new(
        0.4, 2, EquatableArray.Create<Layer>(new DenseLayer(3, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(1, true, Initialization.PyTorchDefault)), source, signed, PenaltyNorm.L2, rate);

    /// <summary>Every derivative by central differences of the objective, in double precision.</summary>
    [Theory]
    [MemberData(nameof(Terms))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        var model = Model(name);
        var width = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        var random = new Random(3);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        var sample = ModelSample.Create(model, rows: 5, seed: 11);
        sample = sample with
        {
            Columns = new Dictionary<string, double[]>(sample.Columns)
            {
                ["reference1"] = Draw(5 * width),
                ["reference2"] = Draw(5 * width),
                ["place1"] = [0.2, 0.9, 0, 0.5, 0.7],
                ["place2"] = [0.4, 0.1, 0.6, 0.3, 0.8],
            },
        };
        var program = InterpretedProgram<double>.FromGraph(ModelPrograms.Training(model), sample.Parameters.Length);
        using var runner = new Runner<double>(program, sample, new ExecutionOptions { Workers = 2, TileSize = 2 });
        runner.Executor.Load(AttributionPrior.MetaFeaturesInput, Draw(8));
        runner.Executor.Load(GraphAttributionPenalty.Laplacian, [.. FeatureGraph.Create(4, [(0, 1), (1, 3)]).ToLaplacian().ToArray().Select(value => (double)value)]);
        runner.AssertGradients(2e-6);
    }

    /// <summary>Of a linear model the gradient is its weights, the same for every example.</summary>
    [Fact]
    public void The_Gini_coefficient_and_the_Laplacian_have_their_closed_forms()
    {
        var data = Small.Plane(30, inputs: 4).WithFeatureGraph(FeatureGraph.Create(4, [(0, 1), (1, 3), (0, 2)]));
        using var model = Rationale.Model.Interpret(
            Small.Linear(4, Small.Numbers(1, Reduction.Mean)).With(new SparseAttributionPenalty(2, SparsityMeasure.Gini, Gradient)).With(new GraphAttributionPenalty(3, Gradient)), seed: 2);
        Set(model, 3, -1, 0, 2);
        var losses = model.Evaluate(data).Losses;

        // Sorted magnitudes 0, 1, 2, 3: G = Σ (2i − n − 1) x_i / (n Σ x) = (−3·0 − 1·1 + 1·2 + 3·3) / (4 · 6).
        Assert.Equal(2 * -10 / 24.0, losses[SparseAttributionPenalty.Key], 1e-6);
        Assert.Equal(3 * (((3 - 1) * (3 - 1)) + ((1 - 2) * (1 - 2)) + (3 * 3)), losses[GraphAttributionPenalty.Key], 1e-5);

        Set(model, 0, 0, 0, 5);
        Assert.Equal(-2 * (1 - (1 / 4.0)), model.Evaluate(data).Losses[SparseAttributionPenalty.Key], 1e-6);
        Set(model, 0, 0, 0, 0);
        Assert.Equal(0, model.Evaluate(data).Losses[SparseAttributionPenalty.Key], 1e-9);
    }

    [Fact]
    public void The_total_variation_has_its_closed_form()
    {
        var specification = new ModelSpecification(
            "Small", EquatableArray.Create(2, 2), EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(1, true, Initialization.PyTorchDefault)), Small.Numbers(1, Reduction.Mean),
            TaskLoss.With(new SmoothAttributionPenalty(0.5, Gradient)), new TrainingDefaults());
        using var model = Rationale.Model.Interpret(specification, seed: 2);
        var data = Small.Plane(30, inputs: 4);

        // Mean 4, deviation √((9 + 1 + 1 + 9) / 4) = √5; steps 1→3, 5→7, 1→5, 3→7.
        Set(model, 1, 3, 5, 7);
        Assert.Equal(0.5 * (2 + 2 + 4 + 4) / Math.Sqrt(5), model.Evaluate(data).Losses[SmoothAttributionPenalty.Key], 1e-5);

        // It does not depend on the size of attributions, and is 0 where they do not vary.
        Set(model, 10, 30, 50, 70);
        Assert.Equal(0.5 * 12 / Math.Sqrt(5), model.Evaluate(data).Losses[SmoothAttributionPenalty.Key], 1e-5);
        Set(model, 2, 2, 2, 2);
        Assert.Equal(0, model.Evaluate(data).Losses[SmoothAttributionPenalty.Key], 1e-6);
    }

    [Fact]
    public async Task A_map_without_variation_trains_on()
    {
        var specification = new ModelSpecification(
            "Small", EquatableArray.Create(2, 2), EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(1, true, Initialization.PyTorchDefault)), Small.Numbers(1, Reduction.Mean),
            TaskLoss.With(new SmoothAttributionPenalty(0.5, Gradient), new SparseAttributionPenalty(1, SparsityMeasure.Gini, Gradient)), new TrainingDefaults());
        using var model = Rationale.Model.Interpret(specification, seed: 2);
        Set(model, 0, 0, 0, 0);
        var result = await model.TrainAsync(Small.Plane(30, inputs: 4), new TrainingOptions { Epochs = 2 }, cancellationToken: Token);
        Assert.True(double.IsFinite(result.History[^1].Losses[ModelPrograms.Loss]));
    }

    /// <summary>Σ φ_j → f(x) − mean f(x′): the mean over 4,000 steps is within five standard errors.</summary>
    [Fact]
    public void Expected_gradients_are_complete_in_expectation()
    {
        const int Steps = 4000, Examples = 3;
        var specification = Small.Mlp(4, Small.Numbers(1)).With(new SparseAttributionPenalty(1, SparsityMeasure.L1, new AttributionSource(AttributionKind.ExpectedGradients, 2, new Target(TargetOutput.Logit, TargetClass.All))));
        using var model = Rationale.Model.Interpret(specification, seed: 5);
        var (data, background) = (Small.Plane(Examples, 4, seed: 8), Small.Plane(40, 4, seed: 9).Features);
        var term = (AttributionTerm)specification.Objectives[1];
        var graph = new ComputationGraph([new Output("attribution", OutputKind.PerExample, term.Source.Build(new ObjectiveContext(term, specification, ModelGraph.Build(specification, training: true))).Affine(1, 0))]);
        var program = InterpretedProgram<float>.FromGraph(graph, model.Runtime.Flat.Length);
        using var executor = new Executor<float>(program, model.Runtime.Flat);
        var drawn = DrawnInputs.Create(specification, program.Layout, background, seed: 1)!;
        var rows = new DatasetBatch(program.Layout, data);
        var (sums, squares, attribution) = (new double[Examples], new double[Examples], new float[Examples * 4]);
        for (var step = 0; step < Steps; step++)
        {
            executor.Run(drawn.Over(rows, step), (ulong)step, new[] { attribution.AsMemory() });
            for (var i = 0; i < Examples; i++)
            {
                var sum = attribution.Skip(4 * i).Take(4).Sum(value => (double)value);
                (sums[i], squares[i]) = (sums[i] + sum, squares[i] + (sum * sum));
            }
        }

        var outside = Enumerable.Range(0, background.Count).Average(row => model.Predict(background.Row(row)).Outputs[0]);
        var inside = model.Predict(data.Features);
        for (var i = 0; i < Examples; i++)
        {
            var (mean, error) = (sums[i] / Steps, Math.Sqrt(((squares[i] / Steps) - Math.Pow(sums[i] / Steps, 2)) / Steps));
            Assert.InRange(error, 1e-5, 0.02);
            Assert.Equal(inside[i].Outputs[0] - outside, mean, 5 * error);
        }
    }

    [Fact]
    public async Task A_prior_learns_which_meta_feature_tells_what_matters()
    {
        // y = x₀ + x₁ of 8 features; the first meta-feature tells, the second is noise.
        var random = new RandomSource(4);
        float[] x = [.. Enumerable.Range(0, 400 * 8).Select(_ => (float)random.NextNormal())];
        float[] y = [.. Enumerable.Range(0, 400).Select(row => x[row * 8] + x[(row * 8) + 1])];
        float[] meta = [.. Enumerable.Range(0, 8).SelectMany(feature => new[] { feature < 2 ? 1f : 0, (float)random.NextNormal() })];
        var data = Dataset.ForRegression(FeatureMatrix.FromArray(x, 8), FeatureMatrix.FromArray(y, 1)).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray(meta, 2)));
        var prior = Prior(new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.All)), signed: false, rate: 0.02);
        using var model = Rationale.Model.Interpret(Small.Mlp(8, Small.Numbers(1, Reduction.Mean)).With(prior), seed: 1);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 30, BatchSize = 20, LearningRate = 0.01, Validation = data }, cancellationToken: Token);
        Assert.True(model.Evaluate(data).MeanSquaredError < 0.2);
    }

    [Fact]
    public async Task Resumed_and_on_other_tiles_it_gives_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var data = Small.Blobs(48).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, 4, 5, 6, 7, -8], 2)));
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, CheckpointFolder = folder["run"], Validation = data };
        var expected = await TrainedAsync(options with { CheckpointFolder = null });
        await TrainedAsync(options with { Epochs = 2 });
        Assert.Equal(expected, await TrainedAsync(options with { Resume = true }));
        Assert.NotEqual(expected, await TrainedAsync(options with { CheckpointFolder = null, Seed = 1, Shuffle = false }));

        async Task<float[]> TrainedAsync(TrainingOptions some)
        {
            var network = EquatableArray.Create<Layer>(new DenseLayer(3, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.5), new DenseLayer(1, true, Initialization.PyTorchDefault));
            var layers = EquatableArray.Create<Layer>(new DenseLayer(6, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, false), new ReluLayer(), new DropoutLayer(0.25), new DenseLayer(3, true, Initialization.PyTorchDefault));
            using var model = Rationale.Model.Interpret((Small.Mlp(4, Small.Classes(3)) with { Layers = layers }).With(Prior(Expected) with { Network = network }), seed: 1);
            await model.TrainAsync(data, some, cancellationToken: Token);
            return model.Copy();
        }
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_one_sentence_whose_advice_works()
    {
        var data = Small.Blobs(24);
        Refused(
            () => data.WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, 4, 5, 6], 2))),
            "There are meta-features of 3 features, but the data have 4; give those of all features, in the order of the features.");
        Refused(
            () => MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, float.NaN], 2), ["age", "dose"]),
            "The meta-feature 'dose' of feature 1 is NaN, but meta-features must be finite; replace what is missing, for example by the mean of the others.");
        Refused(() => MetaFeatures.Create(FeatureMatrix.FromArray([1, 2], 2), ["age"]), "There are 1 names for 2 meta-features; give one for each, or none.");
        Refused(() => FeatureGraph.Create(4, [(0, 1), (2, 7)]), "Edge 1 joins feature 2 and feature 7, but there is no feature 7: there are 4, 0 to 3; remove the edge or correct it.");
        Refused(() => FeatureGraph.Create(["a", "b"], [("a", "c")]), "Edge 0 joins 'a' and 'c', but no feature is named 'c'; remove the edge, or correct the name.");
        Refused(() => FeatureGraph.Create(4, [(1, 1)]), "Edge 0 joins feature 1 with itself; remove it.");
        Refused(() => FeatureGraph.Create(4, [(1, 2, -1f)]), "Edge 0 between feature 1 and feature 2 has the weight -1, but weights are finite numbers above 0.");
        Refused(() => data.WithFeatureGraph(FeatureGraph.Create(3, [(0, 1)])), "The graph has 3 features, but the data have 4; make it with FeatureGraph.Create(4, …).");
        Refused(() => data.WithBackground(FeatureMatrix.FromArray([1, 2, 3], 3)), "The background has 3 features, but the data have 4; give both the same.");

        // The advice is followed: a background that is smaller than the references of an example, then one that is not.
        using var model = Rationale.Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(new SparseAttributionPenalty(1, SparsityMeasure.L1, Expected with { References = 5 })));
        var few = data.WithBackground(data.Features.Slice(0, 4));
        Assert.Equal(
            "The background has 4 examples, but the term 'sparseAttributions' of 'Small' draws 5 different references for each example; give Dataset.WithBackground 5 examples or more, or the term fewer references.",
            (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(few, cancellationToken: Token))).Message);
        await model.TrainAsync(data.WithBackground(data.Features.Slice(0, 5)), cancellationToken: Token);
        Assert.Equal(4, data.WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, 4], 1))).Features.Width);
    }

    [Fact]
    public async Task A_constant_meta_feature_is_warned_of()
    {
        var log = new List<string>();
        using var factory = LoggerFactory(log);
        using var model = Rationale.Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Prior(Expected)));
        var data = Small.Blobs(24).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 0.5f, 2, 0.5f, 3, 0.5f, 4, 0.5f], 2)));
        await model.TrainAsync(data, new TrainingOptions { Epochs = 1, Logger = factory }, cancellationToken: Token);
        Assert.Contains("ConstantInput: Column 1 of 'metaFeatures' is 0.5 throughout, so that the term 'attributionPrior' of 'Small' learns nothing from it; leave the column out, or give it values that differ.", log);
        Assert.DoesNotContain(log, line => line.Contains("Column 0", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Impossible => new()
    {
        { "images", "[SmoothAttributions] of 'Small' needs images, [Input(height, width)] or [Input(height, width, channels)], but its input is 4; use [GraphAttributions] for features that are no grid." },
        { "log", "[SparseAttributions] takes the gradient of log-probabilities, but 'Small' is a regressor and has none; use AttributionKind.Gradient." },
        { "output", "The attribution target of 'Small' is the logit of class 3, but there are only the classes 0 to 2." },
        { "references", "SparseAttributions.References of 'Small' is 65, but it must be from 1 to 64; the mean over many steps has as many draws as one needs." },
        { "network", "The prior network of 'Small' gives 2 for each feature, but it must give one number by a trained layer; end it with [Dense(1)]." },
        { "layer", "The prior network of 'Small' has LayerNorm, but the meta-features of each feature go through it alone; use Dense, Dropout and activations." },
        { "meta", "[AttributionPrior(0)] of 'Small' has no meta-features; give the number that each feature has." },
        { "rate", "AttributionPrior.LearningRate of 'Small' is -1, but it must be a finite number above 0, or 0 for that of the training." },
        { "scalar", "The attribution target of 'Small' is the logit of the labeled class, which needs classes, but a regressor has none; use Logit of All, the sum of the outputs." },
        { "weight", "SparseAttributions.Weight of 'Small' is -1, but it must be a finite number of 0 or more." },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_term_that_is_impossible_is_one_sentence(string name, string expected)
    {
        var (classifier, regressor) = (Small.Mlp(4, Small.Classes(3)), Small.Mlp(4, Small.Numbers(1)));
        SparseAttributionPenalty Sparse(AttributionSource source, double weight = 1) => new(weight, SparsityMeasure.L1, source);
        var specification = name switch
        {
            "images" => classifier.With(new SmoothAttributionPenalty(1, Expected)),
            "log" => regressor.With(Sparse(new AttributionSource(AttributionKind.LogGradient, 1, new Target(TargetOutput.Logit, TargetClass.All)))),
            "output" => classifier.With(Sparse(Expected with { Target = Target.ForClass(3) })),
            "references" => classifier.With(Sparse(Expected with { References = 65 })),
            "network" => classifier.With(Prior(Expected) with { Network = EquatableArray.Create<Layer>(new DenseLayer(2, true, Initialization.PyTorchDefault)) }),
            "layer" => classifier.With(Prior(Expected) with { Network = EquatableArray.Create<Layer>(new LayerNormLayer(1e-5), new DenseLayer(1, true, Initialization.PyTorchDefault)) }),
            "meta" => classifier.With(Prior(Expected) with { MetaFeatures = 0 }),
            "rate" => classifier.With(Prior(Expected, rate: -1)),
            "scalar" => regressor.With(Sparse(Expected)),
            _ => classifier.With(Sparse(Expected, -1)),
        };
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Rationale.Model.Interpret(specification)).Message);
    }

    private static void Refused(Action action, string expected) => Assert.Equal(expected, Assert.Throws<ArgumentException>(action).Message);

    private static void Set(Model model, params float[] weights) => weights.CopyTo(model.Runtime.Parameters);

    private static ListLogger LoggerFactory(List<string> log) => new(log);

    private sealed class ListLogger(List<string> log) : ILogger, IDisposable
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
