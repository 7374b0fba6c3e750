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
