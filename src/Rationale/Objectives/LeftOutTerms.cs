using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Objectives;

/// <summary>The terms of an objective that a training does without, at less cost.</summary>
internal static class LeftOutTerms
{
    /// <summary>Terms whose coefficients are all zero, and terms that are to be left out where the data lack an input of theirs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="coefficients">The coefficients of the training.</param>
    /// <param name="chosenLater">Key of a coefficient that is chosen before the first step, whatever it is now; null for none.</param>
    /// <param name="missing">Told the term and the input where a term is left out only because of the data.</param>
    /// <param name="data">The data sets of the training; an input that one of them has is there.</param>
    public static IReadOnlyList<string> Find(ModelSpecification model, CoefficientValues coefficients, string? chosenLater, Action<ObjectiveTerm, string> missing, params Dataset?[] data)
    {
        var leftOut = new List<string>();
        foreach (var term in model.Objectives)
        {
            if (coefficients.AreZeroFor(term) && term.Coefficients.All(coefficient => coefficient.Key != chosenLater))
            {
                leftOut.Add(term.Name);
            }
            else if (term.Inputs(model).FirstOrDefault(input => input.Missing == MissingInput.LeaveOut && data.All(part => part?.Find(input.Name) is null)) is { } input)
            {
                leftOut.Add(term.Name);
                missing(term, input.Name);
            }
        }

        return leftOut;
    }
}
