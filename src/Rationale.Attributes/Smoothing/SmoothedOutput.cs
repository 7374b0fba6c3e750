namespace Rationale;

/// <summary>What each masked version of an example contributes to the smoothed output.</summary>
public enum SmoothedOutput
{
    /// <summary>One vote for its most probable class: what the published radii are made of.</summary>
    Votes,

    /// <summary>Its probabilities, in units of 2⁻²⁰ so that their sums are exact.</summary>
    Averages,
}
