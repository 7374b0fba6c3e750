using System.Globalization;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>Whether what is asked fits the function. Each failure is one sentence.</summary>
internal static class AttributionChecks
{
    public static void Run(ScoreFunction function, Dataset data, AttributionOptions options)
    {
        if (data.Features.Width != function.Width)
        {
            throw new ArgumentException($"The rows have {data.Features.Width} features, but '{function.Name}' takes [Input({string.Join(", ", function.InputShape)})]: {function.Width} a row.");
        }

        Require(options.MemoryLimit > 0, "AttributionOptions.MemoryLimit", options.MemoryLimit, "at least 1 byte");
        CheckTarget(function, options.Target);
        if (function.Specification is { } model)
        {
            DataChecks.Features(model, data.Features);
        }
    }

    /// <summary>What models whose features are ids allow.</summary>
    public static void Ids(AttributionMethod method, ScoreFunction function, Dataset data)
    {
        if (function.Specification is not { } model || model.Layers.FirstOrDefault() is not Embedding)
        {
            return;
        }

        if (!method.TakesIds)
        {
            throw new ArgumentException(
                $"The method '{method.Name}' moves features or multiplies by them, but those of '{model.Name}' are ids; use Saliency, or Occlusion or KernelShap with a baseline of ids.");
        }
    }

    public static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but it must be {expected}."));
        }
    }

    /// <summary>Whether the function has such a number.</summary>
    private static void CheckTarget(ScoreFunction function, Target target)
    {
        if (!Enum.IsDefined(target.Output) || !Enum.IsDefined(target.Class))
        {
            throw new ArgumentException(
                $"The attribution target is the {target}, which does not exist; use one of {string.Join(", ", Enum.GetNames<TargetOutput>())} of one of {string.Join(", ", Enum.GetNames<TargetClass>())}.");
        }

        if (target.Index >= function.Classes)
        {
            throw new ArgumentException($"Class {target.Index} was to be explained, but '{function.Name}' knows the classes 0 to {function.Classes - 1}.");
        }

        var isSum = target is { Index: null, Class: TargetClass.All };
        if (isSum && target.Output == TargetOutput.Probability)
        {
            throw new ArgumentException("The attribution target is the probability summed over all classes, which is always 1; take the logit or the log-probability.");
        }

        if (isSum && function.Specification is null)
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{function.Name}' is no model; name one class with Target.ForClass.");
        }

        if (!function.IsClassifier)
        {
            Regressor(function, target);
        }
    }

    private static void Regressor(ScoreFunction function, Target target)
    {
        if (target.Output != TargetOutput.Logit)
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{function.Name}' is a regressor and has no classes; use {TargetOutput.Logit}, its output itself.");
        }

        if (target.Index is null && (target.Class == TargetClass.Labeled || (target.Class == TargetClass.Predicted && function.Classes > 1)))
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{function.Name}' is a regressor; name one of its {function.Classes} outputs with Target.ForClass.");
        }
    }
}
