using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Runs through the statements of a method. What decides whether a statement runs must be known at compile time.</summary>
/// <param name="reader">The reading.</param>
/// <param name="frame">What is known in the method.</param>
internal sealed class StatementReader(ForwardReader reader, ForwardScope frame)
{
    private readonly ExpressionReader _expressions = new(reader, frame);

    /// <summary>Runs a block; gives what it returns, or null if it runs through.</summary>
    public Value? Run(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            if (Run(statement) is { } result)
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>Runs one statement; gives what it returns, or null if it runs through.</summary>
    public Value? Run(IOperation statement)
    {
        switch (statement)
        {
            case IReturnOperation { ReturnedValue: { } value }:
                return _expressions.Evaluate(value);
            case IReturnOperation:
                return NeutralValue.Instance;
            case IBlockOperation block:
                return Run(block);
            case IVariableDeclarationGroupOperation group:
                Declare(group);
                return null;
            case IUsingDeclarationOperation { DeclarationGroup: var group }:
                Declare(group);
                return null;
            case IUsingOperation scoped:
                return Using(scoped);
            case IExpressionStatementOperation { Operation: var expression }:
                _expressions.Evaluate(expression);
                return null;
            case IConditionalOperation condition:
                return Conditional(condition);
            case IForEachLoopOperation loop:
                return ForEach(loop);
            case IForLoopOperation loop:
                return For(loop);
            case ILocalFunctionOperation or IEmptyOperation:
                return null;
            case IExpressionStatementOperation or ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation:
                _expressions.Evaluate(statement);
                return null;
            default:
                throw NotUnderstood(statement, "is a statement that the graph cannot hold; write straight lines, loops over constants and conditions on constants");
        }
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            var initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
            if (initializer is not null)
            {
                frame.Set(declarator.Symbol, _expressions.Evaluate(initializer.Value));
            }
        }
    }

    private Value? Using(IUsingOperation scoped)
    {
        if (scoped.Resources is IVariableDeclarationGroupOperation group)
        {
            Declare(group);
        }
        else
        {
            _expressions.Evaluate(scoped.Resources);
        }

        return Run(scoped.Body);
    }

    private Value? Conditional(IConditionalOperation condition)
    {
        var taken = _expressions.Truth(condition.Condition, RuleIds.ControlFlowNotUnderstood);
        return taken ? Run(condition.WhenTrue)
            : condition.WhenFalse is { } otherwise ? Run(otherwise)
            : null;
    }

    private Value? ForEach(IForEachLoopOperation loop)
    {
        var items = _expressions.Evaluate(loop.Collection) switch
        {
            ListValue list => list.Items,
            SequentialModule modules => [.. modules.Children.Select(child => child.Module)],
            var other => throw NotUnderstood(loop.Collection, $"is {other.Kind}; only loops over constants and modules are known at compile time"),
        };
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation variable)
        {
            throw NotUnderstood(loop, "takes its elements apart");
        }

        foreach (var item in items)
        {
            reader.Count(loop.Syntax);
            frame.Set(variable.Symbol, item);
            if (Run(loop.Body) is { } result)
            {
                return result;
            }
        }

        return null;
    }

    private Value? For(IForLoopOperation loop)
    {
        foreach (var start in loop.Before)
        {
            Run(start);
        }

        while (loop.Condition is null || _expressions.Truth(loop.Condition, RuleIds.ControlFlowNotUnderstood))
        {
            reader.Count(loop.Syntax);
            if (Run(loop.Body) is { } result)
            {
                return result;
            }

            foreach (var step in loop.AtLoopBottom)
            {
                Run(step);
            }
        }

        return null;
    }

    private static NotUnderstoodException NotUnderstood(IOperation at, string detail) => new(RuleIds.ControlFlowNotUnderstood, at.Syntax, detail);
}
