using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds the layer that joins dimensions where a layer takes rows of one dimension only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFlattenCodeFix))]
[Shared]
public sealed class AddFlattenCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ShapesDoNotFit];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(ProblemProperties.MissingLayer, out var layer) && layer is not null
            && await FindAsync<AttributeSyntax>(context, diagnostic).ConfigureAwait(false) is { } attribute)
        {
            Offer(context, diagnostic, $"Add [{layer}] before this layer", attribute.SyntaxTree, AttributeEdits.InsertBefore(attribute, layer));
        }
    }
}
