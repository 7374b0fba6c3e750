using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Rationale.Analyzers.Tests;

/// <summary>Applies code fixes in a workspace in memory.</summary>
internal static class VerifyFix
{
    /// <summary>Applies a fix to the first diagnostic that it can fix and compares the file.</summary>
    public static async Task ChangesAsync<TFix>(string before, string after)
        where TFix : CodeFixProvider, new()
    {
        var document = Open(before);
        var fix = new TFix();
        var diagnostic = (await FixableAsync(document, fix)).First();
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        var action = Assert.Single(actions);
        Assert.NotNull(action.EquivalenceKey);
        await AssertTextAsync(action, document, after);
    }

    /// <summary>Applies a fix to all diagnostics of a rule in a file and compares it.</summary>
    public static async Task ChangesAllAsync<TFix>(string id, string before, string after)
        where TFix : CodeFixProvider, new()
    {
        var document = Open(before);
        var fix = new TFix();
        var diagnostics = await FixableAsync(document, fix);
        var context = new FixAllContext(
            document,
            fix,
            FixAllScope.Document,
            typeof(TFix).Name,
            [id],
            new Known(diagnostics),
            TestContext.Current.CancellationToken);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        await AssertTextAsync(Assert.IsAssignableFrom<CodeAction>(action), document, after);
    }

    /// <summary>Checks that a fix offers nothing, though the rule that it fixes is broken.</summary>
    public static async Task OffersNothingAsync<TFix>(string source)
        where TFix : CodeFixProvider, new()
    {
        var document = Open(source);
        var fix = new TFix();
        var diagnostic = (await FixableAsync(document, fix)).First();
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        Assert.Empty(actions);
    }

    private static Document Open(string source)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithCompilationOptions(TestCompilation.Options)
            .WithMetadataReferences(TestCompilation.References);
        return project.AddDocument("Model.cs", SourceText.From(Verify.Using + source), filePath: "Model.cs");
    }

    private static async Task<Diagnostic[]> FixableAsync(Document document, CodeFixProvider fix)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var reported = await Verify.DiagnosticsAsync(compilation!);
        return [.. reported.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)).OrderBy(diagnostic => diagnostic.Id)];
    }

    private static async Task AssertTextAsync(CodeAction action, Document document, string expected)
    {
        var operation = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single();
        var text = await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Verify.Using + expected, text.ToString());
    }

    private sealed class Known(IEnumerable<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics);
    }
}
