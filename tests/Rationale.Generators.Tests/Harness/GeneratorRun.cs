using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Generators.Tests;

/// <summary>The generator over a compilation, again and again, with every step recorded.</summary>
internal sealed class GeneratorRun
{
    private GeneratorDriver _driver;

    public GeneratorRun(CSharpCompilation compilation, CSharpParseOptions? options = null)
    {
        _driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            parseOptions: options ?? TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Again(compilation);
    }

    /// <summary>The compilation with the generated files.</summary>
    public CSharpCompilation Output { get; private set; } = null!;

    /// <summary>What the generator itself reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private set; } = [];

    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => _driver.GetRunResult().Results.Single().GeneratedSources
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Errors and warnings of the compilation with the generated files.</summary>
    public IReadOnlyList<string> Problems => [.. Output.GetDiagnostics(TestContext.Current.CancellationToken)
        .Concat(Diagnostics)
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString())];

    /// <summary>Errors and warnings in some of the generated files.</summary>
    /// <param name="isAsked">Whether a path is that of one of them.</param>
    public IReadOnlyList<string> ProblemsOf(Func<string, bool> isAsked)
    {
        SyntaxTree[] trees = [.. Output.SyntaxTrees.Where(tree => isAsked(tree.FilePath))];
        Assert.NotEmpty(trees);
        return [.. trees.SelectMany(tree => Output.GetSemanticModel(tree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken))
            .Concat(Diagnostics)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString())];
    }

    public static GeneratorRun Create(params string[] texts) => new(TestCompilation.Create(texts));

    /// <summary>Runs once more, over another compilation or a clone of the same.</summary>
    public GeneratorRun Again(CSharpCompilation compilation)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        (Output, Diagnostics) = ((CSharpCompilation)output, diagnostics);
        return this;
    }

    /// <summary>Why each output of a stage is what it is in the last run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string stage) =>
        [.. _driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(stage, out var steps) ? steps.SelectMany(step => step.Outputs).Select(output => output.Reason) : []];

    /// <summary>Why each output of the source stage is what it is in the last run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        [.. _driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(pair => pair.Value)
            .Where(step => step.Inputs.Any(input => input.Source.Name == TrackingNames.Compile))
            .SelectMany(step => step.Outputs).Select(output => output.Reason)];

    /// <summary>Every value that a stage gave.</summary>
    public IReadOnlyList<object> Values(string stage) =>
        [.. _driver.GetRunResult().Results.Single().TrackedSteps[stage].SelectMany(step => step.Outputs).Select(output => output.Value)];
}
