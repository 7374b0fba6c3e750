using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Analyzers;

/// <summary>Finds awaits inside of dispose scopes and gradient modes, which belong to the thread that opened them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitInScopeAnalyzer() : TorchAnalyzer(TorchDescriptors.AwaitInScope)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context)
    {
        if (ScopeAround(context.Operation) is IInvocationOperation scope)
        {
            context.ReportDiagnostic(Diagnostic.Create(TorchDescriptors.AwaitInScope, context.Operation.Syntax.GetFirstToken().GetLocation(), scope.TargetMethod.Name));
        }
    }

    /// <summary>The call that opened the innermost scope around an operation; null where there is none.</summary>
    private static IOperation? ScopeAround(IOperation operation)
    {
        var inner = operation;
        foreach (var outer in TorchCalls.Around(operation))
        {
            var opened = outer switch
            {
                IUsingOperation used when inner == used.Body => Opened(used.Resources),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inner).OfType<IUsingDeclarationOperation>().Select(declaration => Opened(declaration.DeclarationGroup)).LastOrDefault(scope => scope is not null),
                _ => null,
            };
            if (opened is not null)
            {
                return opened;
            }

            inner = outer;
        }

        return null;
    }

    private static IOperation? Opened(IOperation resources) => resources is IVariableDeclarationGroupOperation declared
        ? declared.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => TorchCalls.Unwrap(declarator.GetVariableInitializer()?.Value)).FirstOrDefault(TorchCalls.OpensScope)
        : TorchCalls.OpensScope(resources) ? TorchCalls.Unwrap(resources) : null;
}
