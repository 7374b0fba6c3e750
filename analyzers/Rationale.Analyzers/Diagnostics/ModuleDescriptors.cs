using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about models that are TorchSharp modules: how their forward pass is read.</summary>
internal static class ModuleDescriptors
{
    /// <summary>A module says what an example of its input looks like.</summary>
    public static readonly DiagnosticDescriptor ModuleWithoutInput = new(
        id: RuleIds.ModuleWithoutInput,
        title: "A module says what an example of its input looks like",
        messageFormat: "'{0}' is trained by autograd because nothing says what an example of its input looks like; add [Input(features)], or [Input(channels, height, width)] for images",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "All sizes of a compiled step are computed at compile time, starting from the shape of one example as the module takes it.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleWithoutInput));

    /// <summary>The modules in the fields of a module are known at compile time.</summary>
    public static readonly DiagnosticDescriptor ConstructionNotUnderstood = new(
        id: RuleIds.ConstructionNotUnderstood,
        title: "The modules in the fields of a module are known at compile time",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The sizes and settings of each module in a field are read from its initializer or from the constructor, where they must be constants.",
        helpLinkUri: HelpLink.For(RuleIds.ConstructionNotUnderstood));

    /// <summary>A forward pass has one path through.</summary>
    public static readonly DiagnosticDescriptor ControlFlowNotUnderstood = new(
        id: RuleIds.ControlFlowNotUnderstood,
        title: "A forward pass has one path through",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The graph of a model has no branches: conditions and loops of forward must be decided by constants.",
        helpLinkUri: HelpLink.For(RuleIds.ControlFlowNotUnderstood));

    /// <summary>A forward pass is made of what layers say.</summary>
    public static readonly DiagnosticDescriptor CallNotUnderstood = new(
        id: RuleIds.CallNotUnderstood,
        title: "A forward pass is made of what layers say",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Each call and operator of forward must have a layer that computes exactly the same.",
        helpLinkUri: HelpLink.For(RuleIds.CallNotUnderstood));

    /// <summary>Settings of modules and functions are those that layers have.</summary>
    public static readonly DiagnosticDescriptor ArgumentNotUnderstood = new(
        id: RuleIds.ArgumentNotUnderstood,
        title: "Settings of modules and functions are those that layers have",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A function is known, but a layer does not have the setting with which it is called, or the setting is not a constant.",
        helpLinkUri: HelpLink.For(RuleIds.ArgumentNotUnderstood));

    /// <summary>Examples of a batch stay apart.</summary>
    public static readonly DiagnosticDescriptor BatchMixed = new(
        id: RuleIds.BatchMixed,
        title: "Examples of a batch stay apart",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A forward pass is read as what it does to one example; a shape that depends on the number of examples has no meaning there.",
        helpLinkUri: HelpLink.For(RuleIds.BatchMixed));

    /// <summary>Each module with parameters reaches the output.</summary>
    public static readonly DiagnosticDescriptor ModuleNotUsedOnce = new(
        id: RuleIds.ModuleNotUsedOnce,
        title: "Each module with parameters reaches the output",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Layers have exactly the parameters of the modules that reach the output; running statistics belong to one call.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleNotUsedOnce));

    /// <summary>Each module can take what the one before gives.</summary>
    public static readonly DiagnosticDescriptor ModuleShapesDoNotFit = new(
        id: RuleIds.ModuleShapesDoNotFit,
        title: "Each module can take what the one before gives",
        messageFormat: "'{0}' cannot run on examples of its [Input] because '{1}' {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The sizes of forward are followed from [Input] to the outputs that the task needs.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleShapesDoNotFit));

    /// <summary>A concern of declared models does not stand on a module.</summary>
    public static readonly DiagnosticDescriptor ConcernNotForModules = new(
        id: RuleIds.ConcernNotForModules,
        title: "A concern of declared models does not stand on a module",
        messageFormat: "[{0}] stands on '{1}', which has a forward of its own; it needs a model of declared layers",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Self-explaining models and smoothed models are made of parts that a module with a forward of its own does not have.",
        helpLinkUri: HelpLink.For(RuleIds.ConcernNotForModules));

    /// <summary>A model takes one tensor and gives one.</summary>
    public static readonly DiagnosticDescriptor ModuleNotOfOneTensor = new(
        id: RuleIds.ModuleNotOfOneTensor,
        title: "A model takes one tensor and gives one",
        messageFormat: "'{0}' derives from {1}, but a model takes one tensor and gives one; derive from Module<Tensor, Tensor>",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Losses and explanations are of one input and one output.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleNotOfOneTensor));
}
