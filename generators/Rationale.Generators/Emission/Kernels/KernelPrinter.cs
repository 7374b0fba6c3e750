using Rationale.Graph.Lowering;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes calls of kernels as C#: operands and geometries as variables, sizes as expressions, and the name of a parameter wherever the value does not say it.</summary>
internal sealed class KernelPrinter(IndentedWriter writer, Scope scope, TypeNames names) : ICallPrinter
{
    /// <inheritdoc/>
    public void Write(KernelCall call)
    {
        var arguments = call.Arguments.Where(argument => argument is not FlagArgument { IsOptional: true, Value: false }).Select(Argument).ToList();
        writer.Line($"{names[call.Class]}.{call.Method}({string.Join(", ", arguments)});");
    }

    private string Argument(KernelArgument argument) => argument switch
    {
        OperandArgument operand => scope[operand.Operand],
        GeometryArgument sizes => scope.Value(sizes.Geometry, sizes.Geometry.Label, Expression(sizes.Geometry)),
        TileArgument { Value: TileValue.FirstExample } => "frame.FirstExample",
        TileArgument { Value: TileValue.FirstOfBatch } => "firstRow: 0",
        TileArgument { Value: var value } => $"frame.{value}",
        TextArgument { Text: var text } => Named(argument, text),
        ExtentArgument { Extent: var extent } => Named(argument, Expression(extent)),
        NumberArgument { Value: var value } => Named(argument, Literals.FormatFloat(value)),
        DoubleArgument { Value: var value } => Named(argument, Literals.Format(value)),
        FlagArgument { Value: var value } => Named(argument, Literals.Format(value)),
        DimensionsArgument { Dimensions: var dimensions } => Named(argument, $"[{string.Join(", ", dimensions.Select(Literals.Format))}]"),
        _ => throw new NotSupportedException($"The argument '{argument.Parameter}', a {argument.GetType().Name}, cannot be written."),
    };

    private string Expression(KernelGeometry geometry)
    {
        var sizes = geometry.Sizes.Where(size => size.Value != size.Default).Select(size => $"{size.Parameter}: {Literals.Format(size.Value)}");
        var maker = geometry.Factory is { } factory ? $"{names[geometry.Type]}.{factory}" : $"new {names[geometry.Type]}";
        return $"{maker}({string.Join(", ", sizes)})";
    }

    private static string Expression(Extent extent) => !extent.TimesExamples ? Literals.Format(extent.Count) : extent.Count == 1 ? "examples" : $"examples * {Literals.Format(extent.Count)}";

    /// <summary>The value under the parameter's name, unless it begins with that name, or is the only one of its call.</summary>
    private static string Named(KernelArgument argument, string text) =>
        argument.Parameter == "value" || text.StartsWith(argument.Parameter, StringComparison.Ordinal) ? text : $"{argument.Parameter}: {text}";
}

/// <summary>An argument as an expression of the method in which the call stands.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Text">The expression.</param>
internal sealed record TextArgument(string Parameter, string Text) : KernelArgument(Parameter);
