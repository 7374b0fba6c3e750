using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Models;

namespace Rationale.Objectives;

/// <summary>The examples from which references are drawn: those that the data bring, otherwise the training data themselves.</summary>
internal static class Background
{
    /// <summary>The name under which data bring a background of their own.</summary>
    public const string Input = "background";

    /// <summary>The features of the background.</summary>
    /// <param name="data">The data that a program runs over.</param>
    /// <param name="train">The training data where they are others.</param>
    public static FeatureMatrix For(Dataset data, Dataset? train = null) => data.Find(Input) ?? train?.Find(Input) ?? (train ?? data).Features;

    /// <summary>How many references an example gets: the largest number of a draw among the terms.</summary>
    public static int References(IEnumerable<ObjectiveInput> inputs) =>
        inputs.Select(input => input.Draw).Where(draw => draw?.Kind == InputDrawKind.Reference).Select(draw => draw!.Number).DefaultIfEmpty(0).Max();

    /// <summary>Refuses a background of other features, or of fewer examples than an example draws.</summary>
    /// <exception cref="ArgumentException">The background does not fit; the message says how.</exception>
    public static void Check(ModelSpecification model, ObjectiveTerm term, FeatureMatrix background)
    {
        var references = References(term.Inputs(model));
        if (references == 0)
        {
            return;
        }

        RawSchema.RequireNumbers(background, background.ColumnNames);
        _ = DataChecks.OnlyInput(model);
        DataChecks.Width(model, background.Width);
        if (background.Count < references)
        {
            throw new ArgumentException(
                $"The background has {background.Count} examples, but the term '{term.Name}' of '{model.Name}' draws {references} different references for each example; give Dataset.WithBackground {references} examples or more, or the term fewer references.");
        }
    }
}
