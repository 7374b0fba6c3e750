using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Checks that the layers stand for exactly the calls that were made: a value with parameters that two branches use would be computed by two layers with parameters of their
/// own, and a module that does not reach the output has parameters that no layer has, but that weight penalties and optimizers see.
/// </summary>
internal static class OnceEach
{
    /// <summary>Checks the calls that the output stands on against those that were made and the modules there are.</summary>
    /// <param name="module">The model.</param>
    /// <param name="made">Calls in the order of the source.</param>
    /// <param name="used">Calls in the order of the layers.</param>
    /// <param name="at">The forward pass.</param>
    public static void Check(HandWrittenModule module, IReadOnlyList<LayerCall> made, IReadOnlyList<LayerCall> used, SyntaxNode at)
    {
        foreach (var call in made)
        {
            var times = used.Count(other => ReferenceEquals(other, call));
            if (times != 1)
            {
                throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, call.At, times == 0
                    ? "does not reach the output, but what it changes would"
                    : "is used by two branches that meet in different places; only branches that part at one value and meet at one are layers");
            }
        }

        if (module.Leaves.FirstOrDefault(leaf => leaf.Parameters.Count > 0 && made.All(call => call.Module != leaf)) is { } idle)
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, at, $"never calls '{idle.Path}', whose parameters would be outside the loss");
        }
    }
}
