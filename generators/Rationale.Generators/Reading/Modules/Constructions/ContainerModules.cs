using System.Globalization;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Modules that hold others.</summary>
internal static class ContainerModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["Sequential"] = static site => new SequentialModule(Children(site), isCalled: true),
        ["ModuleList"] = static site => new SequentialModule(Children(site), isCalled: false),
        ["ModuleDict"] = static site => new SequentialModule(Children(site), isCalled: false, isNamed: true),
    };

    /// <summary>A child without a name is called by its number.</summary>
    private static IReadOnlyList<(string Name, ModuleValue Module)> Children(CallSite site) => [.. site.Values("modules").Select((child, index) => child switch
    {
        ModuleValue module => (index.ToString(CultureInfo.InvariantCulture), module),
        ListValue { Items: [Constant { Content: string name }, ModuleValue module] } => (name, module),
        _ => throw site.Refuse(RuleIds.ConstructionNotUnderstood, "modules", $"holds {child.Kind} where a module or a pair of a name and a module is needed"),
    })];
}
