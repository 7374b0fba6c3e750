namespace Rationale.Models;

/// <summary>How logits become a class: the most probable one, the first of equals; of two classes, class 1 where its probability is above a threshold.</summary>
/// <param name="Threshold">t, between 0 and 1.</param>
internal readonly record struct DecisionRule(double Threshold)
{
    /// <summary>The threshold at which the more probable class is taken.</summary>
    public const double Even = 0.5;

    /// <summary>The most probable class.</summary>
    public static DecisionRule MostProbable { get; } = new(Even);

    /// <summary>The class of some logits; a single one stands for a binary classifier.</summary>
    /// <remarks>p₁ &gt; t where the logit of class 1 beside that of class 0 is above log(t / (1 − t)); no probability is rounded.</remarks>
    public int Decide(ReadOnlySpan<float> logits)
    {
        if (Threshold == Even || logits.Length > 2)
        {
            return Classes.Predicted(logits);
        }

        var margin = logits.Length == 1 ? logits[0] : (double)logits[1] - logits[0];
        return margin > Math.Log(Threshold) - Math.Log(1 - Threshold) ? 1 : 0;
    }
}
