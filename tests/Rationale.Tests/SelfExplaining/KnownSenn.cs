using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Two features, two linear concepts, two classes and linear relevances, with given numbers.</summary>
internal static class KnownSenn
{
    /// <summary>h = x E, and θ = x R + c as [concepts × classes].</summary>
    /// <param name="encoder">E, [2 × 2].</param>
    /// <param name="relevances">R, [2 × 4].</param>
    /// <param name="constant">c, [4]; zeros where it is not given.</param>
    public static InterpretedModel Of(float[] encoder, float[] relevances, float[]? constant = null)
    {
        var concepts = new LearnedConcepts(EquatableArray.Of<Layer>(new Dense(2, false, Initialization.PyTorchDefault)), new EquatableArray<Layer>([]));
        var network = new SelfExplainingNetwork(concepts, EquatableArray.Of<Layer>(new Dense(4, true, Initialization.PyTorchDefault)), 2, ConceptAggregator.Sum);
        var model = new InterpretedModel(new ModelSpecification(
            "Known", EquatableArray.Of(2), EquatableArray.Of<Layer>(network), new ClassifierTask(2, Reduction.Mean), TaskLoss.With(new RobustnessPenalty(PenalizedOutput.Logits, PenalizedClasses.All, RobustnessReduction.MeanOfNorms, 1)), new TrainingDefaults()));
        foreach (var (parameter, values) in model.Runtime.Layout.Zip<ParameterSpecification, float[]>([encoder, relevances, constant ?? new float[4]]))
        {
            values.CopyTo(model.Runtime.Parameters.Slice(parameter.Offset, parameter.Shape.Length));
        }

        return model;
    }
}
