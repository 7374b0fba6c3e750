using System.CommandLine;
using Rationale.Benchmarks;

var filter = new Option<string?>("--filter") { Description = "Runs only the cases whose name contains this." };
var json = new Option<string?>("--json") { Description = "File that gets the results as JSON." };
var pairs = new Option<int>("--pairs") { Description = "Pairs of measurements per case.", DefaultValueFactory = _ => 11 };
var python = new Option<string>("--python") { Description = "The interpreter that has torch.", DefaultValueFactory = _ => "python3" };
var memory = new Option<string?>("--memory") { Description = "Runs one case and prints the peak memory of this process in bytes.", Hidden = true };
var command = new RootCommand("Our training steps against eager PyTorch, paired, in one run.") { filter, json, pairs, python, memory };
command.SetAction(parsed =>
{
    var cases = BenchmarkCases.All().Where(c => c.Name.Contains(parsed.GetValue(filter) ?? "", StringComparison.Ordinal)).ToList();
    if (parsed.GetValue(memory) is { } name)
    {
        PeakMemory.Print(cases.Single(c => c.Name == name));
        return 0;
    }

    if (cases.Count == 0)
    {
        Console.Error.WriteLine($"No benchmark has a name with \"{parsed.GetValue(filter)}\"; there are: {string.Join(", ", BenchmarkCases.All().Select(c => c.Name))}.");
        return 1;
    }

    try
    {
        using var peer = PeerProcess.Start(parsed.GetValue(python)!);
        Console.WriteLine($"PyTorch {peer.Version}, {Environment.ProcessorCount} cores, medians of {parsed.GetValue(pairs)} pairs");
        var runner = new PairedRunner(peer, Math.Max(1, parsed.GetValue(pairs)));
        var results = new List<BenchmarkResult>();
        foreach (var result in cases.Select(runner.Measure).Concat(cases.Select(c => PeakMemory.Measure(c, parsed.GetValue(python)!))))
        {
            BenchmarkReport.Print(result);
            results.Add(result);
        }

        if (parsed.GetValue(json) is { } path)
            BenchmarkReport.Save(results, path);
        return 0;
    }
    catch (Exception exception) when (exception is InvalidOperationException or IOException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
