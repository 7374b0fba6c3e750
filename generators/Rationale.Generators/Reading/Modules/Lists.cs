using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary><c>List&lt;T&gt;</c> as constructors use it: modules are added in a loop and handed to <c>Sequential</c> or <c>ModuleList</c>.</summary>
internal static class Lists
{
    /// <summary>Whether a method or constructor is one of <c>List&lt;T&gt;</c>.</summary>
    public static bool Owns(IMethodSymbol method) =>
        method.ContainingType is { Name: "List", Arity: 1, ContainingNamespace: var space } && space?.ToDisplayString() == "System.Collections.Generic";

    /// <summary>What <c>new</c> gives, with the elements of an initializer.</summary>
    public static ListValue Create(IObjectCreationOperation creation, ExpressionReader expressions)
    {
        if (creation.Arguments.Length > 0 && creation.Arguments[0].Parameter?.Type.SpecialType != SpecialType.System_Int32)
        {
            return new ListValue(expressions.Evaluate(creation.Arguments[0].Value) is ListValue copied ? copied.Items : throw NotUnderstood(creation), grows: true);
        }

        var list = new ListValue([], grows: true);
        foreach (var element in creation.Initializer?.Initializers ?? [])
        {
            list.Add(element is IInvocationOperation { Arguments: [{ Value: var item }] } ? expressions.Evaluate(item) : throw NotUnderstood(creation));
        }

        return list;
    }

    /// <summary>What a method gives.</summary>
    public static Value Call(IInvocationOperation call, Value target, ExpressionReader expressions)
    {
        switch (target, call.TargetMethod.Name)
        {
            case (ListValue { Grows: true } list, "Add") when call.Arguments is [{ Value: var item }]:
                list.Add(expressions.Evaluate(item));
                return NeutralValue.Instance;
            case (ListValue { Grows: true } list, "AddRange") when call.Arguments is [{ Value: var items }] && expressions.Evaluate(items) is ListValue more:
                foreach (var item in more.Items.ToList())
                {
                    list.Add(item);
                }

                return NeutralValue.Instance;
            case (ListValue list, "ToArray"):
                return new ListValue(list.Items);
            default:
                throw NotUnderstood(call);
        }
    }

    private static NotUnderstoodException NotUnderstood(IOperation at) => new(RuleIds.CallNotUnderstood, at.Syntax, "does with a list what no layer says");
}
