using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds modules that TorchSharp registers under a hidden name, or not at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleMembersAnalyzer() : TorchAnalyzer(TorchDescriptors.ModuleInAutoProperty, TorchDescriptors.ModulesInPlainCollection)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || !TorchTypes.IsModule(type.BaseType) || ModuleComponents.AreRegisteredByHand(type))
        {
            return;
        }

        // Of a model, the generator registers components, auto-properties under their own names.
        var isModel = ModelAttributes.MarkAsModel(type);
        var bodies = new Lazy<IReadOnlyList<SyntaxNode>>(() => [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(context.CancellationToken))]);
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst))
        {
            var member = field.AssociatedSymbol ?? field;
            if (member.Locations.FirstOrDefault() is not { } location)
            {
                continue;
            }

            if (!isModel && member is IPropertySymbol && TorchTypes.IsModule(field.Type) && bodies.Value.Any(CallsRegisterComponents))
            {
                context.ReportDiagnostic(Diagnostic.Create(TorchDescriptors.ModuleInAutoProperty, location, member.Name));
            }
            else if (HoldsModules(field.Type) && !bodies.Value.Any(body => HandsOn(body, member.Name)))
            {
                context.ReportDiagnostic(Diagnostic.Create(TorchDescriptors.ModulesInPlainCollection, location, member.Name));
            }
        }
    }

    private static bool CallsRegisterComponents(SyntaxNode body) =>
        body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "RegisterComponents" }
            or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "RegisterComponents" });

    /// <summary>Whether a type is an array or a collection of .NET with modules in it.</summary>
    private static bool HoldsModules(ITypeSymbol type) => !TorchTypes.IsOfTorchSharp(type) && type switch
    {
        IArrayTypeSymbol array => TorchTypes.IsModule(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } generic => IsSystem(generic) && generic.TypeArguments.Any(TorchTypes.IsModule),
        _ => false,
    };

    private static bool IsSystem(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.ObjectModel";

    /// <summary>Whether a member as a whole is given to anything, which may register what is in it: <c>ModuleList(layers)</c>.</summary>
    private static bool HandsOn(SyntaxNode body, string name) => body.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(identifier => identifier.Identifier.ValueText == name)
        .Select(identifier => identifier.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified ? qualified : (ExpressionSyntax)identifier)
        .Any(use => !IsLookedInto(use) && use.Ancestors().TakeWhile(outer => outer is not (StatementSyntax or MemberDeclarationSyntax)).Any(outer => outer switch
        {
            ArgumentSyntax or SpreadElementSyntax or EqualsValueClauseSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right.Span.Contains(use.Span),
            _ => false,
        }));

    private static bool IsLookedInto(ExpressionSyntax use) => use.Parent switch
    {
        ElementAccessExpressionSyntax element => element.Expression == use,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddRange" or "Insert" or "Count" or "Length" } member => member.Expression == use,
        _ => false,
    };
}
