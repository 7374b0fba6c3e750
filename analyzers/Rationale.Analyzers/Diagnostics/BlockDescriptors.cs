using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about blocks, which are layers that several models share.</summary>
internal static class BlockDescriptors
{
    /// <summary>A block is a class that is not generic.</summary>
    public static readonly DiagnosticDescriptor UnsupportedBlock = new(
        id: RuleIds.UnsupportedBlock,
        title: "A block is a class that is not generic",
        messageFormat: "'{0}' cannot be a block because {1}; name a class that is not generic and has [Block] and layer attributes",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of a block are read from the attributes of one class, in which type parameters could mean nothing.",
        helpLinkUri: HelpLink.For(RuleIds.UnsupportedBlock));

    /// <summary>A block is marked with [Block].</summary>
    public static readonly DiagnosticDescriptor BlockNotMarked = new(
        id: RuleIds.BlockNotMarked,
        title: "A block is marked with [Block]",
        messageFormat: "'{0}' is used as a block by '{1}' but not marked as one; add [Block] to '{0}'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The mark tells readers and rules that a class is part of other models and no model that its author forgot to finish.",
        helpLinkUri: HelpLink.For(RuleIds.BlockNotMarked));

    /// <summary>A block has layers.</summary>
    public static readonly DiagnosticDescriptor BlockWithoutLayers = new(
        id: RuleIds.BlockWithoutLayers,
        title: "A block has layers",
        messageFormat: "'{0}' is to be a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A block without layers gives what it gets, so that a shortcut around it only doubles its input.",
        helpLinkUri: HelpLink.For(RuleIds.BlockWithoutLayers));

    /// <summary>A block does not contain itself.</summary>
    public static readonly DiagnosticDescriptor BlockContainsItself = new(
        id: RuleIds.BlockContainsItself,
        title: "A block does not contain itself",
        messageFormat: "'{0}' contains itself through {1}, so its layers would never end; name another block",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of a block are written out wherever it is used.",
        helpLinkUri: HelpLink.For(RuleIds.BlockContainsItself));

    /// <summary>A block has layers only.</summary>
    public static readonly DiagnosticDescriptor AttributeOfModelOnBlock = new(
        id: RuleIds.AttributeOfModelOnBlock,
        title: "A block has layers only",
        messageFormat: "[{0}] on the block '{1}' belongs to models; remove it, or remove [Block] if '{1}' is a model",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What a block gets, and what it is trained for, is said by the models that use it.",
        helpLinkUri: HelpLink.For(RuleIds.AttributeOfModelOnBlock));

    /// <summary>The blocks of a model are without errors.</summary>
    public static readonly DiagnosticDescriptor BlockHasErrors = new(
        id: RuleIds.BlockHasErrors,
        title: "The blocks of a model are without errors",
        messageFormat: "'{1}' cannot use the block '{0}' because '{0}' has errors; solve those first",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is wrong with a block is reported once, where it is declared.",
        helpLinkUri: HelpLink.For(RuleIds.BlockHasErrors));
}
