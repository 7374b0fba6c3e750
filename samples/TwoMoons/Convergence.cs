using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;
using Rationale.Training;

namespace Rationale.Samples.TwoMoons;

/// <summary>
/// Why expected gradients (Erion et al. 2021, the convergence demonstration): y = x₁ = x₂, a logistic regression that starts with equal weights on both, and a penalty on the attribution of x₂.
/// Where the model is sure, its gradient is close to zero whatever it depends on; expected gradients look at the way from the reference, where it is not.
/// </summary>
public static class Convergence
{
    private const int Examples = 1000;

    /// <summary>After each epoch the dependence on x₂ as a multiple of that on x₁, |w₂ / w₁|.</summary>
    /// <param name="kind">The attribution that is penalized.</param>
    /// <param name="epochs">How many.</param>
    /// <param name="seed">Seed of examples and draws.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<IReadOnlyList<double>> RunAsync(AttributionKind kind, int epochs, ulong seed, Device device, CancellationToken cancellation)
    {
        var random = new RandomSource(seed);
        int[] labels = [.. Enumerable.Range(0, Examples).Select(_ => random.NextInt32(2))];
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([.. labels.SelectMany(label => new float[] { label, label })], 2), labels, 2)
            .WithBackground(FeatureMatrix.FromArray([0, 0], 2));
        using var model = Model.Interpret(new ModelSpecification(
            "Logistic",
            EquatableArray.Create(2),
            EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)),
            new ClassifierTask(1, Reduction.Mean),
            TaskLoss.With(new SecondFeature(new AttributionSource(kind, 1, new Target(TargetOutput.Probability, TargetClass.Labeled)))),
            new TrainingDefaults(Epochs: epochs, BatchSize: 64, LearningRate: 0.01)));
        float[] start = [10, 10, -6];
        start.CopyTo(model.Parameters.Values);
        var told = new Dependences(model);
        await model.TrainAsync(data, new TrainingOptions { Seed = seed, Device = device, Callbacks = [told] }, cancellationToken: cancellation).ConfigureAwait(false);
        return told.Values;
    }

    /// <summary>The mean magnitude of the attribution of the second feature: a term on attributions of one's own.</summary>
    private sealed record SecondFeature(AttributionSource Source) : AttributionTerm(1, Source)
    {
        public override string Name => "second";

        public override string Title => "Second feature";

        protected override string Attribute => "Second";

        protected override string Symbol => "λ";

        public override string Formula(ModelSpecification model) => "λ times the mean of abs(φ₂)";

        protected override Node Compute(ObjectiveContext context, Node attribution) => context.ReduceLikeTask(attribution.Slice(0, 1, 1).Abs().Total());
    }

    private sealed class Dependences(Model model) : ITrainingCallback
    {
        private readonly List<double> _values = [];

        public IReadOnlyList<double> Values => _values;

        public ValueTask OnEpochEndAsync(TrainingContext context)
        {
            var weights = model.Parameters.Values;
            _values.Add(Math.Abs(weights[1] / weights[0]));
            return ValueTask.CompletedTask;
        }
    }
}
