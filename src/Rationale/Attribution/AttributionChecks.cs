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
            throw new ArgumentException($"The examples have {data.Features.Width} features, but '{function.Name}' takes [Input({string.Join(", ", function.InputShape)})]: {function.Width} an example.");
        }

        Require("AttributionOptions.MemoryLimit", options.MemoryLimit);
        TargetChecks.Run(function.Name, function.Classes, function.IsClassifier, function.Specification is not null, options.Target);
        if (function.Specification is { } model)
        {
            DataChecks.Features(model, data.Features);
        }
    }

    /// <summary>What models whose features are token ids allow.</summary>
    public static void TokenIds(AttributionMethod method, ScoreFunction function, Dataset data)
    {
        if (function.Specification is not { } model || model.Inputs.FirstOrDefault(model.IsTokenIds) is not { } tokens)
        {
            return;
        }

        if (model.Inputs.Count > 1)
        {
            throw new ArgumentException($"The method '{method.Name}' takes the inputs of '{model.Name}' as rows of numbers, but '{tokens.Name}' is token ids; use Explain, which gives the gradients of all inputs.");
        }

        if (!method.TakesTokenIds)
        {
            throw new ArgumentException(
                $"The method '{method.Name}' moves features or multiplies by them, but those of '{model.Name}' are token ids; use Saliency, or Occlusion or KernelShap with a baseline of token ids.");
        }
    }

    /// <summary>Refuses an option that is out of its range.</summary>
    /// <param name="option">The option, as <c>Type.Property</c>.</param>
    /// <param name="value">Its value; null where the option is not set.</param>
    public static void Require(string option, double? value)
    {
        if (value is { } set && OptionRanges.Expected(option, set) is { } expected)
        {
            Require(false, option, set, expected);
        }
    }

    public static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but it must be {expected}."));
        }
    }
}
