using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Finds what a module registers.</summary>
internal static class ModuleComponents
{
    /// <summary>Fields and auto-properties of the class that hold modules or parameters, in the order of the source; not those that may hold none, which TorchSharp's own registration finds.</summary>
    public static EquatableArray<ModuleComponent> Find(INamedTypeSymbol type) => new(type.GetMembers().OfType<IFieldSymbol>()
        .Where(field => !field.IsStatic && field.NullableAnnotation != NullableAnnotation.Annotated && (TorchTypes.IsModule(field.Type) || IsParameter(field.Type)))
        .Select(field => new ModuleComponent(FieldReader.ComponentName(field), TypePart.Escape((field.AssociatedSymbol ?? field).Name), IsParameter(field.Type))));

    /// <summary>Whether the class, or one of one's own from which it derives, registers its components itself.</summary>
    public static bool AreRegisteredByHand(INamedTypeSymbol type) => IsRegisteredByHand(type) || (TorchTypes.WrittenBase(type) is { } parent && !TorchTypes.IsOfTorchSharp(parent) && AreRegisteredByHand(parent));

    private static bool IsRegisteredByHand(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .Where(syntax => !GeneratedFiles.Contain(type, syntax))
        .SelectMany(syntax => syntax.DescendantNodes())
        .Any(node => node is MethodDeclarationSyntax { Identifier.ValueText: "RegisterComponents" }
            || (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } call
                && call.Expression.ToString().Split('.').Last() is "register_module" or "register_parameter" or "add_module"));

    private static bool IsParameter(ITypeSymbol type) => TorchTypes.NameOf(type) == "TorchSharp.Modules.Parameter";
}
