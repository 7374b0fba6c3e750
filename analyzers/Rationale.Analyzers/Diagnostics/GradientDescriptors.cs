using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about the forward pass of a module: what takes away the gradient with respect to its input, which explanations are made of.</summary>
internal static class GradientDescriptors
{
    /// <summary>The output depends on the input by a path that autograd sees.</summary>
    public static readonly DiagnosticDescriptor DetachedFromInput = new(
        id: RuleIds.DetachedFromInput,
        title: "The output depends on the input by a path that autograd sees",
        messageFormat: "'{1}' takes what the output of '{0}' depends on out of the graph, so explanations and the explanation penalty do not see it; remove it",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Explanations are gradients of the output with respect to the input; a value without its graph counts as a constant.",
        helpLinkUri: HelpLink.For(RuleIds.DetachedFromInput));

    /// <summary>A forward pass leaves the gradient mode alone.</summary>
    public static readonly DiagnosticDescriptor GradientSwitchedOff = new(
        id: RuleIds.GradientSwitchedOff,
        title: "A forward pass leaves the gradient mode alone",
        messageFormat: "'{1}()' keeps what the output of '{0}' depends on out of the graph, so there is no gradient to train or to explain with; switch gradients off where the module is called",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What is computed without a graph counts as a constant, for the parameters as well as for the input.",
        helpLinkUri: HelpLink.For(RuleIds.GradientSwitchedOff));

    /// <summary>A forward pass computes with tensors.</summary>
    public static readonly DiagnosticDescriptor NumbersTakenOut = new(
        id: RuleIds.NumbersTakenOut,
        title: "A forward pass computes with tensors",
        messageFormat: "'{1}' takes numbers out of a tensor that the output of '{0}' depends on, so they count as constants; compute with the tensor",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Autograd follows tensors. A number or an array of .NET has no history.",
        helpLinkUri: HelpLink.For(RuleIds.NumbersTakenOut));

    /// <summary>The output has a derivative with respect to the input.</summary>
    public static readonly DiagnosticDescriptor DerivativeIsZero = new(
        id: RuleIds.DerivativeIsZero,
        title: "The output has a derivative with respect to the input",
        messageFormat: "The output of '{0}' depends on its input through '{1}' alone, whose derivative is zero almost everywhere, so every explanation would be zero; use a smooth function in its place",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Rounding, comparisons and indices of maxima are constant between jumps; gradients are zero there, and so are all explanations that are made of them.",
        helpLinkUri: HelpLink.For(RuleIds.DerivativeIsZero));

    /// <summary>Nothing is overwritten that a gradient needs.</summary>
    public static readonly DiagnosticDescriptor OverwrittenInPlace = new(
        id: RuleIds.OverwrittenInPlace,
        title: "Nothing is overwritten that a gradient needs",
        messageFormat: "'{1}' overwrites '{2}', {3}, so the backward pass of '{0}' fails; use the operation that gives a new tensor",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Autograd keeps inputs or results of operations for their derivatives, and refuses to differentiate once they have been changed. The input of a model is the leaf of every explanation.",
        helpLinkUri: HelpLink.For(RuleIds.OverwrittenInPlace));

    /// <summary>Random numbers are drawn in training only.</summary>
    public static readonly DiagnosticDescriptor RandomInEvaluation = new(
        id: RuleIds.RandomInEvaluation,
        title: "Random numbers are drawn in training only",
        messageFormat: "'{1}' draws random numbers in evaluation too, so the same example gives '{0}' another prediction and another explanation each time; {2}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Predictions, explanations and certificates compare passes over the same example; each must draw the same numbers, which is none.",
        helpLinkUri: HelpLink.For(RuleIds.RandomInEvaluation));

    /// <summary>Attention under an explanation penalty is written out.</summary>
    public static readonly DiagnosticDescriptor FusedAttention = new(
        id: RuleIds.FusedAttention,
        title: "Attention under an explanation penalty is written out",
        messageFormat: "'scaled_dot_product_attention' in '{0}' may choose a fused kernel, whose gradient cannot be differentiated again as the explanation penalty needs; write out the products and the softmax",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Fused kernels of attention have a backward pass, but none of that backward pass.",
        helpLinkUri: HelpLink.For(RuleIds.FusedAttention));

    /// <summary>The gradient of an example is its own.</summary>
    public static readonly DiagnosticDescriptor BatchStatisticsUnderPenalty = new(
        id: RuleIds.BatchStatisticsUnderPenalty,
        title: "The gradient of an example is its own",
        messageFormat: "[{1}] of '{0}' stands above {2}, which in training ties each example to the others of its batch, so the penalty looks at gradients of the batch; {3}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The gradient of an output with respect to the input of its example is taken for all examples at once, which is exact only where no output depends on another example.",
        helpLinkUri: HelpLink.For(RuleIds.BatchStatisticsUnderPenalty));

    /// <summary>The forward pass of a classifier gives logits.</summary>
    public static readonly DiagnosticDescriptor ActivationAfterLogits = new(
        id: RuleIds.ActivationAfterLogits,
        title: "The forward pass of a classifier gives logits",
        messageFormat: "The forward pass of '{0}' ends in '{1}', but {2} takes raw logits and applies softmax itself; return what goes into '{1}'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The loss would take the softmax of what is one already, which cannot become certain of any class.",
        helpLinkUri: HelpLink.For(RuleIds.ActivationAfterLogits));
}
