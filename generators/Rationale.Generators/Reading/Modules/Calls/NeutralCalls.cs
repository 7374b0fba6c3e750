namespace Rationale.Generators.Reading.Modules;

/// <summary>Functions that change where a tensor lives, how it lies in memory or of which type it is, but no number.</summary>
internal static class NeutralCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["contiguous"] = Same,
        ["alias"] = Same,
        ["MoveToOuterDisposeScope"] = Same,
        ["MoveToOtherDisposeScope"] = Same,
        ["DetachFromDisposeScope"] = Same,
        ["cpu"] = Same,
        ["cuda"] = Same,
        ["float"] = Same,
        ["clone"] = static (input, _) => input.Copied(),
        ["to"] = Converted,
        ["to_type"] = Converted,
        ["type"] = Converted,
        ["long"] = static (input, site) => input.Rounded(site.Call.Syntax),
        ["int"] = static (input, site) => input.Rounded(site.Call.Syntax),
    };

    private static TensorValue Same(TensorValue input, CallSite site) => input;

    /// <summary>Another device is no other number, and neither is the precision in which layers compute; token ids may become integers, because only a lookup takes them.</summary>
    private static TensorValue Converted(TensorValue input, CallSite site) => site.EnumName("type|dtype|scalar_type") switch
    {
        null or "Float32" => input,
        "Int64" or "Int32" => input.Rounded(site.Call.Syntax),
        var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "type|dtype|scalar_type", $"is {other}, but layers compute in 32 bits"),
    };
}
