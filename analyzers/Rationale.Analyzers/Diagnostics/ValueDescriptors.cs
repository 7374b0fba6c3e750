using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about values that a program gives at run time and the compiler knows.</summary>
internal static class ValueDescriptors
{
    /// <summary>Options are in range.</summary>
    public static readonly DiagnosticDescriptor OptionOutOfRange = new(
        id: RuleIds.OptionOutOfRange,
        title: "Options are in range",
        messageFormat: "{0} = {1} is refused when it is used; it must be {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Options have the ranges of the attributes that they replace, and what has a value outside of them does not start.",
        helpLinkUri: HelpLink.For(RuleIds.OptionOutOfRange));

    /// <summary>The share that masks keep is a multiple of one vote.</summary>
    public static readonly DiagnosticDescriptor ShareNotMultiple = new(
        id: RuleIds.ShareNotMultiple,
        title: "The share that masks keep is a multiple of one vote",
        messageFormat: "A share of {0} of {1} masks is no integer number of them, so the smoothing is refused; keep {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Each group of features is kept in exactly λq of the q masks.",
        helpLinkUri: HelpLink.For(RuleIds.ShareNotMultiple));
}
