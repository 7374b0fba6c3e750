namespace Rationale.Generators.Emission.Modules;

/// <summary>A C# expression over tensors and numbers, and what must be known to write it inside another one.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Binding">How tightly its outermost operator binds.</param>
/// <param name="IsNumber">Whether its value is a number instead of a tensor.</param>
internal readonly record struct Expression(string Text, Binding Binding = Binding.Primary, bool IsNumber = false)
{
    public static Expression operator +(Expression left, Expression right) => Join(left, "+", right, Binding.Sum);

    public static Expression operator -(Expression left, Expression right) => Join(left, "-", right, Binding.Sum);

    public static Expression operator *(Expression left, Expression right) => Join(left, "*", right, Binding.Product);

    public static Expression operator /(Expression left, Expression right) =>
        Join(left.IsNumber && right.IsNumber ? new Expression($"(double){left.Operand}", Binding.Unary, true) : left, "/", right, Binding.Product);

    public static Expression operator -(Expression value) => new($"-{value.Operand}", Binding.Unary, value.IsNumber);

    /// <summary>A number.</summary>
    public static implicit operator Expression(double value) => new(Literals.Format(value), value < 0 ? Binding.Unary : Binding.Primary, true);

    /// <summary>A comparison, which gives true or false for each element.</summary>
    public Expression GreaterThan(Expression right) => new($"{Operand} > {right.Operand}", Binding.Comparison);

    /// <summary>A method of the value.</summary>
    public Expression Call(string method, params Expression[] arguments) => new($"{Operand}.{method}({string.Join(", ", arguments.Select(argument => argument.Text))})");

    /// <summary>In parentheses, unless it is a name or a call.</summary>
    public string Operand => Binding == Binding.Primary ? Text : $"({Text})";

    private static Expression Join(Expression left, string sign, Expression right, Binding binding) => new(
        $"{(left.Binding == binding || left.Binding == Binding.Unary ? left.Text : left.Operand)} {sign} {right.Operand}",
        binding,
        left.IsNumber && right.IsNumber);
}

/// <summary>How tightly operators bind. Sums and products in each other are written with parentheses all the same.</summary>
internal enum Binding
{
    /// <summary>A name, a number, a call.</summary>
    Primary,

    /// <summary>A sign or a conversion.</summary>
    Unary,

    /// <summary>A product or a quotient.</summary>
    Product,

    /// <summary>A sum or a difference.</summary>
    Sum,

    /// <summary>A comparison.</summary>
    Comparison,
}
