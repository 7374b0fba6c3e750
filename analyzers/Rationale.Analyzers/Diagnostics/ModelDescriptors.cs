using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about the class that is a model.</summary>
internal static class ModelDescriptors
{
    /// <summary>A model is a partial class.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        id: RuleIds.NotPartial,
        title: "A model is a partial class",
        messageFormat: "'{0}' is a model but not partial, so nothing can be generated for it; add the modifier 'partial'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator adds the constructor, the parameters and the training to the class through a second partial declaration.",
        helpLinkUri: HelpLink.For(RuleIds.NotPartial));

    /// <summary>A type around a model is partial.</summary>
    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        id: RuleIds.ContainingTypeNotPartial,
        title: "A type around a model is partial",
        messageFormat: "'{0}' contains the model '{1}' but is not partial, so nothing can be generated; add the modifier 'partial' to '{0}'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A nested model is generated inside its containing types, which must all be opened again.",
        helpLinkUri: HelpLink.For(RuleIds.ContainingTypeNotPartial));

    /// <summary>A model is an ordinary class.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = new(
        id: RuleIds.UnsupportedType,
        title: "A model is an ordinary class",
        messageFormat: "'{0}' is {1}, and a model must be an ordinary class; declare it as 'partial class {0}'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A model owns buffers and is trained in place: it needs identity, a life time and a constructor, which structs, records, interfaces, static, abstract and file-local types do not give.",
        helpLinkUri: HelpLink.For(RuleIds.UnsupportedType));

    /// <summary>A model has a task.</summary>
    public static readonly DiagnosticDescriptor MissingTask = new(
        id: RuleIds.MissingTask,
        title: "A model has a task",
        messageFormat: "'{0}' has attributes of a model but no task; add [Classifier(classes)] or [Regressor(outputs)], or [Block] if models use it as a block",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The task says what the loss is. Without one there is nothing to train for, and the generator does not see the class.",
        helpLinkUri: HelpLink.For(RuleIds.MissingTask));

    /// <summary>A model has one task.</summary>
    public static readonly DiagnosticDescriptor SeveralTasks = new(
        id: RuleIds.SeveralTasks,
        title: "A model has one task",
        messageFormat: "'{0}' has the task [{1}] already; remove [{2}] or move it to a model of its own",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "One model is trained by one task loss.",
        helpLinkUri: HelpLink.For(RuleIds.SeveralTasks));

    /// <summary>Layers stand on one declaration.</summary>
    public static readonly DiagnosticDescriptor LayersOverSeveralDeclarations = new(
        id: RuleIds.LayersOverSeveralDeclarations,
        title: "Layers stand on one declaration",
        messageFormat: "The layers of '{0}' are spread over several partial declarations, so their order is undefined; move [{1}] to the declaration with the other layers",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The order of partial declarations is the order in which files reach the compiler, which is no order that a reader can see.",
        helpLinkUri: HelpLink.For(RuleIds.LayersOverSeveralDeclarations));

    /// <summary>A model has layers or a forward of its own.</summary>
    public static readonly DiagnosticDescriptor OwnForward = new(
        id: RuleIds.OwnForward,
        title: "A model has layers or a forward of its own",
        messageFormat: "'{0}' declares its layers by attributes and also has a method 'forward', which would never be called; remove the method or the attributes",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The forward pass is generated from the layer attributes; a second one could only disagree with it.",
        helpLinkUri: HelpLink.For(RuleIds.OwnForward));

    /// <summary>No member has the name of a generated one.</summary>
    public static readonly DiagnosticDescriptor MemberClash = new(
        id: RuleIds.MemberClash,
        title: "No member has the name of a generated one",
        messageFormat: "'{1}' is the name of a member that is generated for '{0}'; rename this one",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The class would have two members of one name and the generated code would not compile.",
        helpLinkUri: HelpLink.For(RuleIds.MemberClash));

    /// <summary>No base class has a generated member.</summary>
    public static readonly DiagnosticDescriptor InheritedMemberClash = new(
        id: RuleIds.InheritedMemberClash,
        title: "No base class has a generated member",
        messageFormat: "'{0}' inherits from '{1}', which has a member '{2}' that is also generated for '{0}'; rename it there or hold a '{1}' in a field instead of inheriting",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A generated member would hide the inherited one, so that calls through the base class do something else than calls through the model.",
        helpLinkUri: HelpLink.For(RuleIds.InheritedMemberClash));

    /// <summary>Attributes of a model are known to the generator.</summary>
    public static readonly DiagnosticDescriptor UnknownAttribute = new(
        id: RuleIds.UnknownAttribute,
        title: "Attributes of a model are known to the generator",
        messageFormat: "[{0}] on '{1}' is a {2} that the generator does not know, so nothing is generated; use an attribute of Rationale, and the same version of all its packages",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Layers and tasks are compiled into straight-line code, so that a class derived from LayerAttribute or TaskAttribute elsewhere cannot add one.",
        helpLinkUri: HelpLink.For(RuleIds.UnknownAttribute));

    /// <summary>Enum arguments are defined values.</summary>
    public static readonly DiagnosticDescriptor UndefinedEnumValue = new(
        id: RuleIds.UndefinedEnumValue,
        title: "Enum arguments are defined values",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is not defined; use one of {4}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A cast lets any number pass for an enum, but only the named choices have a meaning.",
        helpLinkUri: HelpLink.For(RuleIds.UndefinedEnumValue));
}
