using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about layers, their sizes and their order.</summary>
internal static class LayerDescriptors
{
    /// <summary>A model has an [Input].</summary>
    public static readonly DiagnosticDescriptor MissingInput = new(
        id: RuleIds.MissingInput,
        title: "A model has an [Input]",
        messageFormat: "'{0}' does not say what an example of input looks like; add [Input(features)], or [Input(height, width, channels)] for images, as its first layer",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All sizes are computed at compile time, starting from the shape of one example.",
        helpLinkUri: HelpLink.For(RuleIds.MissingInput));

    /// <summary>[Input] is the first layer.</summary>
    public static readonly DiagnosticDescriptor InputNotFirst = new(
        id: RuleIds.InputNotFirst,
        title: "[Input] is the first layer",
        messageFormat: "[Input] of '{0}' stands after [{1}]; move it before all other layers",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Layers are applied in source order, and [Input] gives the shape that the first of them gets.",
        helpLinkUri: HelpLink.For(RuleIds.InputNotFirst));

    /// <summary>[Input] stands once, or each has a name.</summary>
    public static readonly DiagnosticDescriptor InputRepeated = new(
        id: RuleIds.InputRepeated,
        title: "[Input] stands once, or each has a name",
        messageFormat: "'{0}' has more than one [Input], {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Data sets, masks and attributions know each of several inputs by its name.",
        helpLinkUri: HelpLink.For(RuleIds.InputRepeated));

    /// <summary>Each layer can take what the one before gives.</summary>
    public static readonly DiagnosticDescriptor ShapesDoNotFit = new(
        id: RuleIds.ShapesDoNotFit,
        title: "Each layer can take what the one before gives",
        messageFormat: "In '{0}', {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every layer knows the shape it gives for the shape it gets; the sizes are computed from [Input] on.",
        helpLinkUri: HelpLink.For(RuleIds.ShapesDoNotFit));

    /// <summary>The last layer gives what the task needs.</summary>
    public static readonly DiagnosticDescriptor OutputsDoNotFitTask = new(
        id: RuleIds.OutputsDoNotFitTask,
        title: "The last layer gives what the task needs",
        messageFormat: "The last layer of '{0}' gives {1} outputs but {2} needs {3}; {4}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A classifier takes one logit for each class, a regressor one number for each output.",
        helpLinkUri: HelpLink.For(RuleIds.OutputsDoNotFitTask));

    /// <summary>A model has something to train.</summary>
    public static readonly DiagnosticDescriptor NoParameters = new(
        id: RuleIds.NoParameters,
        title: "A model has something to train",
        messageFormat: "'{0}' has no layer with parameters, so there is nothing to train; end it with [Dense({1})]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Training changes parameters, and only layers such as [Dense] have any.",
        helpLinkUri: HelpLink.For(RuleIds.NoParameters));

    /// <summary>A dropout rate is in [0, 1).</summary>
    public static readonly DiagnosticDescriptor DropoutRateOutOfRange = new(
        id: RuleIds.DropoutRateOutOfRange,
        title: "A dropout rate is in [0, 1)",
        messageFormat: "{1} on '{0}' is out of range; give a rate from 0 up to but not including 1",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The values that stay are scaled by 1 / (1 − rate), which has no meaning for a rate of 1 or more.",
        helpLinkUri: HelpLink.For(RuleIds.DropoutRateOutOfRange));

    /// <summary>Counts are at least 1.</summary>
    public static readonly DiagnosticDescriptor CountBelowOne = new(
        id: RuleIds.CountBelowOne,
        title: "Counts are at least 1",
        messageFormat: "{2} of [{0}] on '{1}' is {3}; it must be at least 1",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "There is no layer without units, no example without features, no training without epochs or examples.",
        helpLinkUri: HelpLink.For(RuleIds.CountBelowOne));

    /// <summary>A classifier takes raw logits.</summary>
    public static readonly DiagnosticDescriptor ActivationBeforeClassifier = new(
        id: RuleIds.ActivationBeforeClassifier,
        title: "A classifier takes raw logits",
        messageFormat: "The last layer of '{0}' is [{1}], but {2} takes raw logits and applies softmax itself; remove [{1}]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An activation after the last [Dense] bounds the logits, so that some probabilities can never be reached; dropout there replaces logits by zeros.",
        helpLinkUri: HelpLink.For(RuleIds.ActivationBeforeClassifier));

    /// <summary>Parameters of activations are finite.</summary>
    public static readonly DiagnosticDescriptor ActivationParameterNotFinite = new(
        id: RuleIds.ActivationParameterNotFinite,
        title: "Parameters of activations are finite",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is not finite; give an ordinary number",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "NaN or infinity in an activation makes every output NaN or infinite.",
        helpLinkUri: HelpLink.For(RuleIds.ActivationParameterNotFinite));

    /// <summary>Examples and parameters can be counted by an int.</summary>
    public static readonly DiagnosticDescriptor ModelTooLarge = new(
        id: RuleIds.ModelTooLarge,
        title: "Examples and parameters can be counted by an int",
        messageFormat: "[{1}] brings '{0}' above 2,147,483,647 parameters or values in an example; make its layers smaller",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All parameters lie in one buffer whose elements are counted by a 32-bit integer.",
        helpLinkUri: HelpLink.For(RuleIds.ModelTooLarge));

    /// <summary>Strides and paddings are not negative.</summary>
    public static readonly DiagnosticDescriptor CountBelowZero = new(
        id: RuleIds.CountBelowZero,
        title: "Strides and paddings are not negative",
        messageFormat: "{2} of [{0}] on '{1}' is {3}; it must be zero or more",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A window moves forward, and an image is framed by zeros or not; a stride of zero stands for what is usual.",
        helpLinkUri: HelpLink.For(RuleIds.CountBelowZero));

    /// <summary>Epsilon is finite and above zero.</summary>
    public static readonly DiagnosticDescriptor EpsilonOutOfRange = new(
        id: RuleIds.EpsilonOutOfRange,
        title: "Epsilon is finite and above zero",
        messageFormat: "Epsilon = {1} of [LayerNorm] on '{0}' is out of range; give a finite number above zero in single precision, such as 1e-5",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An example of equal values has variance zero, and without epsilon it would be divided by zero.",
        helpLinkUri: HelpLink.For(RuleIds.EpsilonOutOfRange));

    /// <summary>A network has at most 4096 layers.</summary>
    public static readonly DiagnosticDescriptor TooManyLayers = new(
        id: RuleIds.TooManyLayers,
        title: "A network has at most 4096 layers",
        messageFormat: "[{0}] brings '{1}' to {2} layers with blocks and repetitions counted out, but at most {3} can be generated; lower Times or use fewer blocks",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every layer of every repetition becomes code of its own, and blocks of blocks multiply.",
        helpLinkUri: HelpLink.For(RuleIds.TooManyLayers));

    /// <summary>The momentum of a batch normalization is a share.</summary>
    public static readonly DiagnosticDescriptor NormMomentumOutOfRange = new(
        id: RuleIds.NormMomentumOutOfRange,
        title: "The momentum of [BatchNorm] is a share",
        messageFormat: "The momentum of [BatchNorm] on '{0}' is {1}, but it must be above 0 and at most 1",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "It is the share of each batch in the running statistics.",
        helpLinkUri: HelpLink.For(RuleIds.NormMomentumOutOfRange));

    /// <summary>An embedding stands right after the input.</summary>
    public static readonly DiagnosticDescriptor EmbeddingNotFirst = new(
        id: RuleIds.EmbeddingNotFirst,
        title: "[Embedding] stands right after [Input]",
        messageFormat: "[Embedding] on '{0}' gets what other layers give, but its input must be token ids; put it right after [Input], outside of blocks",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An embedding takes the row of a table that a token id names. What layers compute are no integers, and token ids have no gradient through which the layers before could learn.",
        helpLinkUri: HelpLink.For(RuleIds.EmbeddingNotFirst));
}
