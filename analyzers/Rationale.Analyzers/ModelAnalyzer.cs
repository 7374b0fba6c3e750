using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>
/// Reports what is wrong with a model class. It reads the class exactly as the generator does, so that whenever the generator
/// stays silent there is a diagnostic; being an analyzer it has real locations, and <c>#pragma warning disable</c> works.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticDescriptors.ById.Values];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var problem in ModelReader.Read((INamedTypeSymbol)context.Symbol, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.ById[problem.Id],
                problem.Location,
                problem.Properties,
                problem.Arguments));
        }
    }
}
