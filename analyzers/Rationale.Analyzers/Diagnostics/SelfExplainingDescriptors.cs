using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about self-explaining models.</summary>
internal static class SelfExplainingDescriptors
{
    /// <summary>A self-explaining model has no layers of its own.</summary>
    public static readonly DiagnosticDescriptor LayersBesideSelfExplaining = new(
        id: RuleIds.LayersBesideSelfExplaining,
        title: "A self-explaining model has no layers of its own",
        messageFormat: "'{0}' is self-explaining, so [{1}] has no place on it; move it into a nested class marked [Relevance], [ConceptEncoder] or [ConceptDecoder]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The outputs of such a model are sums of contributions of concepts; a layer before or after them would make the explanation untrue.",
        helpLinkUri: HelpLink.For(RuleIds.LayersBesideSelfExplaining));

    /// <summary>Only classifiers are self-explaining.</summary>
    public static readonly DiagnosticDescriptor SelfExplainingRegressor = new(
        id: RuleIds.SelfExplainingRegressor,
        title: "Only classifiers are self-explaining",
        messageFormat: "'{0}' is self-explaining but not a classifier; remove [SelfExplaining] or make it a [Classifier]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Relevances are told for each class, and explanations for the predicted one; a regressor has no classes.",
        helpLinkUri: HelpLink.For(RuleIds.SelfExplainingRegressor));

    /// <summary>The number of concepts fits where they come from.</summary>
    public static readonly DiagnosticDescriptor ConceptsDoNotFitOrigin = new(
        id: RuleIds.ConceptsDoNotFitOrigin,
        title: "The number of concepts fits where they come from",
        messageFormat: "The concepts of '{0}' do not fit: {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each concept is one number of each example.",
        helpLinkUri: HelpLink.For(RuleIds.ConceptsDoNotFitOrigin));

    /// <summary>An aggregation keeps contributions apart.</summary>
    public static readonly DiagnosticDescriptor AggregationMixes = new(
        id: RuleIds.AggregationMixes,
        title: "An aggregation keeps contributions apart",
        messageFormat: "The aggregation of '{0}' has [{1}], but contributions must stay apart until they are added; use activations only",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A concept can be taken away exactly only where the output is a sum with a part for each concept.",
        helpLinkUri: HelpLink.For(RuleIds.AggregationMixes));

    /// <summary>An aggregation never falls.</summary>
    public static readonly DiagnosticDescriptor AggregationFalls = new(
        id: RuleIds.AggregationFalls,
        title: "An aggregation never falls",
        messageFormat: "The aggregation of '{0}' has [{1}], which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation such as [Tanh] or [Softplus]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A positive relevance must mean that the concept speaks for the class, however much of it there is.",
        helpLinkUri: HelpLink.For(RuleIds.AggregationFalls));

    /// <summary>A penalty for each class has not too many classes.</summary>
    public static readonly DiagnosticDescriptor TooManyPenalizedClasses = new(
        id: RuleIds.TooManyPenalizedClasses,
        title: "A penalty for each class has not too many classes",
        messageFormat: "'{0}' has {1} classes, and its robustness penalty takes a gradient for each of them in every step, which a declared model does for at most {2}; set Class = TargetClass.Predicted or Class = TargetClass.Labeled in [SelfExplaining], so that it takes one",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Time and memory of a step, and of compiling it, grow with the gradients that it takes.",
        helpLinkUri: HelpLink.For(RuleIds.TooManyPenalizedClasses));
}
