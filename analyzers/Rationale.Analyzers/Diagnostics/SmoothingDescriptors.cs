using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about smoothed models and their certificates.</summary>
internal static class SmoothingDescriptors
{
    /// <summary>The share to keep is a multiple of one vote.</summary>
    public static readonly DiagnosticDescriptor KeepNotMultiple = new(
        id: RuleIds.KeepNotMultiple,
        title: "The share to keep is a multiple of one vote",
        messageFormat: "'{0}' keeps {1} of {2} masks, which is no integer number of them; keep {3}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A share that is not a multiple of 1 / Quantization would be another share than the one that certificates speak of.",
        helpLinkUri: HelpLink.For(RuleIds.KeepNotMultiple));

    /// <summary>The number of votes is in range.</summary>
    public static readonly DiagnosticDescriptor QuantizationOutOfRange = new(
        id: RuleIds.QuantizationOutOfRange,
        title: "The number of votes is in range",
        messageFormat: "'{0}' votes over {1} masks, but there must be from {2} to {3}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "One vote cannot lead by anything, and sums of too many probabilities would not be exact.",
        helpLinkUri: HelpLink.For(RuleIds.QuantizationOutOfRange));

    /// <summary>The share to keep allows certificates.</summary>
    public static readonly DiagnosticDescriptor KeepAboveHalf = new(
        id: RuleIds.KeepAboveHalf,
        title: "The share to keep allows certificates",
        messageFormat: "'{0}' keeps {1} of the features, and above 0.5 no certificate has a radius of 1 or more; keep 0.5 or less",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The largest radius is 1 / (2 keep).",
        helpLinkUri: HelpLink.For(RuleIds.KeepAboveHalf));

    /// <summary>Groups of features fit the examples.</summary>
    public static readonly DiagnosticDescriptor GroupsDoNotFit = new(
        id: RuleIds.GroupsDoNotFit,
        title: "Groups of features fit the examples",
        messageFormat: "The groups of '{0}' do not fit its examples: {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each feature of an example belongs to one group.",
        helpLinkUri: HelpLink.For(RuleIds.GroupsDoNotFit));

    /// <summary>Only classifiers are smoothed.</summary>
    public static readonly DiagnosticDescriptor SmoothedRegressor = new(
        id: RuleIds.SmoothedRegressor,
        title: "Only classifiers are smoothed",
        messageFormat: "'{0}' is smoothed but not a classifier, and certificates are about classes; remove [Smoothed] or make it a [Classifier]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A certificate says that a class cannot change.",
        helpLinkUri: HelpLink.For(RuleIds.SmoothedRegressor));

    /// <summary>What replaces a feature is a number.</summary>
    public static readonly DiagnosticDescriptor ReplacementNotFinite = new(
        id: RuleIds.ReplacementNotFinite,
        title: "What replaces a feature is a number",
        messageFormat: "The replacement of '{0}' is {1}, but it must be a finite number",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is left out of an example is replaced by this number.",
        helpLinkUri: HelpLink.For(RuleIds.ReplacementNotFinite));

    /// <summary>A model that is said to give probabilities ends in them.</summary>
    public static readonly DiagnosticDescriptor LogitsAsProbabilities = new(
        id: RuleIds.LogitsAsProbabilities,
        title: "A model that is said to give probabilities ends in them",
        messageFormat: "'{0}' is smoothed as a model that gives probabilities, but ends in [{1}]; end it with [{2}], or remove 'Base = BaseOutput.Probabilities'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Votes and averages of probabilities are counted as they are, and a value outside of 0 to 1 is an error when the first example is certified.",
        helpLinkUri: HelpLink.For(RuleIds.LogitsAsProbabilities));

    /// <summary>A certified model has been trained with masks.</summary>
    public static readonly DiagnosticDescriptor TrainedWithoutMasks = new(
        id: RuleIds.TrainedWithoutMasks,
        title: "A certified model has been trained with masks",
        messageFormat: "'{0}' is trained on whole examples but votes on examples of which a share of {1} is left; remove 'Training = MaskedTraining.None' to train it on masked ones",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A classifier that has never seen a masked example is little sure of its class there, so its votes are divided and its certificates small.",
        helpLinkUri: HelpLink.For(RuleIds.TrainedWithoutMasks));
}
