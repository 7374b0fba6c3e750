using Rationale.Generators.Emission.Kernels;
using Rationale.Graph.Lowering;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>Writes calls of kernels for a block of threads, as <see cref="KernelPrinter"/> writes those for a worker.</summary>
internal sealed class BlockPrinter(IndentedWriter writer, Scope scope, TypeNames names) : ICallPrinter
{
    /// <summary>Stands among calls where the threads of the block meet.</summary>
    public static KernelCall Barrier { get; } = KernelCall.Create("Group", "Barrier");

    /// <inheritdoc/>
    public void Write(KernelCall call)
    {
        if (ReferenceEquals(call, Barrier))
        {
            writer.Line($"{names[call.Class]}.{call.Method}();");
            return;
        }

        var arguments = call.Arguments.Select(Argument).Prepend("lanes").ToList();
        writer.Line($"{names["Block" + call.Class]}.{call.Method}({string.Join(", ", arguments)});");
    }

    private string Argument(KernelArgument argument) => argument switch
    {
        OperandArgument operand => scope[operand.Operand],
        GeometryArgument sizes => scope.Value(sizes.Geometry, sizes.Geometry.Label, Expression(sizes.Geometry)),
        TileArgument { Value: var value } => $"frame.{value}",
        ExtentArgument { Extent: var extent } => Named(argument, Expression(extent)),
        BitsArgument { Value: var value } => Named(argument, $"0x{value.ToString("X8", System.Globalization.CultureInfo.InvariantCulture)}u"),
        NumberArgument { Value: var value } => Named(argument, Literals.FormatFloat(value)),
        FlagArgument { Value: var value } => Named(argument, Literals.Format(value)),
        TextArgument { Text: var text } => Named(argument, text),
        DimensionsArgument { Dimensions: var dimensions } => Named(argument, $"new {names["BlockDimensions"]}({string.Join(", ", dimensions.Prepend(dimensions.Count).Select(Literals.Format))})"),
        _ => throw new NotSupportedException($"The argument '{argument.Parameter}', a {argument.GetType().Name}, cannot be written for a GPU."),
    };

    private string Expression(KernelGeometry geometry)
    {
        var sizes = geometry.Sizes.Where(size => size.Value != size.Default).Select(size => $"{size.Parameter}: {Literals.Format(size.Value)}");
        var type = names["Block" + geometry.Type];
        return $"{(geometry.Factory is { } factory ? $"{type}.{factory}" : $"new {type}")}({string.Join(", ", sizes)})";
    }

    private static string Expression(Extent extent) => !extent.TimesExamples ? Literals.Format(extent.Count) : extent.Count == 1 ? "examples" : $"examples * {Literals.Format(extent.Count)}";

    /// <summary>The value under the parameter's name, unless it begins with that name, or is the only one of its call.</summary>
    private static string Named(KernelArgument argument, string text) =>
        argument.Parameter == "value" || text.StartsWith(argument.Parameter, StringComparison.Ordinal) ? text : $"{argument.Parameter}: {text}";
}
