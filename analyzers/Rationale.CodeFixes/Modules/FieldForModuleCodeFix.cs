using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Makes an auto-property that holds a module a field of the same name, under which it is then registered.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FieldForModuleCodeFix))]
[Shared]
public sealed class FieldForModuleCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ModuleInAutoProperty];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<PropertyDeclarationSyntax>(context, diagnostic).ConfigureAwait(false) is not { AccessorList: { } accessors } property
            || property.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.VirtualKeyword) || modifier.IsKind(SyntaxKind.OverrideKeyword) || modifier.IsKind(SyntaxKind.RequiredKeyword)))
        {
            return;
        }

        var isReadOnly = accessors.Accessors.All(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        var changes = new List<TextChange>();
        if (isReadOnly)
        {
            changes.Add(new TextChange(new TextSpan(property.Type.SpanStart, 0), "readonly "));
        }

        var end = property.Initializer is null ? ";" : "";
        changes.Add(new TextChange(TextSpan.FromBounds(property.Identifier.Span.End, accessors.Span.End), end));
        Offer(context, diagnostic, $"Make '{property.Identifier.ValueText}' a field", property.SyntaxTree, [.. changes]);
    }
}
