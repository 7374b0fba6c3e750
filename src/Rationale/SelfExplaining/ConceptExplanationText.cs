using System.Globalization;

namespace Rationale.SelfExplaining;

/// <summary>An explanation by concepts as text: the prediction, and the concepts that contribute most.</summary>
internal static class ConceptExplanationText
{
    private const int MaxConcepts = 10;

    public static string Format(ConceptExplanation explanation)
    {
        var count = explanation.Concepts.Length;
        var contributions = Enumerable.Range(0, count).Select(concept => explanation.Contribution(concept)).ToArray();
        var sorted = Enumerable.Range(0, count).OrderByDescending(concept => Math.Abs(contributions[concept])).ToList();
        var table = new TextTable(["concept", "value", "relevance", "contribution"]);
        foreach (var concept in sorted.Take(MaxConcepts))
        {
            var name = explanation.HasBias && concept == count - 1 ? "bias" : string.Create(CultureInfo.InvariantCulture, $"concept {concept}");
            table.Add(name, Digits(explanation.Concepts[concept]), Digits(explanation.Relevance(concept)), Digits(contributions[concept]));
        }

        if (count > MaxConcepts)
        {
            table.Add(count - MaxConcepts == 1 ? "1 other" : $"{count - MaxConcepts} others", "", "", Digits(sorted.Skip(MaxConcepts).Sum(concept => contributions[concept])));
        }

        return $"{explanation.Prediction}\n{table}";
    }

    private static string Digits(float value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
