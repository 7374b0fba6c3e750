namespace Rationale.Generators.Reading.Modules;

/// <summary>Modules that only give another shape, or nothing else at all.</summary>
internal static class ShapeModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["Flatten"] = static site => ModuleTable.Plain((input, _) => ShapeCalls.Flatten(input, site, defaultStart: 1)),
        ["Unflatten"] = static site => ModuleTable.Plain((input, _) => ShapeCalls.Unflatten(input, site)),
        ["ZeroPad2d"] = static site => ModuleTable.Plain((input, _) => ShapeCalls.Padded(input, site.Values("padding").Count == 1 ? [.. Enumerable.Repeat(site.Integer("padding"), 4)] : site.Integers("padding"), site)),
        ["Identity"] = static _ => ModuleTable.Plain(static (input, _) => input, takesAnyBatch: true),
    };
}
