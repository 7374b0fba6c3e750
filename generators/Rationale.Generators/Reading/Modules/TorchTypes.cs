using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Types of TorchSharp, which the generator knows by name only.</summary>
internal static class TorchTypes
{
    /// <summary>The type by which the torch target is known.</summary>
    public const string Target = "Rationale.Torch.TorchDevice";

    private const string Nn = "TorchSharp.torch.nn";

    /// <summary>Whether the project of a type references the torch target, so that its modules are models.</summary>
    public static bool IsTargetOf(INamedTypeSymbol type) => type.ContainingAssembly is ISourceAssemblySymbol { Compilation: { } compilation } && compilation.GetTypeByMetadataName(Target) is not null;

    /// <summary>Whether a type is a module of any kind.</summary>
    public static bool IsModule(ITypeSymbol? type) => Ancestors(type).Any(ancestor => NameOf(ancestor) is $"{Nn}.Module" or $"{Nn}.IModule");

    /// <summary>Whether a type is a module that takes one tensor and gives one.</summary>
    public static bool IsModuleOfOneTensor(ITypeSymbol? type) => Ancestors(type).Any(TakesOneTensor);

    /// <summary>The class from which a module that is written by hand derives, where it is written by hand as well; null where it is TorchSharp's own <c>Module</c>.</summary>
    public static INamedTypeSymbol? WrittenBase(INamedTypeSymbol type) => type.BaseType is { } parent && IsModule(parent) && !(NameOf(parent) is $"{Nn}.Module" && IsOfTorchSharp(parent)) ? parent : null;

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

    /// <summary>Whether a method stands for one of TorchSharp's whose errors end the process.</summary>
    public static bool IsGuarded(IMethodSymbol method) => NameOf(method.ContainingType) == "Rationale.Torch.Guarded";

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
        foreach (var bound in type is ITypeParameterSymbol parameter ? parameter.ConstraintTypes : type is null ? [] : [type])
        {
            for (var ancestor = bound as INamedTypeSymbol; ancestor is not null; ancestor = ancestor.BaseType)
            {
                yield return ancestor;
            }
        }
    }
}
