using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Rationale.Objectives;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Random models with terms on attributions, whose inputs are drawn or are one value for a whole data set: the emulated device gives the numbers of the CPU in double precision, whose derivatives are those of differences.</summary>
public class RandomPriorTests
{
    private static readonly int Models = TestDevice.Models(40);
    private const int Features = 4;

    private static readonly double[] MetaFeatures = Numbers(2 * Features, seed: 5);
    private static readonly double[] Laplacian = [.. FeatureGraph.Create(Features, [(0, 1), (1, 3)]).ToLaplacian().ToArray().Select(value => (double)value)];

    private int _models;

    private static Gen<AttributionSource> Sources =>
        from kind in Gen.Elements(AttributionKind.Gradient, AttributionKind.ExpectedGradients)
        from references in Gen.Choose(1, 2)
        from target in Gen.Elements(new Target(TargetOutput.Logit, TargetClass.Labeled), new Target(TargetOutput.Logit, TargetClass.All), new Target(TargetOutput.LogProbability, TargetClass.Labeled))
        select new AttributionSource(kind, kind == AttributionKind.Gradient ? 1 : references, target);

    private static Gen<ObjectiveTerm> Terms =>
        from source in Sources
        from signed in Gen.Elements(true, false)
        from norm in Gen.Elements(PenaltyNorm.L1, PenaltyNorm.L2)
        from hidden in Gen.Choose(1, 4)
        from activation in Gen.Elements(RandomModels.SmoothActivations.ToArray())
        from term in Gen.Elements<ObjectiveTerm>(
            new AttributionPrior(0.4, 2, EquatableArray.Create<Layer>(new DenseLayer(hidden, true, Initialization.PyTorchDefault), activation, new DenseLayer(1, true, Initialization.PyTorchDefault)), source, signed, norm),
            new AttributionPrior(0.4, 2, EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)), source, signed, norm),
            new SparseAttributionPenalty(0.3, SparsityMeasure.Gini, source),
            new SparseAttributionPenalty(0.3, SparsityMeasure.L2, source),
            new GraphAttributionPenalty(0.3, source))
        select term;

    private static Arbitrary<ModelSpecification> Any => (
        from units in Gen.Choose(1, 9)
        from activation in Gen.Elements(RandomModels.SmoothActivations.ToArray())
        from reduction in Gen.Elements(Enum.GetValues<Reduction>().Where(reduction => reduction != Reduction.Normalized).ToArray())
        from term in Terms
        from other in Gen.Elements<ObjectiveTerm?>(null, new WeightPenalty(0.01, 0.02), Small.Sum)
        let model = Small.Create(Features, new ClassifierTask(3, reduction), new DenseLayer(units, true, Initialization.PyTorchDefault), activation, new DenseLayer(3, true, Initialization.PyTorchDefault)).With(term)
        select other is null ? model : model.With(other)).ToArbitrary();

    [Fact]
    public void Steps_agree_with_those_of_the_CPU() => RandomTests.ForAll(Any, Models, Check);

    /// <summary>Every other model runs in double precision.</summary>
    private void Check(ModelSpecification model)
    {
        const int Rows = 6;
        var sample = ModelSample.Create(model, Rows, seed: 11);
        sample = sample with
        {
            Columns = new Dictionary<string, double[]>(sample.Columns)
            {
                ["reference1"] = Numbers(Rows * Features, seed: 1),
                ["reference2"] = Numbers(Rows * Features, seed: 2),
                ["place1"] = [0.2, 0.9, 0, 0.5, 0.7, 0.3],
                ["place2"] = [0.4, 0.1, 0.6, 0.3, 0.8, 1],
            },
        };
        var graph = ModelPrograms.Training(model);
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = 1 });
        Load(runner.Executor);
        var expected = runner.Run().All();
        if (_models++ % 2 == 1 && TestDevice.HasDoubleFunctions)
        {
            Near.Check(expected, OnDevice<double>(graph, sample), 1e-10, "double:");
        }
        else
        {
            Near.Check(expected, OnDevice<float>(graph, sample), 1e-5, "float:");
        }
    }

    private static double[] OnDevice<T>(ComputationGraph graph, Sample sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new GpuRun<T>(graph, sample);
        Load(run.Executor);
        run.Run();
        return run.Run().All();
    }

    private static void Load<T>(IStepExecutor<T> executor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        executor.Load(AttributionPrior.MetaFeaturesInput, [.. MetaFeatures.Select(T.CreateChecked)]);
        executor.Load(GraphAttributionPenalty.Laplacian, [.. Laplacian.Select(T.CreateChecked)]);
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
