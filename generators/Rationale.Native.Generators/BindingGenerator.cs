using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;

namespace Rationale.Native.Generators;

/// <summary>Writes the bodies of methods that are declared as operators of libtorch's dispatcher.</summary>
[Generator]
public sealed class BindingGenerator : IIncrementalGenerator
{
    private const string Attribute = "Rationale.Native.AtenAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var bindings = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attribute, static (node, _) => node is MethodDeclarationSyntax, static (found, _) => Read(found))
            .WithTrackingName("Bindings");
        context.RegisterSourceOutput(bindings.Collect(), static (output, all) =>
        {
            foreach (var group in all.GroupBy(binding => (binding.Namespace, binding.Class)).OrderBy(group => group.Key.Class, StringComparer.Ordinal))
            {
                output.AddSource($"{group.Key.Namespace}.{group.Key.Class}.g.cs", BindingEmitter.Write(group.Key.Namespace, group.Key.Class, [.. group]));
            }
        });
    }

    private static Binding Read(GeneratorAttributeSyntaxContext context)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var syntax = (MethodDeclarationSyntax)context.TargetNode;
        var unqualified = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
        return new Binding(
            method.ContainingNamespace.ToDisplayString(),
            method.ContainingType.Name,
            $"{syntax.Modifiers} {syntax.ReturnType} {syntax.Identifier}{Bare(syntax.ParameterList)}",
            method.Name,
            new EquatableArray<BindingParameter>(method.Parameters.Select(parameter => new BindingParameter(parameter.Name, parameter.Type.ToDisplayString(unqualified)))),
            method.ReturnType.ToDisplayString(unqualified),
            (string)context.Attributes[0].ConstructorArguments[0].Value!);
    }

    /// <summary>The parameters without defaults, which stand in the declaration alone.</summary>
    private static string Bare(ParameterListSyntax list) => $"({string.Join(", ", list.Parameters.Select(parameter => $"{parameter.Type} {parameter.Identifier}"))})";
}
