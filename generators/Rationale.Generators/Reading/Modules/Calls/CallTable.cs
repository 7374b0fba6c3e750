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
    }.SelectMany(family => family).ToDictionary(pair => pair.Key, pair => pair.Value);
}
