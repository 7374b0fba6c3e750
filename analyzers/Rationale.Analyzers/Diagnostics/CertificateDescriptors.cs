using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about code around certificates: what makes them say more than is true.</summary>
internal static class CertificateDescriptors
{
    /// <summary>What replaces a feature does not depend on the example.</summary>
    public static readonly DiagnosticDescriptor ReplacementFromExample = new(
        id: RuleIds.ReplacementFromExample,
        title: "What replaces a feature does not depend on the example",
        messageFormat: "{0} is computed from '{1}', which is certified with it, so features that are left out still have a say and the certificate proves nothing; compute it from the training data",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A certificate bounds what changed features can do. A replacement that is made of them carries their values into the masked examples.",
        helpLinkUri: HelpLink.For(RuleIds.ReplacementFromExample));

    /// <summary>Examples are masked before they are normalized.</summary>
    public static readonly DiagnosticDescriptor NormalizedBeforeMasking = new(
        id: RuleIds.NormalizedBeforeMasking,
        title: "Examples are masked before they are normalized",
        messageFormat: "'{0}' is normalized by statistics of its own before '{1}' masks it, so features that are left out still have a say and the certificate proves nothing; let the model normalize what is left",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A mean, norm or maximum of the whole example depends on all of its features, and divides those that are kept.",
        helpLinkUri: HelpLink.For(RuleIds.NormalizedBeforeMasking));
}
