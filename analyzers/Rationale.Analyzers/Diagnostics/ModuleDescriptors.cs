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

    /// <summary>A translator belongs to a model of declared layers.</summary>
    public static readonly DiagnosticDescriptor TranslatorOfModule = new(
        id: RuleIds.TranslatorOfModule,
        title: "A translator belongs to a model of declared layers",
        messageFormat: "[Counterfactual] stands on '{0}', a TorchSharp module; declare the classifier by layers, and put it there",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A translator takes images as declared models do, [height, width, channels], and is compiled together with its classifier.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorOfModule));

    /// <summary>A self-explaining module marks its parts.</summary>
    public static readonly DiagnosticDescriptor ConceptPartMissing = new(
        id: RuleIds.ConceptPartMissing,
        title: "A self-explaining module marks its parts",
        messageFormat: "'{0}' explains itself, but {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Concepts, relevances and decoded features are what the marked fields give.",
        helpLinkUri: HelpLink.For(RuleIds.ConceptPartMissing));

    /// <summary>A self-explaining module has no parts of its own making.</summary>
    public static readonly DiagnosticDescriptor ConceptPartNotForModules = new(
        id: RuleIds.ConceptPartNotForModules,
        title: "A self-explaining module has no parts of its own making",
        messageFormat: "'{0}' explains itself, but {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All parameters of a module are those of the modules in its fields.",
        helpLinkUri: HelpLink.For(RuleIds.ConceptPartNotForModules));

    /// <summary>The forward of a self-explaining module is generated.</summary>
    public static readonly DiagnosticDescriptor OwnForwardOfConcepts = new(
        id: RuleIds.OwnForwardOfConcepts,
        title: "The forward of a self-explaining module is generated",
        messageFormat: "'{0}' explains itself, so its forward is the sum of what concepts contribute and is generated; remove this one",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is explained must be what is computed: outputs are the sum of relevances times concepts and nothing else.",
        helpLinkUri: HelpLink.For(RuleIds.OwnForwardOfConcepts));
}
