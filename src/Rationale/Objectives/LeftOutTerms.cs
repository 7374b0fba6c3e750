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
    /// <param name="chosenLater">Keys of coefficients that are chosen before the first step, whatever they are now.</param>
    /// <param name="missing">Told the term and the input where a term is left out only because of the data.</param>
    /// <param name="data">The data sets of the training; an input that one of them has is there.</param>
    public static IReadOnlyList<string> Find(ModelSpecification model, CoefficientValues coefficients, IEnumerable<string> chosenLater, Action<ObjectiveTerm, string> missing, params Dataset?[] data)
    {
        var leftOut = new List<string>();
        foreach (var term in model.Objectives)
        {
            if (coefficients.AreZeroFor(term) && !term.Coefficients.Select(coefficient => coefficient.Key).Intersect(chosenLater).Any())
            {
                leftOut.Add(term.Name);
            }
            else if (Lacking(model, term, data) is { } input)
            {
                leftOut.Add(term.Name);
                missing(term, input);
            }
        }

        return leftOut;
    }

    /// <summary>The input for want of which data leave a term out: the first, where they have none of those that it cannot do without; null where they have one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="term">A term of it.</param>
    /// <param name="data">The data sets; an input that one of them has is there.</param>
    public static string? Lacking(ModelSpecification model, ObjectiveTerm term, params Dataset?[] data)
    {
        var needed = term.Inputs(model).Where(input => input.Missing == MissingInput.LeaveOut).ToList();
        return needed.Count > 0 && needed.All(input => data.All(part => part?.Find(input.Name) is null)) ? needed[0].Name : null;
    }
}
