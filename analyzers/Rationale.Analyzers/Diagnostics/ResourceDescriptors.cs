using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about what a program must give back.</summary>
internal static class ResourceDescriptors
{
    /// <summary>A model is disposed.</summary>
    public static readonly DiagnosticDescriptor ModelNotDisposed = new(
        id: RuleIds.ModelNotDisposed,
        title: "A model is disposed",
        messageFormat: "'{0}' holds threads and memory and is never disposed; declare it with 'using'",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A model has worker threads and buffers of its own, which are given back when it is disposed, or much later by the garbage collector.",
        helpLinkUri: HelpLink.For(RuleIds.ModelNotDisposed));
}
