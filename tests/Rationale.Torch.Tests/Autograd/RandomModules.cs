using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Random models of dense layers and smooth activations, with the terms of each concern, and numbers for them.</summary>
internal static class RandomModules
{
    private static readonly Layer[] Activations = [new TanhLayer(), new SigmoidLayer(), new SoftplusLayer(), new SiluLayer(), new GeluLayer()];

    /// <summary>A classifier or regressor with explanation, weight and sparsity penalties.</summary>
    public static ModelSpecification Penalized(Random random)
    {
        var model = Perceptron(random, Task(random), images: false);
        var target = Target(random, model.Task);
        if (random.Next(4) > 0)
        {
            model = model.With(new ExplanationPenalty(random.NextDouble() * 3, 0, target, (PenaltyNorm)random.Next(2), (Reduction)random.Next(3)));
        }

        if (random.Next(2) == 0)
        {
            model = model.With(new WeightPenalty(random.NextDouble(), random.NextDouble()));
        }

        return random.Next(2) == 0 ? model.With(new SparseAttributionPenalty(random.NextDouble(), (SparsityMeasure)random.Next(3), Source(random, model.Task))) : model;
    }

    /// <summary>A classifier or regressor with priors on its attributions, among them those with a network of their own.</summary>
    public static ModelSpecification WithPriors(Random random)
    {
        var images = random.Next(3) == 0;
        var model = Perceptron(random, Task(random), images);
        if (images)
        {
            model = model.With(new SmoothAttributionPenalty(random.NextDouble(), Source(random, model.Task), random.Next(2) == 0));
        }

        if (random.Next(2) == 0)
        {
            model = model.With(new SparseAttributionPenalty(random.NextDouble(), (SparsityMeasure)random.Next(3), Source(random, model.Task)));
        }

        if (random.Next(3) == 0)
        {
            model = model.With(new GraphAttributionPenalty(random.NextDouble(), Source(random, model.Task)));
        }

        return random.Next(2) == 0 && !images ? model : model.With(new AttributionPrior(
            random.NextDouble(), 2, EquatableArray.Create<Layer>(Dense(1 + random.Next(4)), Activation(random), new DropoutLayer(random.Next(2) * 0.3), Dense(1)), Source(random, model.Task), random.Next(2) == 0, (PenaltyNorm)random.Next(2)));
    }

    /// <summary>A self-explaining classifier whose parts are modules.</summary>
    public static ModelSpecification SelfExplaining(Random random)
    {
        var (inputs, concepts, classes, bias) = (2 + random.Next(4), 1 + random.Next(3), 1 + random.Next(3), random.Next(2) == 0);
        ConceptSource source = random.Next(6) switch
        {
            0 => new IdentityConcepts(bias),
            1 => new ChosenConcepts(EquatableArray.Create(random.Next(inputs)), bias),
            2 => new ConstantConcepts(concepts),
            _ => new LearnedConcepts(Network(concepts), random.Next(3) == 0 ? new EquatableArray<Layer>([]) : Network(inputs)),
        };
        var network = new SelfExplainingNetwork(
            source, Network(source.Count(EquatableArray.Create(inputs)) * classes), classes, ConceptAggregator.Sum, random.Next(3) == 0 ? EquatableArray.Create<Layer>(new TanhLayer()) : new EquatableArray<Layer>([]));
        var robustness = new RobustnessPenalty(
            new Target((TargetOutput)random.Next(3), (TargetClass)random.Next(3)), (RobustnessReduction)random.Next(Enum.GetValues<RobustnessReduction>().Length), 0.1 + random.NextDouble());
        return Small.Create(inputs, new ClassifierTask(classes, (Reduction)random.Next(2)), network) with
        {
            Objectives = TaskLoss.With(
            [
                random.Next(3) == 0 ? new ExplanationPenalty(3, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum) : null,
                .. ConceptObjectives.Create(source, robustness, random.Next(3) * 0.5, random.Next(2) * 0.1),
            ]),
        };

        EquatableArray<Layer> Network(int outputs) => EquatableArray.Create<Layer>(Dense(2 + random.Next(4)), Activation(random), Dense(outputs));
    }

    /// <summary>A classifier that votes over masked versions of its examples.</summary>
    public static ModelSpecification Smoothed(Random random)
    {
        var model = Perceptron(random, new ClassifierTask(1 + random.Next(4), (Reduction)random.Next(2)), images: random.Next(2) == 0);
        var quantization = 4 * (1 + random.Next(4));
        Grouping? groups = model.InputShape.Count == 3 ? new Patches(2, 2, ChannelsFirst: random.Next(2) == 0) : null;
        return model.With(Small.Sum) with
        {
            Smoothing = MaskSmoothing.Create(model.InputShape, random.Next(1, 4) / 4.0, quantization, groups, random.Next(1000)) with { Replacement = random.NextDouble() },
        };
    }

    /// <summary>A classifier of small images.</summary>
    public static ModelSpecification Images(Random random) => Perceptron(random, new ClassifierTask(2 + random.Next(3), Reduction.Sum), images: true);

    /// <summary>Numbers for a step, with the draws of the terms among them, and what is one for a whole data set.</summary>
    public static (Sample Sample, IReadOnlyDictionary<string, double[]> Shared) Numbers(ModelSpecification model, Random random)
    {
        var sample = ModelSample.Create(model, 1 + random.Next(13), random.Next());
        var (columns, shared) = (new Dictionary<string, double[]>(sample.Columns), new Dictionary<string, double[]>());
        foreach (var input in model.Objectives.SelectMany(term => term.Inputs(model)).Where(input => !columns.ContainsKey(input.Name)).DistinctBy(input => input.Name))
        {
            double[] Draw(int count, double least) => [.. Enumerable.Range(0, count).Select(_ => least + ((1 - least) * random.NextDouble()))];
            if (input.Name == GraphAttributionPenalty.Laplacian)
            {
                var features = input.Shape.Dimensions[0];
                var edges = Enumerable.Range(1, features - 1).Select(feature => (Left: random.Next(feature), Right: feature));
                shared[input.Name] = [.. FeatureGraph.Create(features, edges.ToList()).ToLaplacian().ToArray().Select(value => (double)value)];
            }
            else
            {
                (input.Shape.Batched ? columns : shared)[input.Name] = Draw((input.Shape.Batched ? sample.Examples : 1) * input.Shape.Length, input.Draw?.Kind == InputDrawKind.Uniform ? 0 : -1);
            }
        }

        return (sample with { Columns = columns }, shared);
    }

    private static ModelSpecification Perceptron(Random random, ModelTask task, bool images)
    {
        var layers = new List<Layer>();
        for (var layer = random.Next(3); layer >= 0; layer--)
        {
            layers.Add(Dense(2 + random.Next(5)));
            layers.Add(Activation(random));
        }

        layers.Add(Dense(task.Outputs));
        var model = Small.Create(2 + random.Next(5), task, [.. layers]);
        return images ? model with { InputShape = EquatableArray.Create(2, 3, 2), Layers = new EquatableArray<Layer>(layers.Prepend(new FlattenLayer())) } : model;
    }

    private static ModelTask Task(Random random)
    {
        var reduction = random.Next(2) == 0 ? Reduction.Sum : Reduction.Mean;
        return random.Next(4) == 0 ? new RegressorTask(1 + random.Next(2), reduction) : new ClassifierTask(random.Next(3) is var classes && classes == 0 ? 1 : 1 + classes, reduction);
    }

    /// <summary>A target that the task has; the probabilities of all classes add up to a constant.</summary>
    private static Target Target(Random random, ModelTask task) => task is RegressorTask ? new Target(TargetOutput.Logit, TargetClass.All)
        : new Target((TargetOutput)random.Next(3), (TargetClass)random.Next(3)) is var target && target is { Output: TargetOutput.Probability, Class: TargetClass.All } ? target with { Output = TargetOutput.LogProbability }
        : target;

    private static AttributionSource Source(Random random, ModelTask task)
    {
        var kind = (AttributionKind)random.Next(Enum.GetValues<AttributionKind>().Length);
        return new AttributionSource(kind is AttributionKind.LogGradient && task is RegressorTask ? AttributionKind.Gradient : kind, 1 + random.Next(2), Target(random, task));
    }

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static Layer Activation(Random random) => Activations[random.Next(Activations.Length)];
}
