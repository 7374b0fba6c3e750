using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about code over TorchSharp: what compiles, runs, and does something else than it seems to.</summary>
internal static class TorchDescriptors
{
    /// <summary>A gradient of a gradient needs the graph of both.</summary>
    public static readonly DiagnosticDescriptor GraphNotRetained = new(
        id: RuleIds.GraphNotRetained,
        title: "A gradient of a gradient needs the graph of both",
        messageFormat: "This call of 'grad' sets create_graph but not retain_graph, so the graph is freed and the next backward pass fails; add 'retain_graph: true'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "In TorchSharp, retain_graph does not follow create_graph as it does in PyTorch: it is false unless it is set.",
        helpLinkUri: HelpLink.For(RuleIds.GraphNotRetained));

    /// <summary>A dispose scope or gradient mode ends before an await.</summary>
    public static readonly DiagnosticDescriptor AwaitInScope = new(
        id: RuleIds.AwaitInScope,
        title: "A dispose scope or gradient mode ends before an await",
        messageFormat: "This await stands inside of '{0}()', which belongs to one thread, and the code after it may run on another; end the scope before the await",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Dispose scopes and gradient modes are kept for each thread: after an await the thread that goes on knows nothing of them, and the one that opened them keeps them.",
        helpLinkUri: HelpLink.For(RuleIds.AwaitInScope));

    /// <summary>An optimizer is made after its module has been moved.</summary>
    public static readonly DiagnosticDescriptor OptimizerBeforeMove = new(
        id: RuleIds.OptimizerBeforeMove,
        title: "An optimizer is made after its module has been moved",
        messageFormat: "'{0}' was given the parameters of '{1}' before '{2}' replaces them, so it would update tensors that the module no longer uses; move the module first",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A move to another device or type makes new parameters; an optimizer keeps those that it was made with.",
        helpLinkUri: HelpLink.For(RuleIds.OptimizerBeforeMove));

    /// <summary>Modules stand in fields.</summary>
    public static readonly DiagnosticDescriptor ModuleInAutoProperty = new(
        id: RuleIds.ModuleInAutoProperty,
        title: "Modules stand in fields",
        messageFormat: "The module '{0}' stands in an auto-property, so it is registered under the name of its hidden field, '<{0}>k__BackingField'; make it a field",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "RegisterComponents names components after fields; the name becomes a part of every key in state_dict, and weights saved elsewhere do not fit.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleInAutoProperty));

    /// <summary>Modules of a collection are registered.</summary>
    public static readonly DiagnosticDescriptor ModulesInPlainCollection = new(
        id: RuleIds.ModulesInPlainCollection,
        title: "Modules of a collection are registered",
        messageFormat: "The modules in '{0}' are not registered, so they are neither trained, moved nor saved; use a ModuleList, or call register_module for each",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "RegisterComponents finds modules in fields, not those inside of arrays and collections of .NET.",
        helpLinkUri: HelpLink.For(RuleIds.ModulesInPlainCollection));

    /// <summary>A module is called by call.</summary>
    public static readonly DiagnosticDescriptor ForwardInsteadOfCall = new(
        id: RuleIds.ForwardInsteadOfCall,
        title: "A module is called by call",
        messageFormat: "'{0}' calls forward by itself, which passes over the hooks of the module; write '{1}'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "call runs the hooks that are registered for a module, before and after its forward.",
        helpLinkUri: HelpLink.For(RuleIds.ForwardInsteadOfCall));
}
