using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers.Tests;

/// <summary>Runs the analyzers over marked source and compares.</summary>
internal static class Verify
{
    /// <summary>What stands at the top of every test source.</summary>
    public const string Using = "using Rationale;\n";

    /// <summary>Checks that exactly the marked diagnostics are reported; their messages, in order of position, are returned.</summary>
    public static Task<IReadOnlyList<string>> ReportsAsync(string marked) => ReportsAsync(("Model.cs", marked));

    /// <summary>Checks several files.</summary>
    public static async Task<IReadOnlyList<string>> ReportsAsync(params (string Path, string Marked)[] files)
    {
        var parsed = files.Select(file => (file.Path, Markup: Markup.Parse(Using + file.Marked))).ToArray();
        var compilation = TestCompilation.Create([.. parsed.Select(file => (file.Path, file.Markup.Text))]);
        var reported = await DiagnosticsAsync(compilation);

        var expected = parsed.SelectMany(file => file.Markup.Expected.Select(mark => (file.Path, mark.Span.Start, mark.Span.Length, mark.Id)));
        var actual = reported.Select(diagnostic =>
            (diagnostic.Location.SourceTree!.FilePath, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length, diagnostic.Id));
        Assert.Equal(expected.Order(), actual.Order());
        AssertGeneratorAgrees(compilation, reported);
        return [.. reported.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
    }

    /// <summary>Every analyzer there is.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ModelAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>All diagnostics of all analyzers, in order of position.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var reported = await compilation
            .WithAnalyzers(Analyzers, options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reported.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id)];
    }

    // The promise of the analyzer: a model is generated exactly if no error is reported on it.
    private static void AssertGeneratorAgrees(CSharpCompilation compilation, IReadOnlyList<Diagnostic> reported)
    {
        var read = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(declaration => compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, TestContext.Current.CancellationToken)!)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Select(type => ModelReader.Read(type, TestContext.Current.CancellationToken))
            .Where(result => result != ReadResult.NotAModel)
            .ToArray();
        Assert.Equal(
            reported.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
            read.Any(result => result.Declaration is null));
        foreach (var problem in read.SelectMany(result => result.Problems))
        {
            Assert.Equal(problem.Blocks, DiagnosticDescriptors.ById[problem.Id].DefaultSeverity == DiagnosticSeverity.Error);
        }
    }
}
