using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Rationale.Analyzers;

/// <summary>Base of the analyzers of code over the runtime. A project without it costs one lookup.</summary>
/// <param name="descriptors">The rules.</param>
public abstract class RuntimeAnalyzer(params DiagnosticDescriptor[] descriptors) : DiagnosticAnalyzer
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
            if (start.Compilation.GetTypeByMetadataName("Rationale.IModel") is not null)
            {
                Register(start);
            }
        });
    }

    /// <summary>Registers the actions of the analyzer.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}
