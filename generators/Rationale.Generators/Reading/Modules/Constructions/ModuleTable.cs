namespace Rationale.Generators.Reading.Modules;

/// <summary>Makes a module from the call that constructs it.</summary>
internal delegate ModuleValue ModuleConstructor(CallSite site);

/// <summary>Every module of TorchSharp that the generator knows, by the name of the function of <c>torch.nn</c> that makes it.</summary>
internal static class ModuleTable
{
    /// <summary>The constructors.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new[]
    {
        LinearModules.Constructors,
        ConvolutionModules.Constructors,
        PoolModules.Constructors,
        NormModules.Constructors,
        ActivationModules.Constructors,
        ShapeModules.Constructors,
        ContainerModules.Constructors,
        AttentionModules.Constructors,
        RecurrentModules.Constructors,
    }.SelectMany(family => family).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>A module without parameters.</summary>
    /// <param name="apply">What it makes of a tensor.</param>
    /// <param name="takesAnyBatch">Whether the batch may stand anywhere.</param>
    public static ModuleValue Plain(Func<TensorValue, Microsoft.CodeAnalysis.IOperation, TensorValue> apply, bool takesAnyBatch = false) =>
        new LayerModule((input, at, _) => apply(input, at)) { TakesAnyBatch = takesAnyBatch };
}
