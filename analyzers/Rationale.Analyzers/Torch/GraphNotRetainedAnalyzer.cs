using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds calls of <c>autograd.grad</c> that build a graph for a second gradient and free the one that it needs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphNotRetainedAnalyzer() : TorchAnalyzer(TorchDescriptors.GraphNotRetained)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "grad"
            && TorchTypes.NameOf(call.TargetMethod.ContainingType) == "TorchSharp.torch.autograd"
            && TorchCalls.Argument(call, "create_graph") is { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue: { HasValue: true, Value: true } } created
            && TorchCalls.Argument(call, "retain_graph") is { Value.ConstantValue: { HasValue: true, Value: false } })
        {
            context.ReportDiagnostic(Diagnostic.Create(TorchDescriptors.GraphNotRetained, created.Syntax.GetLocation()));
        }
    }
}
