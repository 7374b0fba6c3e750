namespace Rationale.Native.Generators;

/// <summary>How an argument of a call is written.</summary>
/// <param name="Value">The expression that packs it.</param>
/// <param name="Pin">What must be pinned while the call runs.</param>
/// <param name="Preparations">Statements before the call.</param>
/// <param name="KeptAlive">Statements after it: what the call uses must not be collected before.</param>
internal sealed record ArgumentText(string Value, string? Pin, string[] Preparations, string[] KeptAlive)
{
    /// <summary>The text for an argument that a parameter gives, or that takes its default; null where neither can be.</summary>
    public static ArgumentText? Of(AtenArgument argument, BindingParameter? parameter)
    {
        if (parameter is null)
        {
            return argument.Default is { } value && Default(value) is { } written ? new ArgumentText(written, null, [], []) : null;
        }

        var name = parameter.Name;
        var local = "@" + name;
        return parameter.Type switch
        {
            "TensorHandle" or "TensorHandle?" => new ArgumentText($"NativeValue.Of({local})", null, [], [$"GC.KeepAlive({local});"]),
            "long" or "long?" or "double" or "double?" or "bool" or "bool?" or "ScalarType" or "ScalarType?" or "Device" or "Device?" =>
                new ArgumentText($"NativeValue.Of({local})", null, [], []),
            "ReadOnlySpan<long>" => List(argument, name, "Integers", "long"),
            "ReadOnlySpan<double>" => List(argument, name, "Numbers", "double"),
            "ReadOnlySpan<bool>" => List(argument, name, "Booleans", "bool"),
            "ReadOnlySpan<TensorHandle>" => Tensors(name, "Tensors"),
            "ReadOnlySpan<TensorHandle?>" => Tensors(name, "OptionalTensors"),
            "string" => new ArgumentText(
                $"NativeValue.List(NativeKind.Text, {name}First, {name}Bytes.Length)", $"byte* {name}First = {name}Bytes", [$"var {name}Bytes = System.Text.Encoding.UTF8.GetBytes({local});"], []),
            _ => null,
        };
    }

    /// <summary>A list of numbers. Where the schema allows None, an empty list means None: no operator tells the two apart to any use.</summary>
    private static ArgumentText List(AtenArgument argument, string name, string kind, string element)
    {
        var list = $"NativeValue.List(NativeKind.{kind}, {name}First, @{name}.Length)";
        return new ArgumentText(argument.IsOptional ? $"@{name}.IsEmpty ? NativeValue.None : {list}" : list, $"{element}* {name}First = @{name}", [], []);
    }

    private static ArgumentText Tensors(string name, string kind) => new(
        $"NativeValue.List(NativeKind.{kind}, {name}First, {name}Pointers.Length)",
        $"nint* {name}First = {name}Pointers",
        [$"var {name}Pointers = TensorPointers.Of(@{name});"],
        [$"TensorPointers.KeepAlive(@{name});"]);

    private static string? Default(string value) => value switch
    {
        "None" => "NativeValue.None",
        "True" => "NativeValue.Of(true)",
        "False" => "NativeValue.Of(false)",

        // Reductions and memory formats are numbers to the dispatcher.
        "Mean" => "NativeValue.Of(1L)",
        "contiguous_format" => "NativeValue.Of(0L)",
        "[]" => "NativeValue.List(NativeKind.Integers, null, 0)",
        _ when long.TryParse(value, out _) => $"NativeValue.Of({value}L)",
        _ when double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) => $"NativeValue.Of({value}d)",
        _ => null,
    };
}
