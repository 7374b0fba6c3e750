using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Gives the last [Dense] the units that the task needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitUnitsCodeFix))]
[Shared]
public sealed class FitUnitsCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.OutputsDoNotFitTask];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(ProblemProperties.Units, out var units) && units is not null
            && diagnostic.Location.SourceTree is { } tree)
        {
            Offer(context, diagnostic, $"Write [Dense({units})]", tree, new TextChange(diagnostic.Location.SourceSpan, units));
        }

        return Task.CompletedTask;
    }
}
