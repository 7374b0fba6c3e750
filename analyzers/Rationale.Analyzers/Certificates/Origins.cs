using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Analyzers;

/// <summary>What an expression is made of, through the locals of its method that are assigned once.</summary>
internal static class Origins
{
    /// <summary>Locals of locals of locals are enough for code that is written by hand.</summary>
    private const int Deepest = 4;

    /// <summary>The operations of an expression, and of the initializers of the locals that it names.</summary>
    public static IEnumerable<IOperation> Of(IOperation expression) => Of(expression, Root(expression), Deepest);

    /// <summary>The whole method or lambda around an operation.</summary>
    public static IOperation Root(IOperation operation) => TorchCalls.Around(operation).Last();

    private static IEnumerable<IOperation> Of(IOperation expression, IOperation root, int depth)
    {
        foreach (var operation in ValuesIn(expression))
        {
            yield return operation;
            if (depth > 0 && operation is ILocalReferenceOperation { Local: var local } && Initializer(local, root) is { } initializer)
            {
                foreach (var origin in Of(initializer, root, depth - 1))
                {
                    yield return origin;
                }
            }
        }
    }

    /// <summary>An operation and all within it, but for indices: they choose a value and are no part of it.</summary>
    private static IEnumerable<IOperation> ValuesIn(IOperation operation) => (operation switch
    {
        IArrayElementReferenceOperation element => ValuesIn(element.ArrayReference),
        IPropertyReferenceOperation { Instance: { } instance, Arguments.Length: > 0 } => ValuesIn(instance),
        _ => operation.ChildOperations.SelectMany(ValuesIn),
    }).Prepend(operation);

    /// <summary>What a local is declared with, if nothing else is ever assigned to it.</summary>
    private static IOperation? Initializer(ILocalSymbol local, IOperation root)
    {
        var isAssigned = root.Descendants().OfType<IAssignmentOperation>().Any(assignment => local.Equals(TorchCalls.Named(assignment.Target), SymbolEqualityComparer.Default));
        return isAssigned ? null : root.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => declarator.Symbol.Equals(local, SymbolEqualityComparer.Default))?.GetVariableInitializer()?.Value;
    }
}
