using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about translators, which make counterfactuals.</summary>
internal static class CounterfactualDescriptors
{
    /// <summary>Only classifiers have counterfactuals.</summary>
    public static readonly DiagnosticDescriptor CounterfactualRegressor = new(
        id: RuleIds.CounterfactualRegressor,
        title: "Only classifiers have counterfactuals",
        messageFormat: "'{0}' has [Counterfactual] but is not a classifier, and counterfactuals belong to classes; remove [Counterfactual] or make it a [Classifier]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A counterfactual is the image of another class; a regressor has no classes.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualRegressor));

    /// <summary>Counterfactuals are images.</summary>
    public static readonly DiagnosticDescriptor CounterfactualWithoutImages = new(
        id: RuleIds.CounterfactualWithoutImages,
        title: "Counterfactuals are images",
        messageFormat: "'{0}' has [Counterfactual] but does not take one image; declare height, width and channels, as in [Input(28, 28, 1)]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A translator is made of convolutions over height, width and channels.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualWithoutImages));

    /// <summary>A translator leads between two classes.</summary>
    public static readonly DiagnosticDescriptor CounterfactualClassesDoNotFit = new(
        id: RuleIds.CounterfactualClassesDoNotFit,
        title: "A translator leads between two classes",
        messageFormat: "[Counterfactual] of '{0}' names the classes {1} and {2}, but they must be two different ones from 0 to {3}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A translator leads from one class of the classifier to another.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualClassesDoNotFit));

    /// <summary>The networks of a translator fit its images.</summary>
    public static readonly DiagnosticDescriptor TranslatorNetworksDoNotFit = new(
        id: RuleIds.TranslatorNetworksDoNotFit,
        title: "The networks of a translator fit its images",
        messageFormat: "{0}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A generator gives an image of the size that it gets; a discriminator gives a map of one channel, or of one for each class of a star. Neither may behave otherwise in training than in use.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorNetworksDoNotFit));

    /// <summary>A setting of a translator is in range.</summary>
    public static readonly DiagnosticDescriptor TranslatorSettingOutOfRange = new(
        id: RuleIds.TranslatorSettingOutOfRange,
        title: "A setting of a translator is in range",
        messageFormat: "[Counterfactual] of '{0}' has {1}, but {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The pixels of the data lie between two finite numbers, and steps of the training have a finite length above zero.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorSettingOutOfRange));

    /// <summary>The translators of a model have different names.</summary>
    public static readonly DiagnosticDescriptor TranslatorNameTwice = new(
        id: RuleIds.TranslatorNameTwice,
        title: "The translators of a model have different names",
        messageFormat: "'{0}' has more than one [Counterfactual] of the name '{1}'; give each another, as in [Counterfactual(3, 8, Name = \"ThreeToEight\")]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The members of each translator are named after it: CreateThreeToEight, TrainThreeToEightAsync. Names that differ in case alone count as equal, as those of files do on some systems.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorNameTwice));

    /// <summary>Members can be named after a translator.</summary>
    public static readonly DiagnosticDescriptor TranslatorNameUnusable = new(
        id: RuleIds.TranslatorNameUnusable,
        title: "Members can be named after a translator",
        messageFormat: "A [Counterfactual] of '{0}' has the name '{1}', after which no member can be named; use letters from a to z, digits and underscores, beginning with a letter",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The name of a translator is part of the names of its members and files.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorNameUnusable));

    /// <summary>A network belongs to a translator that there is.</summary>
    public static readonly DiagnosticDescriptor NetworkOfNoTranslator = new(
        id: RuleIds.NetworkOfNoTranslator,
        title: "A network belongs to a translator that there is",
        messageFormat: "'{0}' has [{1}(Translator = \"{2}\")], but the translators of '{3}' are: {4}; name one of those, or leave the name out for all",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A nested class with the layers of a generator or discriminator names the [Counterfactual] that it belongs to, where a model has several.",
        helpLinkUri: HelpLink.For(RuleIds.NetworkOfNoTranslator));
}
