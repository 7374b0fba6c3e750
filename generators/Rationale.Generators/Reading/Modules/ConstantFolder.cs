using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Computes with constants that the compiler does not fold itself: those of parameters, locals and shapes.</summary>
internal static class ConstantFolder
{
    /// <summary>What an operator makes of two constants; null if it is none that is known.</summary>
    public static Constant? Binary(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (bool a, bool b) => Truth(kind, a, b),
        ({ } a, { } b) when IsInteger(a) && IsInteger(b) => Integer(kind, Convert.ToInt64(a), Convert.ToInt64(b)),
        ({ } a, { } b) when IsNumber(a) && IsNumber(b) => Real(kind, Convert.ToDouble(a), Convert.ToDouble(b)),
        _ => Comparison(kind, Equals(left, right)),
    };

    /// <summary>What an operator makes of one constant; null if it is none that is known.</summary>
    public static Constant? Unary(UnaryOperatorKind kind, object? operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Not, bool truth) => new Constant(!truth),
        (UnaryOperatorKind.Plus, { } number) when IsNumber(number) => new Constant(number),
        (UnaryOperatorKind.Minus, { } number) when IsInteger(number) => new Constant(-Convert.ToInt64(number)),
        (UnaryOperatorKind.Minus, { } number) when IsNumber(number) => new Constant(-Convert.ToDouble(number)),
        _ => null,
    };

    /// <summary>Whether a method is one of <c>System.Math</c> or <c>System.MathF</c>.</summary>
    public static bool Knows(IMethodSymbol method) => method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>What such a method makes of constants; null if it is none that is known.</summary>
    public static Constant? Call(string name, IReadOnlyList<object?> arguments) => arguments.All(argument => argument is not null && IsInteger(argument))
        ? Integers(name, [.. arguments.Select(Convert.ToInt64)]) ?? Reals(name, [.. arguments.Select(Convert.ToDouble)])
        : arguments.All(argument => argument is not null && IsNumber(argument)) ? Reals(name, [.. arguments.Select(Convert.ToDouble)]) : null;

    private static Constant? Integers(string name, long[] numbers) => (name, numbers) switch
    {
        ("Max", [var a, var b]) => new Constant(Math.Max(a, b)),
        ("Min", [var a, var b]) => new Constant(Math.Min(a, b)),
        ("Abs", [> long.MinValue and var a]) => new Constant(Math.Abs(a)),
        _ => null,
    };

    private static Constant? Reals(string name, double[] numbers) => (name, numbers) switch
    {
        ("Max", [var a, var b]) => new Constant(Math.Max(a, b)),
        ("Min", [var a, var b]) => new Constant(Math.Min(a, b)),
        ("Abs", [var a]) => new Constant(Math.Abs(a)),
        ("Sqrt", [var a]) => new Constant(Math.Sqrt(a)),
        ("Pow", [var a, var b]) => new Constant(Math.Pow(a, b)),
        ("Exp", [var a]) => new Constant(Math.Exp(a)),
        ("Log", [var a]) => new Constant(Math.Log(a)),
        ("Log2", [var a]) => new Constant(Math.Log(a, 2)),
        ("Round", [var a]) => new Constant(Math.Round(a)),
        ("Truncate", [var a]) => new Constant(Math.Truncate(a)),
        ("Floor", [var a]) => new Constant(Math.Floor(a)),
        ("Ceiling", [var a]) => new Constant(Math.Ceiling(a)),
        _ => null,
    };

    private static bool IsInteger(object content) => content is int or long or short or byte or sbyte or ushort or uint;

    private static bool IsNumber(object content) => IsInteger(content) || content is float or double;

    private static Constant? Truth(BinaryOperatorKind kind, bool left, bool right) => kind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => new Constant(left && right),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => new Constant(left || right),
        _ => Comparison(kind, left == right),
    };

    private static Constant? Integer(BinaryOperatorKind kind, long left, long right) => kind switch
    {
        BinaryOperatorKind.Add => new Constant(left + right),
        BinaryOperatorKind.Subtract => new Constant(left - right),
        BinaryOperatorKind.Multiply => new Constant(left * right),
        BinaryOperatorKind.Divide when right is not (0 or -1) => new Constant(left / right),
        BinaryOperatorKind.Remainder when right is not (0 or -1) => new Constant(left % right),
        BinaryOperatorKind.LeftShift => new Constant(left << (int)right),
        BinaryOperatorKind.RightShift => new Constant(left >> (int)right),
        _ => Order(kind, left.CompareTo(right)),
    };

    private static Constant? Real(BinaryOperatorKind kind, double left, double right) => kind switch
    {
        BinaryOperatorKind.Add => new Constant(left + right),
        BinaryOperatorKind.Subtract => new Constant(left - right),
        BinaryOperatorKind.Multiply => new Constant(left * right),
        BinaryOperatorKind.Divide => new Constant(left / right),
        _ => Order(kind, left.CompareTo(right)),
    };

    private static Constant? Order(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.LessThan => new Constant(order < 0),
        BinaryOperatorKind.LessThanOrEqual => new Constant(order <= 0),
        BinaryOperatorKind.GreaterThan => new Constant(order > 0),
        BinaryOperatorKind.GreaterThanOrEqual => new Constant(order >= 0),
        _ => Comparison(kind, order == 0),
    };

    private static Constant? Comparison(BinaryOperatorKind kind, bool equal) => kind switch
    {
        BinaryOperatorKind.Equals => new Constant(equal),
        BinaryOperatorKind.NotEquals => new Constant(!equal),
        _ => null,
    };
}
