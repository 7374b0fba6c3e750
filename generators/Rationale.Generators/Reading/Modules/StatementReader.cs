using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Runs through the statements of a method. What decides whether a statement runs must be known at compile time.</summary>
/// <param name="reader">The reading.</param>
/// <param name="frame">What is known in the method.</param>
internal sealed class StatementReader(ForwardReader reader, ForwardScope frame)
{
    private readonly ExpressionReader _expressions = new(reader, frame);

    /// <summary>Whether a statement has left the turn of the loop around it, and whether it has left the loop.</summary>
    private BranchKind _left = BranchKind.None;

    /// <summary>Runs a block; gives what it returns, or null if it runs through.</summary>
    public Value? Run(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            if (Run(statement) is { } result)
            {
                return result;
            }

            if (_left != BranchKind.None)
            {
                return null;
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
            case IWhileLoopOperation { ConditionIsUntil: false } loop:
                return While(loop);
            case ISwitchOperation choice:
                return Switch(choice);
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                _left = branch.BranchKind;
                return null;
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
            SequentialModule modules => modules.Items,
            var other => throw NotUnderstood(loop.Collection, $"is {other.Kind}; only loops over constants and modules are known at compile time"),
        };
        foreach (var item in items.ToList())
        {
            reader.Count(loop.Syntax);
            if (loop.LoopControlVariable is IVariableDeclaratorOperation variable)
            {
                frame.Set(variable.Symbol, item);
            }
            else
            {
                _expressions.Assign(loop.LoopControlVariable, item, loop);
            }

            if (Turn(loop.Body, out var result))
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>Runs one turn of a loop; whether the loop ends with it.</summary>
    private bool Turn(IOperation body, out Value? result)
    {
        result = Run(body);
        var ends = result is not null || _left == BranchKind.Break;
        _left = BranchKind.None;
        return ends;
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
            if (Turn(loop.Body, out var result))
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

    private Value? While(IWhileLoopOperation loop)
    {
        var entered = !loop.ConditionIsTop;
        while (entered || loop.Condition is null || _expressions.Truth(loop.Condition, RuleIds.ControlFlowNotUnderstood))
        {
            entered = false;
            reader.Count(loop.Syntax);
            if (Turn(loop.Body, out var result))
            {
                return result;
            }
        }

        return null;
    }

    private Value? Switch(ISwitchOperation choice)
    {
        var value = _expressions.Evaluate(choice.Value);
        var taken = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause switch
        {
            ISingleValueCaseClauseOperation single => value is Constant known && _expressions.Evaluate(single.Value) is Constant expected
                ? ConstantFolder.Binary(BinaryOperatorKind.Equals, known.Content, expected.Content) is { Content: true }
                : throw NotUnderstood(choice.Value, "is known only at run time, but the graph has one path through"),
            IDefaultCaseClauseOperation => false,
            _ => throw NotUnderstood(clause, "is a case that is not known at compile time"),
        })) ?? choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        foreach (var statement in taken?.Body ?? [])
        {
            if (Run(statement) is { } result)
            {
                return result;
            }

            if (_left != BranchKind.None)
            {
                _left = _left == BranchKind.Break ? BranchKind.None : _left;
                return null;
            }
        }

        return null;
    }

    private static NotUnderstoodException NotUnderstood(IOperation at, string detail) => new(RuleIds.ControlFlowNotUnderstood, at.Syntax, detail);
}
