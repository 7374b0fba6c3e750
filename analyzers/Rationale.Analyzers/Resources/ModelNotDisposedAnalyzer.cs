using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds models in locals that never leave their method and are never disposed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelNotDisposedAnalyzer() : RuntimeAnalyzer(ResourceDescriptors.ModelNotDisposed)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.VariableDeclarator);

    private static void Analyze(OperationAnalysisContext context)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (IsMade(TorchCalls.Unwrap(declarator.GetVariableInitializer()?.Value))
            && declarator.Syntax is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } } syntax
            && Origins.Root(declarator).Descendants().OfType<ILocalReferenceOperation>().Where(reference => reference.Local.Equals(declarator.Symbol, SymbolEqualityComparer.Default)).All(reference => StaysHere(reference, declarator)))
        {
            context.ReportDiagnostic(Diagnostic.Create(ResourceDescriptors.ModelNotDisposed, syntax.Identifier.GetLocation(), declarator.Symbol.Name));
        }
    }

    /// <summary>Whether an expression makes a model that nobody else holds.</summary>
    private static bool IsMade(IOperation? value) => value switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } => ModelAttributes.MarkAsModel(type) || IsModel(type),
        IInvocationOperation { TargetMethod: { Name: "Interpret", IsStatic: true } method } => TorchTypes.NameOf(method.ContainingType) == "Rationale.Model",
        _ => false,
    };

    private static bool IsModel(INamedTypeSymbol type) => type.AllInterfaces.Any(contract => TorchTypes.NameOf(contract) == "Rationale.IModel");

    /// <summary>Whether a use only calls a member. Anything else may keep the model, or dispose it.</summary>
    private static bool StaysHere(ILocalReferenceOperation reference, IOperation declarator) =>
        TorchCalls.Around(reference).Last() == TorchCalls.Around(declarator).Last()
        && reference.Parent switch
        {
            IInvocationOperation call => call.Instance == reference && call.TargetMethod.Name is not ("Dispose" or "DisposeAsync" or "to" or "cuda" or "cpu"),
            IPropertyReferenceOperation property => property.Instance == reference,
            _ => false,
        };
}
