using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Rationale.Benchmarks.Generator;

/// <summary>
/// <c>dotnet build</c> of a project of 200 models, restored, in turns with the same project to which the generated files were committed as sources, without generator and rules, and with the user's own
/// files alone. The difference of the first two is what analysis and generation cost; the third says how much of a build is compiling what was generated.
/// </summary>
internal static class BuildRuns
{
    private const double Asked = 10;

    /// <summary>Builds every project in turns.</summary>
    /// <param name="runs">Builds of each; the shortest counts, which others on the machine have disturbed least.</param>
    /// <param name="server">Whether one compiler serves all builds.</param>
    public static IReadOnlyList<GeneratorTime> Measure(int runs, bool server)
    {
        var folder = Directory.CreateTempSubdirectory("rationale-build-").FullName;
        var compiler = server ? $"rationale-{Environment.ProcessId}" : null;
        try
        {
            var own = ProjectModels.Sources;
            var generated = UserProject.Driver().RunGenerators(UserProject.Compile(own)).GetRunResult().GeneratedTrees.Select(tree => tree.ToString()).ToList();
            var package = BuildProject.Create(folder, "Package", own, [], withPackage: true);
            var written = BuildProject.Create(folder, "Written", own, generated, withPackage: false);
            var alone = BuildProject.Create(folder, "Alone", own, [], withPackage: false);
            var times = new Dictionary<BuildProject, List<double>> { [package] = [], [written] = [], [alone] = [] };
            var processor = times.Keys.ToDictionary(project => project, _ => double.NaN);

            // The compiler in memory has compiled these very projects before, as at a desk.
            for (var run = server ? -1 : 0; run < runs; run++)
            {
                foreach (var (project, seconds) in times)
                {
                    var (start, used) = (Stopwatch.GetTimestamp(), Clock.SecondsInChildren());
                    project.Build(compiler);
                    if (run >= 0)
                    {
                        seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                        processor[project] = Math.Min(Clock.SecondsInChildren() - used, double.IsNaN(processor[project]) ? double.MaxValue : processor[project]);
                    }
                }
            }

            foreach (var (project, seconds) in times)
            {
                Console.WriteLine($"{project.Name,-8} {seconds.Min(),6:0.0} s   ({string.Join(", ", seconds.Select(time => $"{time:0.0}"))})   {(server ? "" : $"{processor[project]:0.0} s of the processors   ")}{project.AssemblyLength / 1024.0:0} KiB");
            }

            var (with, without) = (times[package].Min(), times[written].Min());
            var how = server ? "a compiler in memory" : "a compiler for each build";
            return [new GeneratorTime(server ? "build-200-models-server" : "build-200-models", 100 * (with - without) / without, Asked, "%", $"dotnet build with the package against the same files as sources, {how}")];
        }
        finally
        {
            BuildProject.Shutdown(compiler);
            Directory.Delete(folder, recursive: true);
        }
    }
}
