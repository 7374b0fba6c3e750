namespace Rationale.Generators.Reading.Modules;

/// <summary>Poolings as modules; their functions say what they do.</summary>
internal static class PoolModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["MaxPool1d"] = static site => ModuleTable.Plain(SequencePools.Max(site)),
        ["AvgPool1d"] = static site => ModuleTable.Plain(SequencePools.Average(site)),
        ["AdaptiveAvgPool1d"] = static site => ModuleTable.Plain(SequencePools.AdaptiveAverage(site)),
        ["AdaptiveMaxPool1d"] = static site => ModuleTable.Plain(SequencePools.AdaptiveMax(site)),
        ["MaxPool2d"] = static site => Create(PoolCalls.Max(site)),
        ["AvgPool2d"] = static site => Create(PoolCalls.Average(site)),
        ["AdaptiveAvgPool2d"] = static site => Create(PoolCalls.AdaptiveAverage(site)),
        ["AdaptiveMaxPool2d"] = static site => Create(PoolCalls.AdaptiveMax(site)),
        ["Upsample"] = static site => Create(PoolCalls.Resized(site)),
    };

    private static ModuleValue Create(Func<Rationale.Graph.EquatableArray<int>, Rationale.Graph.Models.Layer> layer) =>
        ModuleTable.Plain((input, at) => PoolCalls.Apply(input, at, layer));
}
