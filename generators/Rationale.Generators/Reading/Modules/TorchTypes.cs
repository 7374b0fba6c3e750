using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Types of TorchSharp, which the generator knows by name only.</summary>
internal static class TorchTypes
{
    private const string Nn = "TorchSharp.torch.nn";

    /// <summary>Whether a type is a module of any kind.</summary>
    public static bool IsModule(ITypeSymbol? type) => Ancestors(type).Any(ancestor => NameOf(ancestor) == $"{Nn}.Module");

    /// <summary>Whether a type is a module that takes one tensor and gives one.</summary>
    public static bool IsModuleOfOneTensor(ITypeSymbol? type) => Ancestors(type).Any(TakesOneTensor);

    /// <summary>Whether a type is written by hand as such a module, with nothing between it and TorchSharp's own class.</summary>
    public static bool DerivesDirectly(INamedTypeSymbol type) => type.BaseType is { } parent && TakesOneTensor(parent);

    /// <summary>Whether a type is a tensor; a parameter is one.</summary>
    public static bool IsTensor(ITypeSymbol? type) => Ancestors(type).Any(ancestor => NameOf(ancestor) == "TorchSharp.torch.Tensor");

    /// <summary>Whether a type or member comes from TorchSharp's namespaces.</summary>
    public static bool IsOfTorchSharp(ISymbol? symbol)
    {
        var space = symbol?.ContainingNamespace;
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space is { Name: "TorchSharp" };
    }

    /// <summary>Namespace, containing types and name, without type parameters: <c>TorchSharp.torch.nn.Module</c>.</summary>
    public static string NameOf(ISymbol symbol) => symbol switch
    {
        { ContainingType: { } outer } => $"{NameOf(outer)}.{symbol.Name}",
        { ContainingNamespace: { IsGlobalNamespace: false } space } => $"{space.ToDisplayString()}.{symbol.Name}",
        _ => symbol.Name,
    };

    private static bool TakesOneTensor(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 2 && NameOf(type) == $"{Nn}.Module" && type.TypeArguments.All(IsTensor);

    private static IEnumerable<INamedTypeSymbol> Ancestors(ITypeSymbol? type)
    {
        for (var ancestor = type as INamedTypeSymbol; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
