using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds [Block] to a class that a model uses as a block, where it is declared. A model cannot become a block, and one of another project cannot be changed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkBlockCodeFix))]
[Shared]
public sealed class MarkBlockCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.BlockNotMarked];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var reference = await FindAsync<TypeOfExpressionSyntax>(context, diagnostic).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (reference is not null
            && model?.GetTypeInfo(reference.Type, context.CancellationToken).Type is INamedTypeSymbol type
            && ModelAttributes.Read(type, context.CancellationToken) is { Tasks.Count: 0, Schedules.Count: 0, Settings.Count: 0 } attributes
            && attributes.Layers.FirstOrDefault(layer => layer.ClassName != nameof(InputAttribute))?.Syntax is { } anchor
            && context.Document.Project.Solution.GetDocument(anchor.SyntaxTree) is not null)
        {
            Offer(context, diagnostic, $"Add [Block] to '{type.Name}'", anchor.SyntaxTree, AttributeEdits.InsertBefore(anchor, "Block"));
        }
    }
}
