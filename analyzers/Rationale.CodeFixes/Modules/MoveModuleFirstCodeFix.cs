using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Moves a module to its device before the optimizer is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveModuleFirstCodeFix))]
[Shared]
public sealed class MoveModuleFirstCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.OptimizerBeforeMove];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var move = await FindAsync<ExpressionStatementSyntax>(context, diagnostic).ConfigureAwait(false);
        var made = root?.FindNode(diagnostic.AdditionalLocations[0].SourceSpan).FirstAncestorOrSelf<StatementSyntax>();
        if (move is { Expression: InvocationExpressionSyntax, Parent: BlockSyntax or GlobalStatementSyntax } && made is not null && (made.Parent == move.Parent || (made.Parent is GlobalStatementSyntax && move.Parent is GlobalStatementSyntax)))
        {
            var text = await move.SyntaxTree.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
            var indent = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(made.SpanStart).Start, made.SpanStart));
            Offer(context, diagnostic, "Move the module first", move.SyntaxTree, new TextChange(new TextSpan(made.SpanStart, 0), $"{move}\n{indent}"), LineEdits.Remove(move, text));
        }
    }
}
