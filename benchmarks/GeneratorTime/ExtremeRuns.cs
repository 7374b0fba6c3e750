using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rationale.Analyzers;
using Rationale.Generators.Reading;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Benchmarks.Generator;

/// <summary>Analysis and generation of deep and wide models: the time of each stage, and what is written.</summary>
internal static class ExtremeRuns
{
    private const double Asked = 2000;

    /// <summary>Measures one model, and prints its stages as they end.</summary>
    /// <param name="name">Name of the row.</param>
    /// <param name="what">What the model is.</param>
    /// <param name="source">Its source.</param>
    /// <param name="runs">Runs; the shortest counts.</param>
    /// <param name="stages">Whether to take the stages apart too.</param>
    /// <param name="folder">Where to write what was generated, in a folder of its own; null for nowhere.</param>
    public static GeneratorTime Measure(string name, string what, string source, int runs, bool stages, string? folder)
    {
        // A compiler that has compiled something else before, as on a build server.
        var compilation = UserProject.Compile(source);
        Rules(UserProject.Compile(ExtremeModels.Small));
        UserProject.Driver().RunGenerators(UserProject.Compile(ExtremeModels.Small));
        var rules = Clock.Time(() => Rules(compilation));
        var files = ImmutableArray<GeneratedSourceResult>.Empty;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var time = Enumerable.Range(0, runs).Min(_ => Clock.Time(() => files = UserProject.Driver().RunGenerators(compilation).GetRunResult().Results[0].GeneratedSources));
        bytes = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / runs;
        var compile = files.IsEmpty || !stages ? 0 : Clock.Time(() => compilation.AddSyntaxTrees(files.Select(file => file.SyntaxTree)).Emit(new MemoryStream()));
        var lines = files.Select(file => file.SourceText.Lines.Count).ToList();
        Console.WriteLine($"{name,-20} analysis {rules,8:0} ms   generation {time,8:0} ms   {bytes / 1048576.0,8:0} MiB allocated   {lines.Sum(),8} lines, the longest file {lines.DefaultIfEmpty(0).Max()}");
        if (compile > 0)
        {
            Console.WriteLine($"{"",-20} compiling what was generated {compile:0} ms");
        }

        if (stages && ModelReader.Read(compilation.GetTypeByMetadataName("Models.Extreme")!, CancellationToken.None).Declaration is { } declaration)
        {
            Console.WriteLine($"{"",-20} {Stages(declaration.Specification)}");
        }

        if (folder is not null)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            foreach (var file in files)
            {
                File.WriteAllText(Path.Combine(folder, name, file.HintName), file.SourceText.ToString());
            }
        }

        return new GeneratorTime($"extreme-{name}", rules + time, Asked, "ms", what);
    }

    private static string Stages(ModelSpecification model)
    {
        var (graph, expanded, simple) = (default(ComputationGraph)!, default(ComputationGraph)!, default(ComputationGraph)!);
        Schedule schedule = null!;
        var build = Clock.Time(() => graph = ModelPrograms.Training(model));
        var expand = Clock.Time(() => expanded = Differentiation.Expand(graph));
        var simplify = Clock.Time(() => simple = Simplification.Run(expanded));
        var place = Clock.Time(() => schedule = Scheduler.Run(simple, ModelGraph.Build(model, training: false).ParameterLength));
        var calls = 0;
        var lower = Clock.Time(() => calls = schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue))).Sum(instruction => LoweringTable.Lower(instruction).Count));
        return $"training: graph {build:0}, differentiation {expand:0}, simplification {simplify:0}, scheduling {place:0}, lowering {lower:0} ms; {simple.Nodes().Count} nodes, {calls} calls";
    }

    /// <summary>Every rule over the project, as the compiler runs them.</summary>
    private static void Rules(Compilation compilation) =>
        compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
}
