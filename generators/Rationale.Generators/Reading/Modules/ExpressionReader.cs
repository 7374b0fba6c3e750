using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Says what an expression is worth.</summary>
/// <param name="reader">The reading.</param>
/// <param name="frame">What is known in the method.</param>
internal sealed class ExpressionReader(ForwardReader reader, ForwardScope frame)
{
    /// <summary>The value of an expression.</summary>
    /// <exception cref="NotUnderstoodException">No layer says the same, or what it depends on is known only at run time.</exception>
    public Value Evaluate(IOperation expression)
    {
        var value = expression.ConstantValue is { HasValue: true } constant ? new Constant(constant.Value) : Compute(expression);
        return value is TensorValue { IsOverwritten: true }
            ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, expression.Syntax, "is read after an operation in place has overwritten it; use what that operation gave")
            : value;
    }

    /// <summary>The value of a condition, which must be known.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="id">The rule that reports one that is not.</param>
    public bool Truth(IOperation condition, string id) => Evaluate(condition) is Constant { Content: bool truth }
        ? truth
        : throw new NotUnderstoodException(id, condition.Syntax, "is known only at run time, but the graph has one path through");

    private Value Compute(IOperation expression) => expression switch
    {
        ILocalReferenceOperation local => frame.Get(local.Local) ?? throw Unknown(local),
        IParameterReferenceOperation parameter => frame.Get(parameter.Parameter.OriginalDefinition) ?? throw (parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? NotUnderstood(parameter, "is a parameter of the constructor, which whoever makes the model chooses (write a constant)")
            : Unknown(parameter)),
        IInstanceReferenceOperation => frame.Self,
        IFieldReferenceOperation field => Member(field, field.Field),
        IPropertyReferenceOperation property => Property(property),
        IConversionOperation conversion => Converted(conversion),
        IBinaryOperation binary => Binary(binary),
        IUnaryOperation unary => Unary(unary),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Truth(choice.Condition, RuleIds.ControlFlowNotUnderstood) ? Evaluate(choice.WhenTrue) : Evaluate(otherwise),
        IInvocationOperation invocation => new InvocationReader(reader, frame, this).Read(invocation),
        IObjectCreationOperation creation => new InvocationReader(reader, frame, this).Create(creation),
        IAssignmentOperation assignment => Assigned(assignment),
        IIncrementOrDecrementOperation step => Stepped(step),
        IArrayCreationOperation { Initializer: { } elements } => new ListValue([.. elements.ElementValues.Select(Evaluate)]),
        IArrayCreationOperation { DimensionSizes: [var length] } when Evaluate(length) is Constant { Integer: >= 0 and <= TensorValue.MaxLayers and var count } =>
            new ListValue([.. Enumerable.Repeat(new Constant(null), count)]),
        ICollectionExpressionOperation collection => new ListValue([.. collection.Elements.SelectMany(Spread)], grows: collection.Type is { Name: "List" }),
        IRangeOperation range => new IndexValue(IndexForm.Range, Bound(range.LeftOperand), Bound(range.RightOperand)),
        ICoalesceOperation choice => Evaluate(choice.Value) is Constant { Content: null } ? Evaluate(choice.WhenNull) : Evaluate(choice.Value),
        IIsPatternOperation test => new Constant(Matches(Evaluate(test.Value), test.Pattern, test)),
        ISwitchExpressionOperation choice => Chosen(choice),
        IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
        ITupleOperation tuple => new ListValue([.. tuple.Elements.Select(Evaluate)]),
        IArrayElementReferenceOperation { Indices: [var index] } element => Element(element, Evaluate(element.ArrayReference), Evaluate(index)),
        IImplicitIndexerReferenceOperation element => Element(element, Evaluate(element.Instance), Evaluate(element.Argument)),
        IDefaultValueOperation => new Constant(null),
        IInterpolatedStringOperation text => Interpolated(text),
        _ => throw NotUnderstood(expression, "is an expression that no layer says"),
    };

    /// <summary>The elements that an element of a collection expression stands for: those of a list behind two dots, otherwise itself.</summary>
    private IEnumerable<Value> Spread(IOperation element) => element is not ISpreadOperation spread ? [Evaluate(element)] : Evaluate(spread.Operand) switch
    {
        ListValue list => list.Items,
        SequentialModule modules => modules.Items,
        var other => throw NotUnderstood(element, $"spreads {other.Kind}, which no layer says"),
    };

    private Value Member(IOperation reference, ISymbol member)
    {
        var instance = reference switch
        {
            IFieldReferenceOperation field => field.Instance,
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        };
        if (instance is null)
        {
            return Static(reference, member);
        }

        return Evaluate(instance) switch
        {
            HandWrittenModule { IsUnderConstruction: false } module when module.Get(member) is TensorField tensor => tensor.Read(reader, reference.Syntax),
            HandWrittenModule module => module.Get(member)
                ?? Computed(member, module, reference)
                ?? throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, reference.Syntax, "is never assigned in an initializer or constructor that can be read"),
            SequentialModule modules when member.Name is "Count" or "Length" => new Constant(modules.Children.Count),
            SequentialModule { IsNamed: true } modules when member.Name is "Values" => new ListValue([.. modules.Children.Select(child => child.Module)]),
            SequentialModule { IsNamed: true } modules when member.Name is "Keys" => new ListValue([.. modules.Children.Select(child => new Constant(child.Name))]),
            ListValue list when TupleItem(member.Name) is { } place && place < list.Items.Count => list.Items[place],
            ListValue list when member is IFieldSymbol { CorrespondingTupleField: not null } item && item.ContainingType.TupleElements is var items
                && items.IndexOf(item) is >= 0 and var index => list.Items[index],
            var other => throw NotUnderstood(reference, $"reads '{member.Name}' of {other.Kind}"),
        };
    }

    /// <summary>The place that <c>Item2</c> of a tuple names, from 0.</summary>
    private static int? TupleItem(string name) => name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) && number >= 1 ? number - 1 : null;

    /// <summary>What the getter of a property gives; null for anything without one that can be read.</summary>
    private Value? Computed(ISymbol member, HandWrittenModule module, IOperation reference) => member is IPropertySymbol { GetMethod: { } getter, IsVirtual: false } && reader.CanRead(getter)
        ? reader.Invoke(getter, module, [], reference.Syntax)
        : null;

    /// <summary>A number that never changes, though the compiler does not call it a constant.</summary>
    private Value Static(IOperation reference, ISymbol member) => InvocationReader.IsIndex(member.ContainingType) ? member.Name switch
    {
        "Colon" => new IndexValue(IndexForm.Range),
        "Ellipsis" => new IndexValue(IndexForm.Ellipsis),
        "None" or "Null" => new IndexValue(IndexForm.NewAxis),
        _ => throw NotUnderstood(reference, "is an index that no layer says"),
    }
        : member is IFieldSymbol { IsReadOnly: true, DeclaringSyntaxReferences: [var declaration] }
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer: { } initializer }
        && reader.Operation(initializer) is IFieldInitializerOperation { Value: var value }
            ? reader.Nested(() => Evaluate(value), member.Name, reference.Syntax)
            : DataTypes.Named(member) is { } type ? new Constant(type)
            : throw NotUnderstood(reference, "is known only at run time");

    private Value Property(IPropertyReferenceOperation property)
    {
        var member = property.Property;
        if (member.Name == "training" && TorchTypes.IsOfTorchSharp(member.ContainingType) && property.Instance is IInstanceReferenceOperation)
        {
            return TrainingFlag.Instance;
        }

        if (property.Arguments.Length > 0 && property.Instance is { } list)
        {
            var indices = property.Arguments.Select(argument => Evaluate(argument.Value)).ToList();
            return Evaluate(list) switch
            {
                TensorValue tensor => RangeCalls.Element(tensor, indices is [ListValue several] ? several.Items : indices, property),
                var other when indices.Count == 1 => Element(property, other, indices[0]),
                _ => throw NotUnderstood(property, "takes an element by several indices, which no layer says"),
            };
        }

        return property.Instance is { } instance && !TorchTypes.IsModule(instance.Type) ? ReadMember(property, Evaluate(instance)) : Member(property, member);
    }

    private static Value ReadMember(IPropertyReferenceOperation property, Value instance) => (instance, property.Property.Name) switch
    {
        (TensorValue tensor, "shape") => ShapeOf(tensor),
        (TensorValue, "dtype") => DataTypeValue.Instance,
        (TensorValue, "device") => NeutralValue.Instance,
        (TensorValue tensor, "ndim" or "Dimensions") => new Constant((long)tensor.Rank),
        (ListValue list, "Length" or "Count") => new Constant(list.Items.Count),
        (ListValue list, var name) when TupleItem(name) is { } place && place < list.Items.Count => list.Items[place],
        _ => throw NotUnderstood(property, $"reads '{property.Property.Name}' of {instance.Kind}, which no layer says"),
    };

    /// <summary>The extents of a tensor, the batch among them.</summary>
    public static ListValue ShapeOf(TensorValue tensor)
    {
        var extents = tensor.Shape.Select(extent => (Value)new Constant((long)extent)).ToList();
        if (tensor.BatchAxis != TensorValue.NoBatch)
        {
            extents.Insert(tensor.BatchAxis, BatchExtent.Instance);
        }

        return new ListValue(extents);
    }

    private static Value Element(IOperation reference, Value list, Value index)
    {
        if (list is SequentialModule { IsNamed: true } named && index is Constant { Content: string name })
        {
            return named.Children.FirstOrDefault(child => child.Name == name).Module ?? throw NotUnderstood(reference, $"takes '{name}', which is none of {string.Join(", ", named.Children.Select(child => child.Name))}");
        }

        var items = list switch
        {
            ListValue values => values.Items,
            SequentialModule modules => modules.Items,
            _ => throw NotUnderstood(reference, $"takes an element of {list.Kind}, which no layer says"),
        };
        var position = index switch
        {
            Constant { Integer: { } number } => number,
            IndexValue { Form: IndexForm.Element, Start: { } number } => number < 0 ? number + items.Count : number,
            _ => -1,
        };
        return position >= 0 && position < items.Count ? items[position] : throw NotUnderstood(reference, "takes an element that is not known at compile time");
    }

    private int? Bound(IOperation? bound) => bound is null ? null : Evaluate(bound) switch
    {
        Constant { Integer: { } number } => number,
        IndexValue { Form: IndexForm.Element, Start: { } number } => number,
        _ => throw NotUnderstood(bound, "is a bound that is not known at compile time"),
    };

    private bool Matches(Value value, IPatternOperation pattern, IOperation at) => (value, pattern) switch
    {
        (_, IDiscardPatternOperation) => true,
        (_, INegatedPatternOperation negated) => !Matches(value, negated.Pattern, at),
        (Constant { Content: var content }, IConstantPatternOperation constant) when Evaluate(constant.Value) is Constant expected =>
            ConstantFolder.Binary(BinaryOperatorKind.Equals, content, expected.Content) is { Content: true },
        (ModuleValue or TensorValue or ListValue, IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }) => false,
        (Constant { Content: { } content }, IRelationalPatternOperation relation) when Evaluate(relation.Value) is Constant { Content: { } bound } => ConstantFolder.Binary(relation.OperatorKind, content, bound) is { Content: true },
        (Constant, IBinaryPatternOperation both) => both.OperatorKind == BinaryOperatorKind.Or
            ? Matches(value, both.LeftPattern, at) || Matches(value, both.RightPattern, at)
            : Matches(value, both.LeftPattern, at) && Matches(value, both.RightPattern, at),
        _ => throw new NotUnderstoodException(RuleIds.ControlFlowNotUnderstood, at.Syntax, "is known only at run time, but the graph has one path through"),
    };

    private Value Chosen(ISwitchExpressionOperation choice)
    {
        var value = Evaluate(choice.Value);
        var arm = choice.Arms.FirstOrDefault(arm => Matches(value, arm.Pattern, choice) && (arm.Guard is null || Truth(arm.Guard, RuleIds.ControlFlowNotUnderstood)));
        return arm is null ? throw NotUnderstood(choice, "has no case for what is known") : Evaluate(arm.Value);
    }

    private Value Converted(IConversionOperation conversion)
    {
        var operand = Evaluate(conversion.Operand);
        return (operand, conversion.Type?.SpecialType) switch
        {
            (Constant { Content: { } number }, SpecialType.System_Int32 or SpecialType.System_Int64) when number is double or float => new Constant((long)Convert.ToDouble(number)),
            (Constant { Content: { } number }, SpecialType.System_Double) when number is not (string or bool or char) => new Constant(Convert.ToDouble(number)),
            (Constant { Content: { } number }, SpecialType.System_Single) when number is not (string or bool or char) => new Constant((double)Convert.ToSingle(number)),
            (TensorValue, _) when conversion.Type is { IsValueType: true } => throw NotUnderstood(conversion, "reads a number out of a tensor, which is known only at run time"),
            _ => operand,
        };
    }

    /// <summary>Names of modules that are made in a loop.</summary>
    private Constant Interpolated(IInterpolatedStringOperation text) => new(string.Concat(text.Parts.Select(part => part switch
    {
        IInterpolatedStringTextOperation { Text: ILiteralOperation { ConstantValue.Value: string literal } } => literal,
        IInterpolationOperation { FormatString: null, Alignment: null, Expression: var hole } when Evaluate(hole) is Constant { Content: { } content } =>
            Convert.ToString(content, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw NotUnderstood(text, "is a text that is not known at compile time"),
    })));

    private Value Binary(IBinaryOperation binary)
    {
        // The right operand of && may only make sense where the left holds.
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
            && Evaluate(binary.LeftOperand) is Constant { Content: bool left } && left == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr))
        {
            return new Constant(left);
        }

        return Operated(binary, binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
    }

    private static Value Operated(IOperation at, BinaryOperatorKind kind, Value left, Value right) => (left, right) switch
    {
        (Constant x, Constant y) => ConstantFolder.Binary(kind, x.Content, y.Content) ?? throw NotUnderstood(at, "is a computation that is not known at compile time"),
        (KnownTensor, _) or (_, KnownTensor) => KnownCalls.Operate(kind, left, right, at),
        (TensorValue { IsUniform: true } uniform, Constant) when KindOf(kind) is null => KnownCalls.Operate(kind, KnownTensor.Of(uniform), right, at),
        (TensorValue, _) or (_, TensorValue) when KindOf(kind) is { } combination => ArithmeticCalls.Combine(combination, left, right, at),
        _ => throw NotUnderstood(at, $"combines {left.Kind} and {right.Kind}, which no layer says"),
    };

    /// <summary>What an operator does with two tensors; null where no layer does it.</summary>
    public static CombinationKind? KindOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => CombinationKind.Sum,
        BinaryOperatorKind.Subtract => CombinationKind.Difference,
        BinaryOperatorKind.Multiply => CombinationKind.Product,
        BinaryOperatorKind.Divide => CombinationKind.Quotient,
        _ => null,
    };

    private Value Unary(IUnaryOperation unary) => (Evaluate(unary.Operand), unary.OperatorKind) switch
    {
        (TensorValue tensor, UnaryOperatorKind.Minus) => tensor.Then(new ScaleLayer(-1, 0)),
        (TensorValue tensor, UnaryOperatorKind.Plus) => tensor,
        (Constant { Integer: { } fromEnd }, UnaryOperatorKind.Hat) => new IndexValue(IndexForm.Element, -fromEnd),
        (Constant constant, var kind) => ConstantFolder.Unary(kind, constant.Content) ?? throw NotUnderstood(unary, "is a computation that is not known at compile time"),
        (IndexValue index, UnaryOperatorKind.Hat) => index,
        (KnownTensor { IsTruth: true } mask, UnaryOperatorKind.BitwiseNegation or UnaryOperatorKind.Not) => mask.Not(),
        (var other, _) => throw NotUnderstood(unary, $"applies an operator to {other.Kind}, which no layer says"),
    };

    private Value Assigned(IAssignmentOperation assignment)
    {
        var value = assignment switch
        {
            ICompoundAssignmentOperation compound => Operated(compound, compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value)),
            ISimpleAssignmentOperation simple => Evaluate(simple.Value),
            IDeconstructionAssignmentOperation parts => Evaluate(parts.Value),
            _ => throw NotUnderstood(assignment, "is an assignment that cannot be read"),
        };
        Assign(assignment.Target, value, assignment);
        return value;
    }

    /// <summary>Gives a local, a parameter, an element of a list, or each of several of them a value; a field only while its class is made.</summary>
    public void Assign(IOperation target, Value value, IOperation at)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                frame.Set(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                frame.Set(parameter.Parameter.OriginalDefinition, value);
                break;
            case IDiscardOperation:
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, at);
                break;
            case ITupleOperation tuple when value is ListValue list && list.Items.Count == tuple.Elements.Length:
                foreach (var (part, item) in tuple.Elements.Zip(list.Items, (part, item) => (part, item)))
                {
                    Assign(part, item, at);
                }

                break;
            case IArrayElementReferenceOperation { Indices: [var index] } element when Evaluate(element.ArrayReference) is ListValue list && Evaluate(index) is Constant { Integer: >= 0 and var place } && place < list.Items.Count:
                list.Replace(place, value);
                break;
            case IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member when frame.Self.IsUnderConstruction && !TorchTypes.IsOfTorchSharp(member.Member):
                frame.Self.Set(member.Member, value);
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Arguments: [{ Value: var key }] } when frame.Self.IsUnderConstruction
                && TorchTypes.IsModule(instance.Type) && Evaluate(instance) is SequentialModule { IsNamed: true } modules && Evaluate(key) is Constant { Content: string name } && value is ModuleValue module:
                modules.Add(module, name);
                break;
            case IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } written } when frame.Self.IsUnderConstruction && TorchTypes.IsTensor(written.Type) && ShapeWithoutBatch(Evaluate(written)) is { } shape:
                // Of a tensor that is written to in parts, only the shape is still known.
                (Evaluate(written) as KnownTensor)?.Overwrite();
                Assign(written, TensorValue.Drawn(shape, InitializerKind.Constant, 0), at);
                break;
            default:
                throw NotUnderstood(at, "changes something that outlives the forward pass");
        }
    }

    private static Rationale.Graph.EquatableArray<int>? ShapeWithoutBatch(Value tensor) => tensor switch
    {
        TensorValue { BatchAxis: TensorValue.NoBatch } value => value.Shape,
        KnownTensor known => known.Shape,
        _ => null,
    };

    private Value Stepped(IIncrementOrDecrementOperation step)
    {
        var before = Evaluate(step.Target);
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var after = Operated(step, kind, before, new Constant(1));
        Assign(step.Target, after, step);
        return step.IsPostfix ? before : after;
    }

    private static NotUnderstoodException Unknown(IOperation reference) => NotUnderstood(reference, "is not known at compile time");

    private static NotUnderstoodException NotUnderstood(IOperation at, string detail) => new(RuleIds.CallNotUnderstood, at.Syntax, detail);
}
