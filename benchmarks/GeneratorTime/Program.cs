// How long the generator takes for a model of ten layers: everything at first, and what an edit costs afterwards, each as a wait of the compiler.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rationale.Benchmarks.Generator;
using Rationale.Storage;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var json = new Option<string?>("--json") { Description = "File that gets the results as JSON." };
var runs = new Option<int>("--runs") { Description = "Runs of each; the median counts.", DefaultValueFactory = _ => 101 };
var command = new RootCommand("Time of the generator for a model of ten layers.") { json, runs };
command.SetAction(parsed =>
{
    var results = GeneratorRuns.Measure(Math.Max(1, parsed.GetValue(runs)));
    foreach (var result in results)
        Console.WriteLine($"{result.Name,-28} {result.Ours,8:0.00} {result.Unit}   asked {result.Asked:0}   {result.What}");
    if (parsed.GetValue(json) is { } path)
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, results, GeneratorRuns.Json));
    return results.All(result => result.Ours < result.Asked) ? 0 : 1;
});
return command.Parse(args).Invoke();
