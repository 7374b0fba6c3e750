using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds the layer that joins dimensions before a layer that takes one, or gives [Input] the dimensions of an image for a layer that takes images.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitShapesCodeFix))]
[Shared]
public sealed class FitShapesCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ShapesDoNotFit];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<AttributeSyntax>(context, diagnostic).ConfigureAwait(false) is not { } attribute)
        {
            return;
        }

        if (Value(diagnostic, ProblemProperties.MissingLayer) is { } layer)
        {
            Offer(context, diagnostic, $"Add [{layer}] before this layer", attribute.SyntaxTree, AttributeEdits.InsertBefore(attribute, layer));
        }
        else if (Value(diagnostic, ProblemProperties.Input) is { } image
            && await FindTypeAsync(context, attribute).ConfigureAwait(false) is { } type
            && ModelAttributes.Read(type, context.CancellationToken)?.Layers[0].Syntax is { ArgumentList: { } arguments } input)
        {
            Offer(context, diagnostic, $"Write [Input({image})]", input.SyntaxTree, new TextChange(arguments.Span, $"({image})"));
        }
    }

    private static string? Value(Diagnostic diagnostic, string property) => diagnostic.Properties.TryGetValue(property, out var value) ? value : null;
}
