namespace Rationale.Native.Generators;

/// <summary>How results of a call are unpacked.</summary>
internal static class ResultText
{
    /// <summary>The types of the results, one after another; none for a method that gives nothing.</summary>
    public static IReadOnlyList<string> Of(string type) =>
        type == "void" ? [] : type.StartsWith("(", StringComparison.Ordinal) ? [.. type.Trim('(', ')').Split(',').Select(part => part.Trim().Split(' ')[0])] : [type];

    /// <summary>The expression that unpacks them.</summary>
    public static string Expression(IReadOnlyList<string> types)
    {
        var parts = types.Select((type, index) => $"results[{index}].{Unpack(type)}").ToList();
        return parts.Count == 1 ? parts[0] : $"({string.Join(", ", parts)})";
    }

    private static string Unpack(string type) => type switch
    {
        "TensorHandle" => "Tensor()",
        "TensorHandle?" => "OptionalTensor()",
        "TensorHandle[]" => "Tensors()",
        "long" => "Integer",
        "double" => "Number",
        "bool" => "Integer != 0",
        _ => $"Unknown_{type}",
    };
}
