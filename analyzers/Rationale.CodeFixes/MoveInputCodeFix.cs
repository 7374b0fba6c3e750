using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Moves [Input] before the first layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveInputCodeFix))]
[Shared]
public sealed class MoveInputCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.InputNotFirst];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var input = await FindAsync<AttributeSyntax>(context, diagnostic).ConfigureAwait(false);
        if (input is null
            || await FindTypeAsync(context, input).ConfigureAwait(false) is not { } type
            || ModelAttributes.Read(type, context.CancellationToken)?.Layers[0].Syntax is not { } first
            || first.SyntaxTree != input.SyntaxTree)
        {
            return;
        }

        var text = await input.SyntaxTree.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var inserted = AttributeEdits.InsertBefore(first, $"Input{input.ArgumentList}");
        Offer(context, diagnostic, "Move [Input] before all other layers", input.SyntaxTree, inserted, AttributeEdits.Remove(input, text));
    }
}
