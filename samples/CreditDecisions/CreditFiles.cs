using System.Globalization;
using Rationale.Randomness;

namespace Rationale.Samples.CreditDecisions;

/// <summary>Writes the two files of the sample: loans of the past as they stand in the books today, and applications of a later year as they were on the day of the decision.</summary>
public static class CreditFiles
{
    private const string Header = "age,income,debt,savings,years_employed,late_payments,collection_calls,outcome";

    /// <summary>Writes <c>loans.csv</c> and <c>applications.csv</c>, the same ones every time.</summary>
    /// <param name="folder">Where.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "loans.csv"), Text(1200, seed: 1, afterTheFact: true));
        File.WriteAllText(Path.Combine(folder, "applications.csv"), Text(600, seed: 2, afterTheFact: false));
    }

    /// <summary>Rows of loans. Nobody has been called on the day of the decision; in the books of a later day, nearly all who have defaulted have.</summary>
    private static string Text(int count, ulong seed, bool afterTheFact)
    {
        var random = new RandomSource(seed);
        var lines = new List<string> { Header };
        for (var i = 0; i < count; i++)
        {
            var age = 21 + random.NextInt32(45);
            var years = (int)((age - 20) * random.NextDouble() * 0.7);
            var income = 18_000 + (50_000 * Math.Pow(random.NextDouble(), 2)) + (900 * years);
            var debt = income * (0.05 + (1.1 * Math.Pow(random.NextDouble(), 2)));
            var savings = income * 1.2 * Math.Pow(random.NextDouble(), 3);
            var late = (int)(5 * Math.Pow(random.NextDouble(), 3));
            var logit = 3.6 - (5.5 * debt / income) - (1.3 * late) + (3.5 * savings / income) + (0.08 * years);
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * logit));
            var called = afterTheFact && random.NextDouble() < (repaid ? 0.03 : 0.95);
            var calls = called ? 1 + random.NextInt32(5) : 0;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{age},{income:F0},{debt:F0},{savings:F0},{years},{late},{calls},{(repaid ? "repaid" : "defaulted")}"));
        }

        return string.Join('\n', lines) + "\n";
    }
}
