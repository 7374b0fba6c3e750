using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>One rule that a declared model breaks: what an analyzer needs to report it.</summary>
/// <param name="Id">One of <see cref="RuleIds"/>.</param>
/// <param name="Blocks">Whether nothing can be generated until it is solved.</param>
/// <param name="Location">Where in the source it is.</param>
/// <param name="Arguments">What fills the places of the rule's message.</param>
/// <param name="Properties">What a code fix needs to know; keys are in <see cref="ProblemProperties"/>.</param>
internal sealed record Problem(
    string Id,
    bool Blocks,
    Location Location,
    object[] Arguments,
    ImmutableDictionary<string, string?> Properties);

/// <summary>Keys of <see cref="Problem.Properties"/>.</summary>
internal static class ProblemProperties
{
    /// <summary>The argument that the last [Dense] should have.</summary>
    public const string Units = "Units";

    /// <summary>Name of the layer attribute that is missing before the reported one.</summary>
    public const string MissingLayer = "MissingLayer";

    /// <summary>The share to keep that [Smoothed] should have.</summary>
    public const string Keep = "Keep";

    /// <summary>The arguments that [Input] should have.</summary>
    public const string Input = "Input";
}
