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
        if (!Enum.IsDefined(options.Output))
        {
            throw new ArgumentException($"The attributed output {options.Output} does not exist; use one of {string.Join(", ", Enum.GetNames<AttributedOutput>())}.");
        }

        if (function.Specification is { } model)
        {
            DataChecks.Features(model, data.Features);
            if (model.Task is RegressorTask)
            {
                Regressor(function, options);
            }
        }

        if (options.Class.Index >= function.Classes)
        {
            throw new ArgumentException($"Class {options.Class.Index} was to be explained, but '{function.Name}' knows the classes 0 to {function.Classes - 1}.");
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

    private static void Regressor(ScoreFunction function, AttributionOptions options)
    {
        if (options.Output != AttributedOutput.Logit)
        {
            throw new ArgumentException($"The attributed output is {options.Output}, but '{function.Name}' is a regressor and has no classes; use {AttributedOutput.Logit}, its output itself.");
        }

        if (options.Class.Index is null && (function.Classes > 1 || options.Class == ExplainedClass.Labeled))
        {
            throw new ArgumentException($"The {options.Class} class was to be explained, but '{function.Name}' is a regressor; name one of its {function.Classes} outputs with ExplainedClass.Of.");
        }
    }
}
