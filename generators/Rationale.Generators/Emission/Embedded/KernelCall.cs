using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded;

/// <summary>One instruction while it is written: its operands as variables, its extents as expressions, its kernels by name.</summary>
internal sealed class KernelCall(Instruction instruction, IndentedWriter writer, Scope scope, TypeNames names)
{
    /// <summary>The operands that the kernel reads.</summary>
    public EquatableArray<Operand> Inputs => instruction.Inputs;

    /// <summary>The operand that the kernel writes.</summary>
    public Operand Output => instruction.Output;

    /// <summary>Whether the result is added to what is there.</summary>
    public bool Accumulate => instruction.Accumulate;

    /// <summary>The variable of the result.</summary>
    public string Result => scope[instruction.Output];

    /// <summary>The variable of an input.</summary>
    public string Input(int index) => scope[instruction.Inputs[index]];

    /// <summary>A count that the rows of the tile multiply if the shape has a batch dimension.</summary>
    public static string Rows(Shape shape, int count) => !shape.Batched ? Literals.Of(count) : count == 1 ? "rows" : $"rows * {Literals.Of(count)}";

    /// <summary>How a small value is repeated over a full one, as the arguments of the kernels that repeat and reduce.</summary>
    public static string Pattern(Shape small, Shape full)
    {
        var pattern = BroadcastPattern.Find(small, full) ?? throw new InvalidOperationException($"{small} cannot be repeated to {full} in one block.");
        var rows = full.Batched ? Shape.Rows() : Shape.Scalar;
        var outer = pattern.RowsInMiddle ? Literals.Of(pattern.Outer) : Rows(rows, pattern.Outer);
        var middle = pattern.RowsInMiddle ? Rows(rows, pattern.Middle) : Literals.Of(pattern.Middle);
        return $"outer: {outer}, middle: {middle}, inner: {Literals.Of(pattern.Inner)}";
    }

    /// <summary>The variable of a structure that says sizes to kernels.</summary>
    /// <param name="key">What is equal for equal structures.</param>
    /// <param name="plain">The wanted name; a number follows it.</param>
    /// <param name="type">Short name of the structure.</param>
    /// <param name="arguments">Arguments of its constructor.</param>
    public string Sizes(object key, string plain, string type, params string[] arguments) =>
        scope.Value(key, plain, $"new {names[type]}({string.Join(", ", arguments.Where(argument => argument.Length > 0))})");

    /// <summary>The variable of a structure that a method of its type makes; otherwise as <see cref="Sizes"/>.</summary>
    public string SizesBy(string method, object key, string plain, string type, params string[] arguments) =>
        scope.Value(key, plain, $"{names[type]}.{method}({string.Join(", ", arguments)})");

    /// <summary>Arguments of one value, or nothing where it is the usual one.</summary>
    public static string Unless(int usual, int value, params string[] parameters) =>
        value == usual ? "" : string.Join(", ", parameters.Select(parameter => $"{parameter}: {Literals.Of(value)}"));

    /// <summary>Writes the call of a kernel.</summary>
    public void Call(string type, string method, params string[] arguments) =>
        writer.Line($"{names[type]}.{method}({string.Join(", ", arguments)});");

    /// <summary>Writes a statement that assigns or adds the value of a kernel to a number.</summary>
    public void Assign(string type, string method, params string[] arguments) =>
        writer.Line($"{Result}[0] {(Accumulate ? "+=" : "=")} {names[type]}.{method}({string.Join(", ", arguments)});");
}
