using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds an [Input] before the first layer. How many features an example has only the user knows: one is what always compiles.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputCodeFix))]
[Shared]
public sealed class AddInputCodeFix : TextCodeFix
{
    private const string Input = "Input(1)";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.MissingInput];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var declaration = await FindAsync<TypeDeclarationSyntax>(context, diagnostic).ConfigureAwait(false);
        if (await FindTypeAsync(context, declaration).ConfigureAwait(false) is not { } type
            || ModelAttributes.Read(type, context.CancellationToken) is not { } attributes)
        {
            return;
        }

        var layer = attributes.Layers.FirstOrDefault()?.Syntax;
        if ((layer ?? attributes.Tasks.FirstOrDefault()?.Syntax) is { } anchor)
        {
            var change = layer is null ? AttributeEdits.InsertAfter(anchor, Input) : AttributeEdits.InsertBefore(anchor, Input);
            Offer(context, diagnostic, $"Add [{Input}] as the first layer", anchor.SyntaxTree, change);
        }
    }
}
