using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Rationale.Analyzers;

/// <summary>Base of the analyzers of code over a library. A project without it costs one lookup.</summary>
/// <param name="type">A type of the library, by its full name.</param>
/// <param name="descriptors">The rules.</param>
public abstract class LibraryAnalyzer(string type, DiagnosticDescriptor[] descriptors) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. descriptors];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(type) is not null)
            {
                Register(start);
            }
        });
    }

    /// <summary>Registers the actions of the analyzer.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}
