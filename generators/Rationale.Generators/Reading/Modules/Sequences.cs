using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>The methods of <c>System.Linq.Enumerable</c> that constructors make modules with and forward passes go through them by: a list is known from its first element to its last.</summary>
internal static class Sequences
{
    /// <summary>Whether a method is one of them.</summary>
    public static bool Owns(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable", ContainingNamespace: var space } && space?.ToDisplayString() == "System.Linq";

    /// <summary>What a method gives.</summary>
    /// <param name="call">The call; what it is called on is its first argument.</param>
    /// <param name="evaluate">What an argument is worth.</param>
    /// <param name="apply">What a lambda gives for its arguments.</param>
    public static Value Call(IInvocationOperation call, Func<IOperation, Value> evaluate, Func<IOperation, IReadOnlyList<Value>, Value> apply)
    {
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value).ToList();
        if (call.TargetMethod.Name is "Range" or "Repeat")
        {
            return evaluate(arguments[1]) is Constant { Integer: >= 0 and <= TensorValue.MaxLayers and var count }
                ? new ListValue([.. Made(evaluate(arguments[0]), count)])
                : throw NotUnderstood(call);
        }

        var items = evaluate(arguments[0]) switch
        {
            ListValue list => list.Items,
            SequentialModule modules => modules.Items,
            _ => throw NotUnderstood(call),
        };
        return (call.TargetMethod.Name, arguments.Count) switch
        {
            ("Select", 2) => new ListValue([.. items.Select((item, index) => apply(arguments[1], [item, new Constant(index)]))]),
            ("Aggregate", 3) => items.Aggregate(evaluate(arguments[1]), (value, item) => apply(arguments[2], [value, item])),
            ("ToArray" or "AsEnumerable", 1) => new ListValue(items),
            ("ToList", 1) => new ListValue(items, grows: true),
            ("Concat", 2) when evaluate(arguments[1]) is ListValue more => new ListValue([.. items, .. more.Items]),
            ("Append", 2) => new ListValue([.. items, evaluate(arguments[1])]),
            ("Prepend", 2) => new ListValue([evaluate(arguments[1]), .. items]),
            ("Skip", 2) when evaluate(arguments[1]) is Constant { Integer: { } skipped } => new ListValue([.. items.Skip(skipped)]),
            ("Take", 2) when evaluate(arguments[1]) is Constant { Integer: { } taken } => new ListValue([.. items.Take(taken)]),
            ("Zip", 2) when evaluate(arguments[1]) is ListValue others => new ListValue([.. items.Zip(others.Items, (item, other) => new ListValue([item, other]))]),
            ("First", 1) when items.Count > 0 => items[0],
            ("Last", 1) when items.Count > 0 => items[items.Count - 1],
            ("Count", 1) => new Constant(items.Count),
            _ => throw NotUnderstood(call),
        };

        IEnumerable<Value> Made(Value first, int count) => call.TargetMethod.Name == "Repeat" ? Enumerable.Repeat(first, count)
            : first is Constant { Integer: { } start } ? Enumerable.Range(start, count).Select(number => new Constant(number))
            : throw NotUnderstood(call);
    }

    private static NotUnderstoodException NotUnderstood(IOperation at) => new(RuleIds.CallNotUnderstood, at.Syntax, "does with a sequence what no layer says");
}
