using Rationale.Attribution;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>What holds for every method: the class asked for, seeds, chunks, workers, progress, cancellation.</summary>
public sealed class AttributionRunTests
{
    private static readonly Dataset Data = Small.Blobs(40, inputs: 6);

    private static readonly Dataset One = Dataset.ForRegression(FeatureMatrix.FromArray([2, 3, 4], 3), FeatureMatrix.FromArray([0], 1));

    /// <summary>Each method with settings that make it draw where it can.</summary>
    public static TheoryData<AttributionMethod> Methods =>
    [
        new Saliency(),
        new InputXGradient(),
        new IntegratedGradients { Steps = 5 },
        new SmoothGrad { Samples = 4 },
        new SmoothGradSquared { Samples = 4 },
        new VarGrad { Samples = 4, Inner = new IntegratedGradients { Steps = 2 } },
        new ExpectedGradients(Data.Features) { Samples = 5, Deviation = 0.1 },
        new Occlusion(),
        new Occlusion { Window = [2] },
        new Lime { Samples = 30 },
        new KernelShap { Samples = 25 },
        new GradCam(),
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Neither_chunks_nor_workers_nor_tiles_change_a_score(AttributionMethod method)
    {
        var specification = SpecificationFor(method);
        using var one = Model(specification, new ExecutionOptions { Workers = 1 });
        using var three = Model(specification, new ExecutionOptions { Workers = 3, TileSize = 7 });
        var whole = one.Attributed(Data, method);
        foreach (var limit in new[] { 1, 1000, 20_000 })
        {
            var parts = three.Attributed(Data, method, new AttributionOptions { MemoryLimit = limit });
            Assert.Equal(whole.Scores.ToArray(), parts.Scores.ToArray());
            Assert.Equal(whole.ConvergenceDelta, parts.ConvergenceDelta);
            Assert.Equal(whole.Classes, parts.Classes);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_class_asked_for_is_explained(AttributionMethod method)
    {
        using var model = Model(SpecificationFor(method));
        var labeled = model.Attributed(Data, method, new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) });
        var predicted = model.Attributed(Data, method);
        var given = Enumerable.Range(0, 3).Select(k => model.Attributed(Data, method, new AttributionOptions { Target = Target.ForClass(k) })).ToArray();
        Assert.Equal(Data.Labels.ToArray(), labeled.Classes);
        Assert.Equal(Enumerable.Range(0, 40).Select(model.Predict(Data.Features).ClassOf), predicted.Classes);
        for (var row = 0; row < 40; row++)
        {
            Assert.Equal(given[labeled.Classes[row]].Scores.Row(row), labeled.Scores.Row(row));
            Assert.Equal(given[predicted.Classes[row]].Scores.Row(row), predicted.Scores.Row(row));
        }

        Assert.NotEqual(given[0].Scores.ToArray(), given[1].Scores.ToArray());
        Assert.NotEqual(given[1].Scores.ToArray(), given[2].Scores.ToArray());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_seed_decides_what_is_drawn_and_rows_draw_by_their_number(AttributionMethod method)
    {
        using var model = Model(SpecificationFor(method));
        var first = model.Attributed(Data, method, new AttributionOptions { Seed = 1 });
        Assert.Equal(first.Scores.ToArray(), model.Attributed(Data, method, new AttributionOptions { Seed = 1 }).Scores.ToArray());
        var draws = method is NoiseTunnel or ExpectedGradients or Lime or KernelShap;
        Assert.Equal(draws, !first.Scores.ToArray().SequenceEqual(model.Attributed(Data, method, new AttributionOptions { Seed = 2 }).Scores.ToArray()));
        Assert.Equal(first.Scores.Slice(0, 11).ToArray(), model.Attributed(Data.Take(11), method, new AttributionOptions { Seed = 1 }).Scores.ToArray());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Global_importance_is_that_of_the_attributions_to_the_last_bit(AttributionMethod method)
    {
        using var model = Model(SpecificationFor(method));
        var kept = model.Attributed(Data, method).GlobalImportance();
        var streamed = model.GlobalImportance(Data, method, new AttributionOptions { MemoryLimit = 1000 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(index => kept[index]), Enumerable.Range(0, streamed.Count).Select(index => streamed[index]));
        Assert.Equal((40, 6), (streamed.Examples, streamed.Count));
    }

    [Fact]
    public void Surrogates_can_be_canceled_while_they_are_prepared()
    {
        var canceled = new CancellationToken(canceled: true);
        bool[][] sets = [[true, false], [false, true]];
        Assert.Throws<OperationCanceledException>(() => EfficientSurrogate.TryMake(sets, [1, 1], canceled));
        Assert.Throws<OperationCanceledException>(() => RidgeSurrogate.TryMake(sets, [1, 1], 1, canceled));
        Assert.Throws<OperationCanceledException>(() => SymmetricSystem.TryFactor([[1]], canceled));
    }

    [Theory]
    [InlineData(TargetOutput.Logit)]
    [InlineData(TargetOutput.Probability)]
    [InlineData(TargetOutput.LogProbability)]
    public void A_single_logit_speaks_for_both_answers(TargetOutput output)
    {
        using var model = Rationale.Model.Interpret(Small.Mlp(6, Small.Classes(1)), seed: 3);
        var options = new AttributionOptions { Target = Target.ForClass(0, output) };
        foreach (var method in new AttributionMethod[] { new IntegratedGradients(), new KernelShap() })
        {
            var no = model.Attributed(Data.Features, method, options);
            var yes = model.Attributed(Data.Features, method, options with { Target = Target.ForClass(1, output) });
            for (var row = 0; row < 40; row++)
            {
                Assert.Equal(0, no.ConvergenceDelta[row], 1e-5);
                Assert.Equal(Score(1, Data.Features.Row(row)) - Score(1, new float[6]), yes.Scores.Row(row).Sum(), 1e-5);
                Assert.Equal(Score(0, Data.Features.Row(row)) - Score(0, new float[6]), no.Scores.Row(row).Sum(), 1e-5);
            }
        }

        double Score(int k, float[] x)
        {
            var (z, p) = (model.Predict(x).Outputs[0], model.Predict(x).Probabilities[k]);
            return output switch { TargetOutput.Logit => k == 1 ? z : -z, TargetOutput.Probability => p, _ => Math.Log(p) };
        }
    }

    [Fact]
    public void A_regressor_is_explained_output_by_output()
    {
        using var two = Rationale.Model.Interpret(Small.Mlp(6, Small.Numbers(2)), seed: 3);
        using var one = Rationale.Model.Interpret(Small.Mlp(6, Small.Numbers(1)), seed: 3);
        var second = two.Attributed(Data.Features, new IntegratedGradients(), new AttributionOptions { Target = Target.ForClass(1) });
        var only = one.Attributed(Data.Features, new IntegratedGradients());
        for (var row = 0; row < 40; row++)
        {
            Assert.Equal(two.Predict(Data.Features.Row(row)).Outputs[1] - two.Predict(new float[6]).Outputs[1], second.Scores.Row(row).Sum(), 1e-5);
            Assert.Equal(one.Predict(Data.Features.Row(row)).Outputs[0] - one.Predict(new float[6]).Outputs[0], only.Scores.Row(row).Sum(), 1e-5);
        }
    }

    [Fact]
    public void Progress_reaches_the_end_and_canceling_ends_the_work()
    {
        using var model = Model(Small.Mlp(6, Small.Classes(3)));
        var reports = new List<AttributionProgress>();
        var options = new AttributionOptions { MemoryLimit = 2000 };
        model.Attributed(Data, new IntegratedGradients(), options, new Now<AttributionProgress>(reports.Add));
        Assert.True(reports.Count > 10);
        Assert.Equal(new AttributionProgress(40, 40, 40 * 52, 40 * 52), reports[^1]);
        Assert.Equal(reports.Select(report => report.Evaluations).Order(), reports.Select(report => report.Evaluations));
        using var cancel = new CancellationTokenSource();
        var before = reports.Count;
        Assert.Throws<OperationCanceledException>(() => model.Attribute(Data, new IntegratedGradients(), options, new Now<AttributionProgress>(report =>
        {
            reports.Add(report);
            cancel.Cancel();
        }), cancel.Token));
        Assert.Equal(before + 1, reports.Count);
    }

    [Fact]
    public void A_function_of_ones_own_can_be_explained()
    {
        var found = new KernelShap().Attribute(new Product(), One, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(found.Scores.ToArray(), score => Assert.Equal(8, score, 1e-5));
        Assert.Equal(
            "Grad-CAM looks at a layer, but 'product' is no ModelScore; explain a model, or use another method.",
            Assert.Throws<ArgumentException>(() => new GradCam().Attribute(new Product(), One, cancellationToken: TestContext.Current.CancellationToken)).Message);
    }

    private static ModelSpecification SpecificationFor(AttributionMethod method) => method is GradCam
        ? Small.Create(6, Small.Classes(3), new ConvLayer(5, new Window(2, 2, 1, 1), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with { InputShape = EquatableArray.Create(3, 2, 1) }
        : Small.Mlp(6, Small.Classes(3));

    private static Model Model(ModelSpecification specification, ExecutionOptions? execution = null)
    {
        var model = Rationale.Model.Interpret(specification, seed: 3);
        model.Runtime.Execution = execution ?? new ExecutionOptions();
        return model;
    }

    private sealed class Now<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    /// <summary>x₀ x₁ x₂: of its value at an example without zeros each input has a third.</summary>
    private sealed class Product : ScoreFunction
    {
        public override string Name => "product";

        public override IReadOnlyList<int> InputShape => [3];

        public override int Classes => 1;

        public override void Predict(ScoreBatch rows, Span<int> classes) => classes.Clear();

        public override void Scores(ScoreBatch rows, TargetOutput output, Span<float> scores)
        {
            var x = new float[3];
            for (var row = 0; row < rows.Count; row++)
            {
                rows.Make(row, x);
                scores[row] = x[0] * x[1] * x[2];
            }
        }

        public override void Gradients(ScoreBatch rows, TargetOutput output, Span<float> scores, Memory<float> gradients) => throw new NotSupportedException();
    }
}
