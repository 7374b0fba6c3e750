using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Checks that the layers have the parameters that the module has: a call that does not reach the output, and a module that is never called, have parameters that no layer has, but that weight penalties and
/// optimizers see.
/// </summary>
internal static class CallChecks
{
    /// <summary>Checks the calls that were made and the modules there are against the layers.</summary>
    /// <param name="module">The model.</param>
    /// <param name="made">Calls in the order of the source.</param>
    /// <param name="parts">The layers: those of the forward pass, or of each part of a self-explaining module.</param>
    /// <param name="at">The forward pass.</param>
    public static void Check(HandWrittenModule module, IReadOnlyList<LayerCall> made, IReadOnlyList<Assembly> parts, SyntaxNode at)
    {
        if (made.FirstOrDefault(call => !Reaches(call) && made.All(other => other.Module != call.Module || !Reaches(other))) is { } lost)
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, lost.At, "does not reach the output, but what it changes would");
        }

        if (module.Leaves.FirstOrDefault(leaf => leaf.Parameters.Count > 0 && made.All(call => call.Module != leaf)) is { } idle)
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, at, idle.Parameters[0].Name.Length == 0
                ? $"never uses '{idle.Path}', which would be outside the loss"
                : $"never calls '{idle.Path}', whose parameters would be outside the loss");
        }

        bool Reaches(LayerCall call) => parts.Any(part => part.Reaches(call));
    }
}
