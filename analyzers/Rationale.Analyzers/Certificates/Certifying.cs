using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Calls that mask one example, or a batch of them, to vote on what is left.</summary>
internal static class Certifying
{
    private static readonly string[] Methods = ["Certify", "Vote", "SmallestCertified", "Versions"];

    /// <summary>The example that a call masks; null for any other call.</summary>
    public static IOperation? Example(IInvocationOperation call) => Methods.Contains(call.TargetMethod.Name) && Masks(call.TargetMethod.ContainingType)
        ? TorchCalls.Argument(call, "x")?.Value
        : null;

    private static bool Masks(INamedTypeSymbol type) => TorchTypes.NameOf(type) is "Rationale.Smoothing.SmoothedModel" or "Rationale.Torch.Smoothing.TensorMasks"
        || type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: nameof(SmoothedAttribute) } attributeClass && attributeClass.IsRationale());
}
