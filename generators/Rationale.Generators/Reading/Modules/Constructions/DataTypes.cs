using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>The arguments that say on which device and in which precision a module's parameters are.</summary>
internal static class DataTypes
{
    /// <summary>Refuses another precision than single. The device is where the module stands, not what it computes.</summary>
    public static void Check(CallSite site)
    {
        var type = site.Value("dtype") is null ? "Float32" : site.EnumName("dtype");
        site.Require("dtype", type == "Float32", type is null ? "is known only at run time; leave it out" : $"is {type}, but layers compute in 32 bits; leave it out, or train by autograd with ExplainedLoss");
    }

    /// <summary>The element type that a field of <c>torch</c> names, such as <c>torch.float64</c>; null for anything else.</summary>
    public static object? Named(ISymbol member)
    {
        if (member.ContainingType is not { Name: "torch" } owner || !TorchTypes.IsOfTorchSharp(owner) || (member as IFieldSymbol)?.Type is not INamedTypeSymbol { Name: "ScalarType" } type)
        {
            return null;
        }

        var name = member.Name switch
        {
            "half" => "float16",
            "@float" or "float" => "float32",
            "@double" or "double" => "float64",
            var other => other,
        };
        return type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(candidate => candidate.HasConstantValue && candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.ConstantValue;
    }

    /// <summary>Refuses a tensor of another precision than that of another tensor, and one that is trained.</summary>
    public static void CheckOf(CallSite site)
    {
        site.Require("dtype", site.Value("dtype") is null or DataTypeValue || site.EnumName("dtype") is "Float32" or "Bool", "is no type of a tensor of the forward pass; write x.dtype, or leave it out");
        site.Require("requires_grad", !site.Flag("requires_grad", false), "is true, but what is made in a forward pass is not trained");
    }
}
