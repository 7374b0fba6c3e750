using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Two features, two linear concepts, two classes and linear relevances, with given numbers.</summary>
internal static class KnownSenn
{
    /// <summary>h = x E, and θ = x R + c as [concepts × classes].</summary>
    /// <param name="encoder">E, [2 × 2].</param>
    /// <param name="relevances">R, [2 × 4].</param>
    /// <param name="constant">c, [4]; zeros where it is not given.</param>
    public static Model Create(float[] encoder, float[] relevances, float[]? constant = null)
    {
        var concepts = new LearnedConcepts(EquatableArray.Create<Layer>(new DenseLayer(2, false, Initialization.PyTorchDefault)), new EquatableArray<Layer>([]));
        var network = new SelfExplainingNetwork(concepts, EquatableArray.Create<Layer>(new DenseLayer(4, true, Initialization.PyTorchDefault)), 2, ConceptAggregator.Sum);
        var model = Model.Interpret(new ModelSpecification(
            "Known", EquatableArray.Create(2), EquatableArray.Create<Layer>(network), new ClassifierTask(2, Reduction.Mean), TaskLoss.With(new RobustnessPenalty(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfNorms, 1)), new TrainingDefaults()));
        foreach (var (parameter, values) in model.Runtime.Layout.Zip<ParameterSpecification, float[]>([encoder, relevances, constant ?? new float[4]]))
        {
            values.CopyTo(model.Runtime.Parameters.Slice(parameter.Offset, parameter.Shape.Length));
        }

        return model;
    }
}
