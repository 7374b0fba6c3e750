using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rationale.Analyzers;

namespace Rationale.Benchmarks.Generator;

/// <summary>
/// What the package adds to the build of a project of 200 models. Compared are two compilations of the same program from text to assembly: one to which the generated files were given as sources, as
/// though somebody had written them, and one in which generator and analyzers run.
/// </summary>
internal static class ProjectRuns
{
    private const double Asked = 10;

    /// <summary>Every analyzer of the package.</summary>
    private static readonly DiagnosticAnalyzer[] Analyzers =
        [.. typeof(ModelAnalyzer).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>Measures both in turns.</summary>
    /// <param name="runs">Runs of each; the shortest counts.</param>
    public static GeneratorTime Measure(int runs)
    {
        var sources = ProjectModels.Sources;
        var generated = UserProject.Driver().RunGenerators(UserProject.Compile(sources)).GetRunResult().GeneratedTrees.Select(tree => tree.ToString()).ToList();
        var (without, with, generation, rules) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var run = 0; run < runs; run++)
        {
            without = Math.Min(without, Clock.Time(() => Emit(UserProject.Compile(sources.Concat(generated)))));
            Compilation compilation = null!;
            var parsed = Clock.Time(() => compilation = UserProject.Compile(sources));
            var made = Clock.Time(() => UserProject.Driver().RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _));
            var emitted = Clock.Time(() => Emit(compilation));
            var looked = Rules(compilation);
            with = Math.Min(with, parsed + made + emitted + looked);
            (generation, rules) = (Math.Min(generation, made), Math.Min(rules, looked));
        }

        var lines = generated.Sum(text => text.Count(letter => letter == '\n'));
        Console.WriteLine($"{sources.Count} models, {generated.Count} generated files of {lines} lines: {without:0} ms without the package, {with:0} ms with it, of which generation {generation:0} and rules {rules:0} ms");
        return new GeneratorTime("project-200-models", 100 * (generation + rules) / without, Asked, "%", "time of generator and rules as a share of the compilation of the same code without them");
    }

    /// <summary>Milliseconds of the rules themselves: the compiler binds the program once for them and for itself.</summary>
    private static double Rules(Compilation compilation)
    {
        var analyzers = new CompilationWithAnalyzers(compilation, [.. Analyzers], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        analyzers.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return Analyzers.Sum(analyzer => analyzers.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds);
    }

    private static void Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = ((CSharpCompilation)compilation).Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException($"The project does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }
    }
}
