namespace Rationale.Generators.Reading.Modules;

/// <summary>What a known function makes of a tensor.</summary>
/// <param name="input">The tensor on which it is called, or its first argument.</param>
/// <param name="site">The call.</param>
internal delegate Value CallReader(TensorValue input, CallSite site);

/// <summary>
/// Every function of tensors that the generator knows, by its name without the underscore of the form in place. <c>torch</c>, <c>torch.nn.functional</c> and <c>Tensor</c>
/// use the same names for the same things.
/// </summary>
internal static class CallTable
{
    /// <summary>The functions.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new[]
    {
        ActivationCalls.Functions,
        PoolCalls.Functions,
        ShapeCalls.Functions,
        ArithmeticCalls.Functions,
        NeutralCalls.Functions,
        ReduceCalls.Functions,
        RangeCalls.Functions,
        ProductCalls.Functions,
        SequencePools.Functions,
        ConstantCalls.LikeFunctions,
    }.SelectMany(family => family).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Functions whose first argument is no tensor, but a list of tensors, an equation or a size.</summary>
    public static IReadOnlyDictionary<string, Func<CallSite, Value>> FreeFunctions { get; } = ConcatCalls.Names.Select(name => new KeyValuePair<string, Func<CallSite, Value>>(name, ConcatCalls.Read))
        .Concat(ConstantCalls.Functions)
        .Append(new KeyValuePair<string, Func<CallSite, Value>>("einsum", EinsumCalls.Read))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Functions that know where the batch stands; all others take it as the first dimension.</summary>
    private static HashSet<string> AnyBatch { get; } = [.. ActivationCalls.Functions.Keys, .. ArithmeticCalls.Functions.Keys, .. NeutralCalls.Functions.Keys, .. ReduceCalls.Functions.Keys,
        .. RangeCalls.Functions.Keys, .. ConstantCalls.LikeFunctions.Keys, "permute", "transpose", "swapaxes", "swapdims", "unsqueeze", "squeeze", "dropout", "t", "expand", "repeat", "linear", "matmul", "mm", "MatMul", "masked_fill"];

    /// <summary>Refuses a tensor whose batch is not where a function takes it.</summary>
    public static void CheckBatch(string function, TensorValue input, Microsoft.CodeAnalysis.IOperation at)
    {
        if (!AnyBatch.Contains(function) && !(function is "view" or "reshape" && input.BatchAxis == TensorValue.NoBatch))
        {
            input.RequireBatchFirst(at.Syntax);
        }
    }
}
