using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Objectives;
using Rationale.Smoothing;

namespace Rationale.Models;

/// <summary>What analyzers check in declared models, for models that are made at run time. Each failure is one sentence.</summary>
internal static class SpecificationChecks
{
    public static void Run(ModelSpecification model)
    {
        if (ModelInput.Problem(model) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        foreach (var dropout in model.Inputs.SelectMany(input => input.Layers).Concat(model.Layers).OfType<DropoutLayer>())
        {
            Require(dropout.Rate is >= 0 and < 1, model, "Dropout.Rate", dropout.Rate, "at least 0 and below 1");
        }

        if (model.Smoothing is { } smoothing)
        {
            _ = SmoothingChecks.Run(model, smoothing);
        }

        if (model.Layers is [SelfExplainingNetwork network])
        {
            SelfExplaining(model, network);
        }

        ObjectiveChecks.Run(model);
    }

    private static void SelfExplaining(ModelSpecification model, SelfExplainingNetwork network)
    {
        foreach (var layer in network.Aggregation)
        {
            if (layer is not ActivationLayer { IsMonotone: not false })
            {
                throw new ArgumentException(layer is ActivationLayer
                    ? $"The aggregation of '{model.Name}' has {layer.Signature}, which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation such as Tanh or Softplus."
                    : $"The aggregation of '{model.Name}' has {layer.Name}, but contributions must stay apart until they are added; use activations only.");
            }
        }

        if (model.Task is not ClassifierTask)
        {
            throw new ArgumentException($"'{model.Name}' is self-explaining, which needs classes, but it is a regressor; give it a ClassifierTask.");
        }
    }

    private static void Require(bool holds, ModelSpecification model, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} of '{model.Name}' is {value}, but it must be {expected}."));
        }
    }
}
