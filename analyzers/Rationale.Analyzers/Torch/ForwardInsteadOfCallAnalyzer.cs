using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds calls of the forward of another module, which pass over its hooks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardInsteadOfCallAnalyzer() : TorchAnalyzer(TorchDescriptors.ForwardInsteadOfCall)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation is { TargetMethod.Name: "forward", Instance: { Type: { } type } module }
            && TorchCalls.Unwrap(module) is not IInstanceReferenceOperation
            && TorchTypes.IsModule(type)
            && HasCall(type, invocation.TargetMethod.Parameters))
        {
            var name = TorchCalls.NameOf(invocation);
            context.ReportDiagnostic(Diagnostic.Create(TorchDescriptors.ForwardInsteadOfCall, name.GetLocation(), name.Parent!.ToString(), $"{module.Syntax}.call"));
        }
    }

    /// <summary>Whether a module has a <c>call</c> for the same arguments. What a module of several arguments takes by default, only its forward may know.</summary>
    private static bool HasCall(ITypeSymbol? type, IReadOnlyList<IParameterSymbol> parameters)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("call").OfType<IMethodSymbol>().Any(call => call.Parameters.Select(parameter => parameter.Type).SequenceEqual(parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default)))
            {
                return true;
            }
        }

        return false;
    }
}
