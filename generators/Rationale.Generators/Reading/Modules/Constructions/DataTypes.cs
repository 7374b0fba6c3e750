namespace Rationale.Generators.Reading.Modules;

/// <summary>The arguments that say on which device and in which precision a module's parameters are.</summary>
internal static class DataTypes
{
    /// <summary>Refuses another precision than single. The device is where the module stands, not what it computes.</summary>
    public static void Check(CallSite site) => site.RequireNone("dtype");
}
