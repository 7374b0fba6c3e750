using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Objectives;

/// <summary>What must hold for the terms of an objective, whoever wrote them. Each failure is one sentence.</summary>
internal static class ObjectiveChecks
{
    public static void Run(ModelSpecification model)
    {
        if (model.Objectives.Count == 0)
        {
            throw new ArgumentException($"'{model.Name}' has no term of an objective to be trained for; give it at least a TaskLoss.");
        }

        if (Repeated(model.Objectives.Select(term => term.Name)) is { } name)
        {
            throw new ArgumentException($"'{model.Name}' has several terms named '{name}'; keep one of them.");
        }

        if (Repeated(model.Objectives.SelectMany(term => term.Coefficients).Select(coefficient => coefficient.Key)) is { } key)
        {
            throw new ArgumentException($"'{model.Name}' has several coefficients named '{key}'; give them names of their own.");
        }

        foreach (var term in model.Objectives)
        {
            foreach (var coefficient in term.Coefficients.Where(coefficient => !coefficient.Allows(coefficient.Value)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{coefficient.Attribute}.{coefficient.Property} of '{model.Name}' is {coefficient.Value}, but it must be {coefficient.Range}."));
            }

            foreach (var coefficient in term.Coefficients.Where(coefficient => !Coefficient.IsRatio(coefficient.AutomaticRatio)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{coefficient.Attribute}.{nameof(Coefficient.AutomaticRatio)} of '{model.Name}' is {coefficient.AutomaticRatio}, but it must be {Coefficient.RatioRange}."));
            }

            if (term.Problem(model) is { } problem)
            {
                throw new ArgumentException(problem);
            }
        }
    }

    private static string? Repeated(IEnumerable<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
}
