using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds replacements of masked features that are computed from the example that is certified with them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplacementFromExampleAnalyzer() : RuntimeAnalyzer(CertificateDescriptors.ReplacementFromExample)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Replacement" or "FeatureReplacements", ContainingType: { } type } property }
            || TorchTypes.NameOf(type) != "Rationale.Graph.Models.MaskSmoothing"
            || assignment.Value.ConstantValue.HasValue)
        {
            return;
        }

        var origins = new HashSet<ISymbol>(Origins.Of(assignment.Value).Select(TorchCalls.Named).OfType<ISymbol>().Where(symbol => symbol is ILocalSymbol or IParameterSymbol), SymbolEqualityComparer.Default);
        var example = Origins.Root(assignment).Descendants().OfType<IInvocationOperation>()
            .Select(Certifying.Example)
            .Select(Source)
            .FirstOrDefault(symbol => symbol is not null && origins.Contains(symbol));
        if (example is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(CertificateDescriptors.ReplacementFromExample, assignment.Value.Syntax.GetLocation(), property.Name, example.Name));
        }
    }

    /// <summary>The local or parameter that is given as the example, as it is or as a span of it.</summary>
    private static ISymbol? Source(IOperation? example) => TorchCalls.Unwrap(example) switch
    {
        IInvocationOperation { TargetMethod.Name: "AsSpan" } span => Source(span.Instance ?? span.Arguments.FirstOrDefault()?.Value),
        var named => TorchCalls.Named(named),
    };
}
