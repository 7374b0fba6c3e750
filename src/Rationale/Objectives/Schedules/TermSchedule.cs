namespace Rationale.Objectives;

/// <summary>When, and with which share of its weight, a training computes a term of the objective. The default is at every step with its whole weight.</summary>
/// <param name="WarmUpSteps">Steps over which the weight grows in a straight line to its whole; 0 for none.</param>
/// <param name="Every">
/// The term is computed at every k-th step only, with k times its weight, so that it counts as much in the mean; the steps between are as cheap as without it. What that costs in accuracy is
/// reported with each epoch. 1 for every step.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TermSchedule(int WarmUpSteps = 0, int Every = 1)
{
    /// <summary>What the coefficients of the term are multiplied by at a step; 0 where the term is left out of it.</summary>
    /// <param name="step">Number of the step in the whole training, from 0.</param>
    public double FactorAt(long step) => step % Every != 0 ? 0 : Every * (WarmUpSteps == 0 ? 1 : Math.Min(1, (step + 1.0) / WarmUpSteps));
}
