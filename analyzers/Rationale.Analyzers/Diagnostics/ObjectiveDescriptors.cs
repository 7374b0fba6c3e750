using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about the terms of the objective and what they attribute.</summary>
internal static class ObjectiveDescriptors
{
    /// <summary>Weights are finite and not negative.</summary>
    public static readonly DiagnosticDescriptor WeightOutOfRange = new(
        id: RuleIds.WeightOutOfRange,
        title: "Weights are finite and not negative",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is out of range; give a finite number that is zero or more",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A negative weight rewards what it should punish, and NaN or infinity spreads over every parameter in one step.",
        helpLinkUri: HelpLink.For(RuleIds.WeightOutOfRange));

    /// <summary>Weight and AutomaticRatio exclude each other.</summary>
    public static readonly DiagnosticDescriptor WeightAndAutomaticRatio = new(
        id: RuleIds.WeightAndAutomaticRatio,
        title: "Weight and AutomaticRatio exclude each other",
        messageFormat: "[ExplainConstraint] on '{0}' gives both Weight = {1} and AutomaticRatio = {2}, but the ratio computes the weight; remove one of the two",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "AutomaticRatio sets the weight before the first step from the sizes of the two losses, so a given weight would be ignored.",
        helpLinkUri: HelpLink.For(RuleIds.WeightAndAutomaticRatio));

    /// <summary>The attribution target exists for the task.</summary>
    public static readonly DiagnosticDescriptor TargetDoesNotFitTask = new(
        id: RuleIds.TargetDoesNotFitTask,
        title: "The attribution target exists for the task",
        messageFormat: "The attribution target of '{0}' does not exist: {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Probabilities belong to classes, and summed over all classes they are always 1; the attribution target of a regressor is the sum of its outputs.",
        helpLinkUri: HelpLink.For(RuleIds.TargetDoesNotFitTask));

    /// <summary>A penalty has a weight above zero.</summary>
    public static readonly DiagnosticDescriptor NoEffect = new(
        id: RuleIds.NoEffect,
        title: "A penalty has a weight above zero",
        messageFormat: "[{0}] on '{1}' has no effect because {2}; set a weight or remove the attribute",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A term of weight zero adds nothing to the loss. This may be wanted as a baseline that is constrained at run time.",
        helpLinkUri: HelpLink.For(RuleIds.NoEffect));

    /// <summary>Weights of classes fit the classes.</summary>
    public static readonly DiagnosticDescriptor ClassWeightsDoNotFit = new(
        id: RuleIds.ClassWeightsDoNotFit,
        title: "Weights of classes fit the classes",
        messageFormat: "The class weights of '{0}' do not fit: {1}; give one weight for each class",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each class has one weight, a binary classifier two; a negative weight rewards mistakes, and with all weights zero nothing is learned.",
        helpLinkUri: HelpLink.For(RuleIds.ClassWeightsDoNotFit));

    /// <summary>A term of the objective is possible for its model.</summary>
    public static readonly DiagnosticDescriptor TermDoesNotFit = new(
        id: RuleIds.TermDoesNotFit,
        title: "A term of the objective is possible for its model",
        messageFormat: "{0}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A penalty asks something of inputs, layers or task: images for smoothness over pixels, classes for log-probabilities, a network from the meta-features of a feature to one number.",
        helpLinkUri: HelpLink.For(RuleIds.TermDoesNotFit));

    /// <summary>A regressor of several outputs says which of them is attributed.</summary>
    public static readonly DiagnosticDescriptor MissingAttributionTarget = new(
        id: RuleIds.MissingAttributionTarget,
        title: "A regressor of several outputs says which of them is attributed",
        messageFormat: "[{0}] of '{1}' does not say which of the {2} outputs it attributes; set Index to one of 0 to {3}, or Class = TargetClass.All for their sum",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An attribution explains one number. A classifier has the logit of the labeled class; of several predicted numbers, none stands out.",
        helpLinkUri: HelpLink.For(RuleIds.MissingAttributionTarget));

    /// <summary>A prior network is declared once.</summary>
    public static readonly DiagnosticDescriptor PriorNetworkTwice = new(
        id: RuleIds.PriorNetworkTwice,
        title: "A prior network is declared once",
        messageFormat: "'{0}' has a class with [PriorNetwork] and sets {1} of [AttributionPrior] as well; keep one of them",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of the nested class are the whole prior network, so that Hidden and Dropout would be ignored.",
        helpLinkUri: HelpLink.For(RuleIds.PriorNetworkTwice));
}
