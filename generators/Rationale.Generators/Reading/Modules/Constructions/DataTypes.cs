namespace Rationale.Generators.Reading.Modules;

/// <summary>The arguments that say on which device and in which precision a module's parameters are.</summary>
internal static class DataTypes
{
    /// <summary>Refuses another precision than single. The device is where the module stands, not what it computes.</summary>
    public static void Check(CallSite site) => site.RequireNone("dtype");

    /// <summary>Refuses a tensor of another precision than that of another tensor, and one that is trained.</summary>
    public static void CheckOf(CallSite site)
    {
        site.Require("dtype", site.Value("dtype") is null or DataTypeValue, "is no type of a tensor of the forward pass; write x.dtype, or leave it out");
        site.Require("requires_grad", !site.Flag("requires_grad", false), "is true, but what is made in a forward pass is not trained");
    }
}
