using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about models of several inputs: their names, and where they are joined.</summary>
internal static class InputDescriptors
{
    /// <summary>Inputs have different names.</summary>
    public static readonly DiagnosticDescriptor InputNameTwice = new(
        id: RuleIds.InputNameTwice,
        title: "Inputs have different names",
        messageFormat: "'{0}' has another input named '{1}'; give this one a name of its own",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Data sets, masks and attributions know each input by its name.",
        helpLinkUri: HelpLink.For(RuleIds.InputNameTwice));

    /// <summary>An input can have its name.</summary>
    public static readonly DiagnosticDescriptor InputNameUnusable = new(
        id: RuleIds.InputNameUnusable,
        title: "An input can have its name",
        messageFormat: "An input of '{0}' is named '{1}', {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The name of an input is one of a data set, of a parameter of generated members, and of a variable of generated programs.",
        helpLinkUri: HelpLink.For(RuleIds.InputNameUnusable));

    /// <summary>Several inputs are joined.</summary>
    public static readonly DiagnosticDescriptor JoinMissing = new(
        id: RuleIds.JoinMissing,
        title: "Several inputs are joined",
        messageFormat: "'{0}' has the inputs {1}, but no [Join] says where what they give is set side by side; add it behind the layers of the last input",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Layers behind an [Input] are its own; those behind [Join] get what all inputs give.",
        helpLinkUri: HelpLink.For(RuleIds.JoinMissing));

    /// <summary>[Join] stands once, behind several inputs.</summary>
    public static readonly DiagnosticDescriptor JoinMisplaced = new(
        id: RuleIds.JoinMisplaced,
        title: "[Join] stands once, behind several inputs",
        messageFormat: "[Join] of '{0}' {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What the inputs give meets once; an input behind that would reach no output.",
        helpLinkUri: HelpLink.For(RuleIds.JoinMisplaced));

    /// <summary>What inputs give can stand side by side.</summary>
    public static readonly DiagnosticDescriptor InputsDoNotJoin = new(
        id: RuleIds.InputsDoNotJoin,
        title: "What inputs give can stand side by side",
        messageFormat: "{0}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What inputs give is joined along the last axis, so that all others must agree.",
        helpLinkUri: HelpLink.For(RuleIds.InputsDoNotJoin));
}
