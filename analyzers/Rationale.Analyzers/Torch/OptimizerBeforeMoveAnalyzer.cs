using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds moves of a module to another device or type after an optimizer, which is used later, was given its parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimizerBeforeMoveAnalyzer() : TorchAnalyzer(TorchDescriptors.OptimizerBeforeMove)
{
    private static readonly string[] Moves = ["to", "cuda", "cpu"];
    private static readonly string[] Givers = ["parameters", "named_parameters"];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var move = (IInvocationOperation)context.Operation;
        if (!Moves.Contains(move.TargetMethod.Name) || !TorchCalls.IsTorchSharp(move))
        {
            return;
        }

        var receiver = move.Instance ?? (move.TargetMethod.IsExtensionMethod ? move.Arguments[0].Value : null);
        if (receiver is not null
            && TorchTypes.IsModule(receiver.Type)
            && TorchCalls.Named(receiver) is { } module
            && Earlier(move).SelectMany(Optimizers).LastOrDefault(made => made.Module.Equals(module, SymbolEqualityComparer.Default)) is { Optimizer: { } optimizer, Statement: { } statement }
            && UsedLater(move, optimizer, module))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                TorchDescriptors.OptimizerBeforeMove, move.Syntax.GetLocation(), [statement.Syntax.GetLocation()], optimizer.Name, module.Name, TorchCalls.NameOf(move).Parent!.ToString()));
        }
    }

    /// <summary>The statements that have run before an operation in any case: those above it in the blocks around it.</summary>
    private static IEnumerable<IOperation> Earlier(IOperation operation)
    {
        var inner = operation;
        foreach (var outer in TorchCalls.Around(operation))
        {
            if (outer is IBlockOperation block)
            {
                foreach (var statement in block.Operations.TakeWhile(statement => statement != inner))
                {
                    yield return statement;
                }
            }

            inner = outer;
        }
    }

    /// <summary>Optimizers that a statement puts into locals, with the modules whose parameters they get.</summary>
    private static IEnumerable<(ILocalSymbol Optimizer, ISymbol Module, IOperation Statement)> Optimizers(IOperation statement) =>
        from made in statement switch
        {
            IVariableDeclarationGroupOperation declared => Declared(declared),
            IUsingDeclarationOperation declaration => Declared(declaration.DeclarationGroup),
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment } => [(target.Local, assignment.Value)],
            _ => [],
        }
        where IsOptimizer(made.Value.Type)
        from giver in made.Value.DescendantsAndSelf().OfType<IInvocationOperation>()
        where Givers.Contains(giver.TargetMethod.Name) && TorchCalls.Named(giver.Instance) is not null
        select (made.Local, TorchCalls.Named(giver.Instance)!, statement);

    private static IEnumerable<(ILocalSymbol Local, IOperation Value)> Declared(IVariableDeclarationGroupOperation declared) =>
        from declarator in declared.Declarations.SelectMany(declaration => declaration.Declarators)
        where declarator.GetVariableInitializer() is not null
        select (declarator.Symbol, TorchCalls.Unwrap(declarator.GetVariableInitializer()!.Value)!);

    private static bool IsOptimizer(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (TorchTypes.NameOf(type) == "TorchSharp.torch.optim.Optimizer")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the optimizer is named after the move, and not made anew there. A module that is brought back after the training to be saved is no fault.</summary>
    private static bool UsedLater(IOperation move, ILocalSymbol optimizer, ISymbol module)
    {
        var root = TorchCalls.Around(move).Last();
        var after = root.Descendants().Where(operation => operation.Syntax.SpanStart > move.Syntax.Span.End).ToList();
        return after.OfType<ILocalReferenceOperation>().Any(reference => reference.Local.Equals(optimizer, SymbolEqualityComparer.Default))
            && !after.OfType<IInvocationOperation>().Any(call => Givers.Contains(call.TargetMethod.Name) && module.Equals(TorchCalls.Named(call.Instance), SymbolEqualityComparer.Default)
                && TorchCalls.Around(call).Any(outer => IsOptimizer(outer.Type)));
    }
}
