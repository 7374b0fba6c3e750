using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>
/// Follows the input of a model through its forward pass, statement by statement, to what is returned. What is not understood counts as a path that autograd sees, so that only
/// what is certain is reported.
/// </summary>
internal sealed partial class GradientFlow
{
    private Dictionary<ISymbol, Flow> _values = new(SymbolEqualityComparer.Default);
    private IOperation? _gradientsOff;
    private int _guards;

    /// <summary>What is returned, with the place.</summary>
    public List<(IOperation At, Flow Value)> Returned { get; } = [];

    /// <summary>Every call of TorchSharp, in the order of the source.</summary>
    public List<IInvocationOperation> Calls { get; } = [];

    /// <summary>What overwrites a value that a gradient needs, with the symbol and the reason.</summary>
    public List<(IInvocationOperation At, ISymbol Overwritten, IOperation? Keeper)> Overwrites { get; } = [];

    private Dictionary<ISymbol, IOperation> Kept { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Follows one parameter through a body.</summary>
    public static GradientFlow Follow(IParameterSymbol input, IOperation body)
    {
        var flow = new GradientFlow(input.ContainingType);
        flow._values[input] = Flow.Input;
        flow.Visit(body);
        return flow;
    }

    private Flow Visit(IOperation? operation) => operation switch
    {
        null => Flow.Constant,
        IMethodBodyOperation body => All(body.BlockBody is null ? [body.ExpressionBody!] : [body.BlockBody]),
        IBlockOperation block => Block(block),
        IVariableDeclaratorOperation declarator => Declare(declarator),
        ISimpleAssignmentOperation assignment => Assigned(assignment),
        IDeconstructionAssignmentOperation deconstruction => AssignTo(deconstruction.Target, Visit(deconstruction.Value)),
        ICompoundAssignmentOperation compound => AssignTo(compound.Target, compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract
            ? Visit(compound.Target).Plus(Visit(compound.Value))
            : Visit(compound.Target).With(Visit(compound.Value))),
        IReturnOperation { ReturnedValue: { } value } => Return(value),
        IConditionalOperation conditional => Conditional(conditional),
        ILoopOperation loop => Loop(loop),
        IUsingOperation used => Using(used),
        IUsingDeclarationOperation declaration => All(declaration.ChildOperations),
        ISwitchOperation or ITryOperation => Branches(operation),
        ILocalFunctionOperation => Flow.Constant,
        IAnonymousFunctionOperation or IDelegateCreationOperation => new Flow(true, []),
        IParenthesizedOperation parenthesized => Visit(parenthesized.Operand),
        IConversionOperation conversion => Visit(conversion.Operand),
        ILocalReferenceOperation local => Value(local.Local),
        IParameterReferenceOperation parameter => Value(parameter.Parameter),
        IFieldReferenceOperation field => Value(field.Field).With(Visit(field.Instance)),
        IInvocationOperation call => Call(call),
        IBinaryOperation binary => Binary(binary),
        IPropertyReferenceOperation property => Property(property),
        _ => All(operation.ChildOperations),
    };

    private Flow All(IEnumerable<IOperation> operations)
    {
        var all = Flow.Constant;
        foreach (var operation in operations)
        {
            all = all.With(Visit(operation));
        }

        return all;
    }

    /// <summary>A mode that is declared in a block lasts to its end.</summary>
    private Flow Block(IBlockOperation block)
    {
        var before = _gradientsOff;
        foreach (var statement in block.Operations)
        {
            Visit(statement);
            if (statement is IUsingDeclarationOperation declaration)
            {
                _gradientsOff = OffMode(declaration.DeclarationGroup) ?? _gradientsOff;
            }
        }

        _gradientsOff = before;
        return Flow.Constant;
    }

    private Flow Using(IUsingOperation used)
    {
        var before = _gradientsOff;
        Visit(used.Resources);
        _gradientsOff = OffMode(used.Resources) ?? _gradientsOff;
        Visit(used.Body);
        _gradientsOff = before;
        return Flow.Constant;
    }

    private static IOperation? OffMode(IOperation resources) => resources.DescendantsAndSelf().FirstOrDefault(TorchCalls.SwitchesGradientsOff);

    private Flow Return(IOperation value)
    {
        var flow = Visit(value);
        Returned.Add((value, flow));
        return flow;
    }

    private Flow Assigned(ISimpleAssignmentOperation assignment)
    {
        var value = Visit(assignment.Value);
        if (assignment.Target is IPropertyReferenceOperation { Instance: { } changed } element)
        {
            // x[…] = y changes a part of x.
            Visit(element);
            return AssignTo(changed, Visit(changed).With(value) with { IsInput = false });
        }

        return AssignTo(assignment.Target, value);
    }

    private Flow AssignTo(IOperation target, Flow value)
    {
        switch (TorchCalls.Unwrap(target))
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    AssignTo(element, value with { Maker = null });
                }

                return value;
            case IDeclarationExpressionOperation declaration:
                return AssignTo(declaration.Expression, value);
            default:
                return TorchCalls.Named(target) is { } symbol ? Assign(symbol, value) : value;
        }
    }

    private Flow Assign(ISymbol symbol, Flow value)
    {
        _functions.Remove(symbol);
        _values[symbol] = value;
        Kept.Remove(symbol);
        return value;
    }

    /// <summary>What a name stands for. Where that is not known it may be anything that depends on the input.</summary>
    private Flow Value(ISymbol symbol) => _values.TryGetValue(symbol, out var value) ? value
        : symbol is ILocalSymbol or IParameterSymbol || (symbol is IFieldSymbol { Type: { Name: not "Parameter" } type } && TorchTypes.IsTensor(type)) ? new Flow(true, [])
        : Flow.Constant;

    /// <summary>Numbers that are drawn behind a condition may be those of the training only, and so may what stands after a branch that returns.</summary>
    private Flow Conditional(IConditionalOperation conditional)
    {
        Visit(conditional.Condition);
        _guards++;
        var before = Copy();
        var whenTrue = Visit(conditional.WhenTrue);
        var after = _values;
        _values = before;
        var whenFalse = Visit(conditional.WhenFalse);
        Join(after);
        if (!conditional.WhenTrue.DescendantsAndSelf().OfType<IReturnOperation>().Any())
        {
            _guards--;
        }

        return whenTrue.With(whenFalse);
    }

    /// <summary>A loop may run not at all, or what it assigns may be read in its next turn.</summary>
    private Flow Loop(ILoopOperation loop)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            var before = Copy();
            if (loop is IForEachLoopOperation each)
            {
                foreach (var local in each.Locals)
                {
                    Assign(local, Visit(each.Collection));
                }
            }

            foreach (var child in loop.ChildOperations)
            {
                Visit(child);
            }

            Join(before);
        }

        return Flow.Constant;
    }

    private Flow Branches(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            var before = Copy();
            Visit(child);
            Join(before);
        }

        return Flow.Constant;
    }

    private Dictionary<ISymbol, Flow> Copy() => new(_values, SymbolEqualityComparer.Default);

    private void Join(Dictionary<ISymbol, Flow> other)
    {
        foreach (var pair in other)
        {
            _values[pair.Key] = _values.TryGetValue(pair.Key, out var value) && value != pair.Value ? value.With(pair.Value) : pair.Value;
        }
    }

    private Flow Binary(IBinaryOperation binary)
    {
        var (left, right) = (Visit(binary.LeftOperand), Visit(binary.RightOperand));
        if (binary.OperatorKind is BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide && left.IsOpen && right.IsOpen)
        {
            Keep(binary.LeftOperand, binary);
            Keep(binary.RightOperand, binary);
        }

        var result = binary.OperatorKind switch
        {
            BinaryOperatorKind.Add or BinaryOperatorKind.Subtract => left.Plus(right),
            BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual =>
                left.With(right).Cut(MarkKind.ZeroDerivative, binary),
            _ => left.With(right),
        };
        return Recorded(result, binary);
    }

    private Flow Property(IPropertyReferenceOperation property)
    {
        if (TorchFunctions.TellsShape(property.Property.Name))
        {
            return Flow.Constant;
        }

        // An index chooses among values; what it depends on is no part of them.
        var instance = Visit(property.Instance);
        var own = property.Instance is null or IInstanceReferenceOperation ? Value(property.Property) : Flow.Constant;
        return instance.With(own);
    }

    private Flow Call(IInvocationOperation call)
    {
        if (!TorchCalls.IsTorchSharp(call))
        {
            return Own(call);
        }

        Calls.Add(call);
        var name = call.TargetMethod.Name;
        if (TorchFunctions.TellsShape(name))
        {
            return Flow.Constant;
        }

        var operands = Visit(call.Instance).With(All(call.Arguments.Select(argument => argument.Value)));
        if (TorchFunctions.TakesNumbers(name))
        {
            return operands.Cut(MarkKind.Numbers, call);
        }

        var operand = call.Instance is { } instance && TorchTypes.IsTensor(instance.Type) ? instance : call.Arguments.FirstOrDefault(argument => TorchTypes.IsTensor(argument.Value.Type))?.Value;
        CheckOverwritten(call, operand);
        var result = name switch
        {
            _ when TorchFunctions.LooksUp(call) => new Flow(true, []),
            _ when TorchFunctions.Detaches(name) => operands.Cut(MarkKind.Detached, call),
            _ when TorchFunctions.HasZeroDerivative(name) => operands.Cut(MarkKind.ZeroDerivative, call),
            "add" or "sub" or "subtract" when operand is not null => Visit(operand).Plus(All(call.ChildOperations.Where(child => child != operand))),
            _ => operands,
        };
        if (TorchFunctions.Draws(call) && _guards == 0)
        {
            result = result.Marked(MarkKind.Random, call);
        }

        result = Recorded(result, call) with { Maker = call };
        if (TorchFunctions.KeepsOperand(call) && operands.IsOpen)
        {
            Keep(operand, call);
        }

        if (TorchFunctions.Overwrites(call) && operand is not null && TorchCalls.Named(operand) is { } overwritten)
        {
            Assign(overwritten, result);
        }

        return result;
    }

    /// <summary>Nothing is recorded while gradients are off.</summary>
    private Flow Recorded(Flow result, IOperation at) => _gradientsOff is { } mode && TorchTypes.IsTensor(at.Type) ? result.Cut(MarkKind.GradientOff, mode) : result;

    private void Keep(IOperation? operand, IOperation by)
    {
        if (TorchCalls.Named(operand) is { } symbol && _gradientsOff is null)
        {
            Kept[symbol] = by;
        }
    }

    private void CheckOverwritten(IInvocationOperation call, IOperation? operand)
    {
        if (!TorchFunctions.Overwrites(call) || _gradientsOff is not null || TorchCalls.Named(operand) is not { } symbol || !_values.TryGetValue(symbol, out var value) || !value.IsOpen)
        {
            return;
        }

        if (value.IsInput || TorchFunctions.Keeps(value.Maker) || Kept.ContainsKey(symbol))
        {
            Overwrites.Add((call, symbol, value.IsInput ? null : Kept.TryGetValue(symbol, out var by) ? by : value.Maker));
        }
    }
}
