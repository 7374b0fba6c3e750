using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Analyzers;

/// <content>Methods of the model itself, local functions and lambdas are followed into their bodies; what other methods do is not known.</content>
internal sealed partial class GradientFlow(INamedTypeSymbol model)
{
    /// <summary>Calls within calls that are followed.</summary>
    private const int MaxDepth = 8;

    /// <summary>Calls that are followed in one forward pass: methods that call each other twice multiply.</summary>
    private const int MaxCalls = 256;

    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _functions = new(SymbolEqualityComparer.Default);
    private int _followed;

    private Flow Declare(IVariableDeclaratorOperation declarator)
    {
        var value = declarator.GetVariableInitializer()?.Value;
        var assigned = Assign(declarator.Symbol, Visit(value));
        if (TorchCalls.Unwrap(value) is IDelegateCreationOperation { Target: var function })
        {
            _functions[declarator.Symbol] = function;
        }

        return assigned;
    }

    /// <summary>A method of the user.</summary>
    private Flow Own(IInvocationOperation call)
    {
        var given = call.Arguments.Select(argument => (argument.Parameter, Value: Visit(argument.Value))).ToList();
        var arguments = Visit(call.Instance).With(given.Aggregate(Flow.Constant, (all, argument) => all.With(argument.Value)));
        if (TorchFunctions.TakesNumbers(call.TargetMethod.Name) && call.Arguments.Length <= 1)
        {
            return arguments;
        }

        if (_followed < MaxCalls && _running.Count < MaxDepth && Callee(call) is { } callee && _running.Add(callee.Symbol))
        {
            _followed++;
            for (var index = 0; index < given.Count; index++)
            {
                // Parameters of a lambda are its own, and not those of the delegate.
                var ordinal = given[index].Parameter?.Ordinal ?? index;
                if (ordinal < callee.Symbol.Parameters.Length)
                {
                    Assign(callee.Symbol.Parameters[ordinal], given[index].Value);
                }
            }

            var result = Follow(callee.Body);
            _running.Remove(callee.Symbol);
            foreach (var argument in call.Arguments.Where(argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } && argument.Parameter.Ordinal < callee.Symbol.Parameters.Length))
            {
                AssignTo(argument.Value, Value(callee.Symbol.Parameters[argument.Parameter!.Ordinal]));
            }

            return result;
        }

        return arguments.IsOpen || arguments.Marks.Count > 0 ? new Flow(true, arguments.Marks.Where(mark => mark.Kind == MarkKind.Random).ToImmutableHashSet()) : Flow.Constant;
    }

    /// <summary>What a body returns. Its returns are not those of the forward pass, and a guard of one of them ends with it.</summary>
    private Flow Follow(IOperation body)
    {
        var (returns, guards) = (Returned.Count, _guards);
        Visit(body);
        var own = Returned.Skip(returns).Select(returned => returned.Value).ToList();
        Returned.RemoveRange(returns, Returned.Count - returns);
        _guards = guards;
        return own.Count == 1 ? own[0] : own.Aggregate(Flow.Constant, (all, value) => all.With(value));
    }

    /// <summary>The function that a call certainly runs, with its body; null where it may be another one, or its source is not here.</summary>
    private (IMethodSymbol Symbol, IOperation Body)? Callee(IInvocationOperation call) => call.TargetMethod switch
    {
        { MethodKind: MethodKind.LocalFunction } local => Body(local, call),
        { MethodKind: MethodKind.DelegateInvoke } => TorchCalls.Unwrap(call.Instance) is { } instance && (TorchCalls.Named(instance) is { } named && _functions.TryGetValue(named, out var known) ? known : null) is { } function
            ? function switch
            {
                IAnonymousFunctionOperation lambda => (lambda.Symbol, lambda.Body),
                IMethodReferenceOperation method => Body(method.Method, call),
                _ => null,
            }
            : null,
        { } method => Body(method, call),
        _ => null,
    };

    private (IMethodSymbol, IOperation)? Body(IMethodSymbol method, IOperation use)
    {
        var isCertain = method.MethodKind == MethodKind.LocalFunction
            || (SymbolEqualityComparer.Default.Equals(method.ContainingType, model) && (model.IsSealed || method is { IsVirtual: false, IsAbstract: false, IsOverride: false }));
        if (!isCertain || use.SemanticModel is not { } semantics || method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax || syntax.SyntaxTree != semantics.SyntaxTree)
        {
            return null;
        }

        return semantics.GetOperation(syntax) switch
        {
            ILocalFunctionOperation { Body: { } body } local => (local.Symbol, body),
            IMethodBodyOperation body => (method, body),
            _ => null,
        };
    }
}
