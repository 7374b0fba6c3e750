using System.Numerics.Tensors;

namespace Rationale.Metrics;

/// <summary>log p of each class, in double precision and without loss where a probability is close to 1.</summary>
internal static class LogProbabilities
{
    /// <summary>Computes the log-probabilities of one example.</summary>
    /// <param name="logits">One logit for each class; a single one is that of class 1, with 0 for class 0.</param>
    /// <param name="logProbabilities">Receives one number for each class.</param>
    public static void Compute(ReadOnlySpan<float> logits, Span<double> logProbabilities)
    {
        if (logits.Length == 1)
        {
            logProbabilities[0] = -LogOnePlusExp(logits[0]);
            logProbabilities[1] = -LogOnePlusExp(-logits[0]);
            return;
        }

        var largest = TensorPrimitives.IndexOfMax(logits);
        var others = 0.0;
        for (var k = 0; k < logits.Length; k++)
        {
            others += k == largest ? 0 : Math.Exp((double)logits[k] - logits[largest]);
        }

        // log Σ exp z is the largest logit and this; of the largest class itself it is all of −log p, however close p is to 1.
        var rest = LogOnePlus(others);
        for (var k = 0; k < logits.Length; k++)
        {
            logProbabilities[k] = (double)logits[k] - logits[largest] - rest;
        }
    }

    private static double LogOnePlusExp(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    /// <summary>log(1 + x) for x ≥ 0, exact where 1 + x rounds (Goldberg 1991, theorem 4).</summary>
    private static double LogOnePlus(double x)
    {
        var one = 1 + x;
        return one == 1 ? x : x * (Math.Log(one) / (one - 1));
    }
}
