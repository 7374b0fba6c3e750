using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Gives [Smoothed], or a smoothing that is made at run time, the nearest share to keep that is an integer number of votes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitKeepCodeFix))]
[Shared]
public sealed class FitKeepCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.KeepNotMultiple, RuleIds.ShareNotMultiple];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(ProblemProperties.Keep, out var keep) && keep is not null
            && diagnostic.Location.SourceTree is { } tree)
        {
            Offer(context, diagnostic, $"Keep {keep}", tree, new TextChange(diagnostic.Location.SourceSpan, keep));
        }

        return Task.CompletedTask;
    }
}
