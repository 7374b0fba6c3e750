// How long the generator takes: for a model of ten layers, everything at first and what an edit costs afterwards; for deep and wide models; and what it adds to the build of 200 models.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rationale.Benchmarks.Generator;
using Rationale.Storage;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var json = new Option<string?>("--json") { Description = "File that gets the results as JSON." };
var runs = new Option<int>("--runs") { Description = "Runs of each; the median counts.", DefaultValueFactory = _ => 101 };
var part = new Option<string>("--part") { Description = "edits, extreme (one of them: extreme-NAME), project, build (three projects of 200 models by dotnet build; not in all) or all.", DefaultValueFactory = _ => "all" };
var stages = new Option<bool>("--stages") { Description = "Take the stages of extreme models apart." };
var server = new Option<bool>("--server") { Description = "Build with a compiler that stays in memory, as at a desk; without it every build starts one, as on a build server." };
var write = new Option<string?>("--write") { Description = "Folder that gets what was generated for extreme models." };
var command = new RootCommand("Time of the generator.") { json, runs, part, stages, server, write };
command.SetAction(parsed =>
{
    var (wanted, times) = (parsed.GetValue(part)!, Math.Max(1, parsed.GetValue(runs)));
    var results = new List<GeneratorTime>();
    if (wanted is "edits" or "all")
    {
        results.AddRange(GeneratorRuns.Measure(times));
    }

    foreach (var (name, what, source) in ExtremeModels.All.Where(model => wanted is "extreme" or "all" || wanted == $"extreme-{model.Name}"))
    {
        results.Add(ExtremeRuns.Measure(name, what, source, Math.Min(3, times), parsed.GetValue(stages), parsed.GetValue(write)));
    }

    if (wanted is "project" or "all")
    {
        results.Add(ProjectRuns.Measure(Math.Min(5, times)));
    }

    if (wanted is "build")
    {
        results.AddRange(BuildRuns.Measure(Math.Min(5, times), parsed.GetValue(server)));
    }

    foreach (var result in results)
    {
        Console.WriteLine($"{result.Name,-28} {result.Ours,8:0.00} {result.Unit}   asked {result.Asked:0}   {result.What}");
    }

    if (parsed.GetValue(json) is { } path)
    {
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, results, GeneratorRuns.Json));
    }

    return results.All(result => result.Ours < result.Asked) ? 0 : 1;
});
return command.Parse(args).Invoke();
