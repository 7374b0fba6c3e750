using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Smoothing;

namespace Rationale.Models;

/// <summary>What analyzers check in declared models, for models that are made at run time. Each failure is one sentence.</summary>
internal static class SpecificationChecks
{
    public static void Run(ModelSpecification model)
    {
        if (model.InputShape.Count == 0 || model.InputShape.Any(extent => extent < 1))
        {
            throw new ArgumentException($"The input shape of '{model.Name}' is [{string.Join(", ", model.InputShape)}], but it needs at least one extent and none below 1.");
        }

        foreach (var dropout in model.Layers.OfType<Dropout>())
        {
            Require(dropout.Rate is >= 0 and < 1, model, "Dropout.Rate", dropout.Rate, "at least 0 and below 1");
        }

        if (model.Constraint is { } constraint)
        {
            NotNegative(model, "ExplainConstraint.Weight", constraint.Weight);
            NotNegative(model, "ExplainConstraint.AutomaticRatio", constraint.AutomaticRatio);
            Scalar(model, constraint.Scalar);
        }

        if (model.Smoothing is { } smoothing)
        {
            _ = SmoothingChecks.Run(model, smoothing);
        }

        if (model.SelfExplaining is { } selfExplaining)
        {
            NotNegative(model, "SelfExplaining.RobustnessWeight", selfExplaining.RobustnessWeight);
            NotNegative(model, "SelfExplaining.ReconstructionWeight", selfExplaining.ReconstructionWeight);
            NotNegative(model, "SelfExplaining.SparsityWeight", selfExplaining.SparsityWeight);
            if (model.Layers.Count != 1 || model.Layers[0] is not SelfExplainingNetwork)
            {
                throw new ArgumentException($"'{model.Name}' is self-explaining, so its only layer must be a SelfExplainingNetwork, but its layers are {string.Join(", ", model.Layers.Select(layer => layer.Name))}.");
            }

            foreach (var layer in ((SelfExplainingNetwork)model.Layers[0]).Aggregation)
            {
                if (layer is not Activation { IsMonotone: not false })
                {
                    throw new ArgumentException(layer is Activation
                        ? $"The aggregation of '{model.Name}' has {layer.Signature}, which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation such as Tanh or Softplus."
                        : $"The aggregation of '{model.Name}' has {layer.Name}, but contributions must stay apart until they are added; use activations only.");
                }
            }

            if (model.Task is not ClassifierTask)
            {
                throw new ArgumentException($"'{model.Name}' is self-explaining, which needs classes, but it is a regressor; give it a ClassifierTask.");
            }
        }

        NotNegative(model, "WeightPenalty.L1", model.WeightPenalty?.L1 ?? 0);
        NotNegative(model, "WeightPenalty.L2", model.WeightPenalty?.L2 ?? 0);
    }

    /// <summary>Probabilities and logits belong to classes.</summary>
    public static void Scalar(ModelSpecification model, ExplainedScalar scalar)
    {
        if (!Enum.IsDefined(scalar))
        {
            throw new ArgumentException($"The explained scalar {scalar} does not exist; use one of {string.Join(", ", Enum.GetNames<ExplainedScalar>())}.");
        }

        if (model.Task is not ClassifierTask && scalar != ExplainedScalar.SumOfOutputs)
        {
            throw new ArgumentException($"The explained scalar {scalar} needs classes, but '{model.Name}' is a regressor and has none; use {ExplainedScalar.SumOfOutputs}.");
        }
    }

    private static void NotNegative(ModelSpecification model, string name, double value) =>
        Require(value >= 0 && double.IsFinite(value), model, name, value, "a finite number of 0 or more");

    private static void Require(bool holds, ModelSpecification model, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} of '{model.Name}' is {value}, but it must be {expected}."));
        }
    }
}
