using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Runs through a constructor, which may do what it likes beside making modules: a statement that cannot be read only makes unknown what it assigns.
/// </summary>
/// <param name="reader">The reading.</param>
/// <param name="type">The class.</param>
internal sealed class ConstructorReader(ForwardReader reader, INamedTypeSymbol type)
{
    /// <summary>Methods of modules that change no layer.</summary>
    private static readonly string[] Harmless = ["to", "cuda", "cpu", "apply", "train", "RegisterComponents", "register_module", "zero_grad"];

    /// <summary>Runs a constructor, and before it the one of the same class or of the base class that it calls.</summary>
    /// <param name="constructor">The constructor; null for the only one that the class has.</param>
    /// <param name="module">Gets what is assigned.</param>
    /// <param name="frame">What its parameters are worth.</param>
    public void Run(IMethodSymbol? constructor, HandWrittenModule module, ForwardScope frame)
    {
        if (constructor is not null)
        {
            RunOne(constructor.OriginalDefinition, module, frame);
            return;
        }

        // Private ones are called by the others only.
        var written = type.InstanceConstructors.Where(candidate => Body(candidate) is not null).ToList();
        var entries = written.Where(candidate => candidate.DeclaredAccessibility != Accessibility.Private).ToList();
        if (entries.Count == 1)
        {
            RunOne(entries[0], module, frame);
            return;
        }

        RunBase(null, module, frame);
        foreach (var one in written)
        {
            Forget(Body(one)!, module, new NotUnderstoodException(
                RuleIds.ConstructionNotUnderstood, one.DeclaringSyntaxReferences[0].GetSyntax(), "is one of several constructors, and which one makes the model is known only at run time"));
        }
    }

    private void RunOne(IMethodSymbol constructor, HandWrittenModule module, ForwardScope frame)
    {
        if (Body(constructor) is not { } body)
        {
            RunBase(null, module, frame);
            return;
        }

        var first = (body.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation;
        if (first is not null && SymbolEqualityComparer.Default.Equals(first.TargetMethod.ContainingType.OriginalDefinition, type.OriginalDefinition))
        {
            var inner = Entered(first, module, frame);
            reader.Nested(
                () =>
                {
                    RunOne(first.TargetMethod.OriginalDefinition, module, inner);
                    return module;
                },
                type.Name,
                first.Syntax);
        }
        else
        {
            RunBase(first, module, frame);
        }

        foreach (var statement in (body.BlockBody ?? body.ExpressionBody)?.Operations ?? [])
        {
            RunStatement(statement, module, frame);
        }
    }

    /// <summary>Runs what a class of one's own does from which the class derives; without a call, its constructor without parameters.</summary>
    private void RunBase(IInvocationOperation? call, HandWrittenModule module, ForwardScope frame)
    {
        if (TorchTypes.WrittenBase(type)?.OriginalDefinition is { } parent)
        {
            var constructor = call?.TargetMethod ?? parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length == 0);
            reader.Nested(
                () =>
                {
                    new FieldReader(reader).Fill(parent, constructor, module, call is null ? new ForwardScope(module) : Entered(call, module, frame));
                    return module;
                },
                parent.Name,
                call?.Syntax ?? parent.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? type.DeclaringSyntaxReferences[0].GetSyntax());
        }
    }

    /// <summary>The parameters of a constructor that another one calls; what cannot be read is unknown only where it is used.</summary>
    private ForwardScope Entered(IInvocationOperation call, HandWrittenModule module, ForwardScope frame)
    {
        var inner = new ForwardScope(module);
        foreach (var argument in call.Arguments)
        {
            try
            {
                foreach (var (parameter, value) in reader.Arguments([argument], frame))
                {
                    inner.Set(parameter, value);
                }
            }
            catch (NotUnderstoodException)
            {
                // A name that is computed, for example: reading the parameter says that it is not known.
            }
        }

        return inner;
    }

    private void RunStatement(IOperation statement, HandWrittenModule module, ForwardScope frame)
    {
        try
        {
            switch (statement)
            {
                case IBlockOperation block:
                    foreach (var inner in block.Operations)
                    {
                        RunStatement(inner, module, frame);
                    }

                    break;
                case IConditionalOperation condition when new ExpressionReader(reader, frame).Evaluate(condition.Condition) is Constant { Content: bool holds }:
                    if ((holds ? condition.WhenTrue : condition.WhenFalse) is { } branch)
                    {
                        RunStatement(branch, module, frame);
                    }

                    break;
                case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when Target(assignment.Target) is { } member:
                    module.Set(member, new ExpressionReader(reader, frame).Evaluate(assignment.Value));
                    break;
                case IExpressionStatementOperation { Operation: IAssignmentOperation change } when Target(change.Target) is null && Owner(change.Target) is not null && !IsElementOfTensor(change.Target):
                    throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, change.Syntax, "changes a module after it was made, which no layer says");
                case IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: var name } } when Harmless.Contains(name):
                    break;
                default:
                    new StatementReader(reader, frame).Run(statement);
                    break;
            }
        }
        catch (NotUnderstoodException reason)
        {
            var unknown = FieldReader.Construction(reason, statement.Syntax);
            Forget(statement, module, unknown);
            ForgetLists(statement, frame, unknown);
        }
    }

    private static bool IsElementOfTensor(IOperation target) => target is IPropertyReferenceOperation { Arguments.Length: > 0, Instance.Type: var type } && TorchTypes.IsTensor(type);

    /// <summary>Makes unknown the lists that an operation changes: it may have been left in the middle.</summary>
    private static void ForgetLists(IOperation operation, ForwardScope frame, NotUnderstoodException reason)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            var list = part is IInvocationOperation { Instance: { } instance } call && Lists.Owns(call.TargetMethod) ? instance : null;
            if (list is ILocalReferenceOperation local && frame.Get(local.Local) is ListValue known)
            {
                known.Forget(reason);
            }
            else if (list is IParameterReferenceOperation parameter && frame.Get(parameter.Parameter.OriginalDefinition) is ListValue passed)
            {
                passed.Forget(reason);
            }
        }
    }

    /// <summary>Makes unknown what an operation assigns or changes.</summary>
    private void Forget(IOperation operation, HandWrittenModule module, NotUnderstoodException reason)
    {
        foreach (var part in operation.DescendantsAndSelf().SelectMany(WithMethods))
        {
            var changed = part switch
            {
                IAssignmentOperation assignment => Owner(assignment.Target),
                IInvocationOperation { Instance: { } instance, TargetMethod.Name: var name } when !Harmless.Contains(name) => Target(instance),
                _ => null,
            };
            if (changed is not null)
            {
                module.Fail(changed, reason);
            }
        }
    }

    /// <summary>An operation, and what a method of the class does that it calls.</summary>
    private IEnumerable<IOperation> WithMethods(IOperation operation) => operation is IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var method } && !TorchTypes.IsOfTorchSharp(method.ContainingType)
        && method.DeclaringSyntaxReferences is [var reference] && reader.Operation(reference.GetSyntax()) is { } body
        ? body.DescendantsAndSelf().Prepend(operation)
        : [operation];

    /// <summary>The field that is assigned, or of whose module a property is: weights that are shared or frozen are no longer those of one layer.</summary>
    private static ISymbol? Owner(IOperation? target)
    {
        while (target is IMemberReferenceOperation { Instance: { } instance } && Target(target) is null)
        {
            target = instance;
        }

        return target is null ? null : Target(target);
    }

    private static ISymbol? Target(IOperation target) => target switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => property.Property,
        _ => null,
    };

    private IConstructorBodyOperation? Body(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is ConstructorDeclarationSyntax syntax && !GeneratedFiles.Contain(type, syntax)
            ? reader.Operation(syntax) as IConstructorBodyOperation
            : null;
}
