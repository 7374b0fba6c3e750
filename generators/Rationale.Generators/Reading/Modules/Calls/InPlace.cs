using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Operations that overwrite what they take.</summary>
internal static class InPlace
{
    /// <summary>The result of an operation, which may have overwritten its input.</summary>
    public static TensorValue Result(TensorValue input, TensorValue result, bool inPlace, IOperation at)
    {
        if (!inPlace)
        {
            return result;
        }

        // The example itself is the caller's, and the leaf of the gradient that explains.
        return input.Source is null
            ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "overwrites the input of the model")
            : input.OverwrittenBy(result);
    }
}
