using System.CommandLine;
using System.Globalization;
using Rationale.Benchmarks;
using Rationale.Gpu;

var filter = new Option<string?>("--filter") { Description = "Runs only the cases whose name contains this." };
var json = new Option<string?>("--json") { Description = "File that gets the results as JSON." };
var pairs = new Option<int>("--pairs") { Description = "Pairs of measurements per case.", DefaultValueFactory = _ => 11 };
var python = new Option<string>("--python") { Description = "The interpreter that has torch.", DefaultValueFactory = _ => "python3" };
var gpu = new Option<string?>("--gpu") { Description = "Measures the rows gpu-… on a device, cuda, opencl or emulated, without a peer." };
var memory = new Option<string?>("--memory") { Description = "Runs one case and prints the peak memory of this process in bytes.", Hidden = true };
var command = new RootCommand("Our training steps against eager PyTorch, paired, in one run.") { filter, json, pairs, python, gpu, memory };
command.SetAction(parsed =>
{
    var (all, wanted) = (BenchmarkCases.All(), parsed.GetValue(filter) ?? "");
    if (parsed.GetValue(gpu) is { } kind)
    {
        var device = kind switch { "cuda" => GpuDevice.Cuda(), "opencl" => GpuDevice.OpenCl(), _ => GpuDevice.Emulated };
        try
        {
            device.Open();
        }
        catch (GpuException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 3;
        }

        GpuBenchmark.Run(device, wanted);
        return 0;
    }

    if (parsed.GetValue(memory) is { } name)
    {
        PeakMemory.Print(all.Single(c => c.Name == name));
        return 0;
    }

    // libtorch uses whatever vectors it finds, also within a process of ours that has no AVX-512.
    var limited = PeerInstructions.AreLimitedHere;
    var timed = all.Where(c => IsWanted(c.Name) && !(limited && IsOnTorch(c))).ToList();
    var held = all.OfType<StepCase>().Where(c => BenchmarkCases.HeldInMemory.Contains(c.Name) && IsWanted(StepMemory.NameOf(c))).ToList();
    var resident = all.Where(c => c.OwnPeer is null && c is not UseCase && !IsOnTorch(c) && IsWanted($"memory-{c.Name}")).ToList();
    if (timed.Count + held.Count + resident.Count == 0)
    {
        Console.Error.WriteLine($"No benchmark has a name with \"{wanted}\"; there are: {string.Join(", ", all.Select(c => c.Name))}, and memory- of each.");
        return 1;
    }

    var peers = new List<PeerProcess>();
    try
    {
        var interpreter = parsed.GetValue(python)!;
        peers.AddRange((limited ? PeerInstructions.UpToAvx2 : [PeerInstructions.All]).Select(instructions => PeerProcess.Start(interpreter, instructions)));
        using var unlimited = limited ? PeerProcess.Start(interpreter, PeerInstructions.All) : null;
        Console.WriteLine($"PyTorch {peers[0].Version}, {Environment.ProcessorCount} cores, medians of {parsed.GetValue(pairs)} pairs");
        if (limited)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"This process has no AVX-512 on a processor that has it, and the peer is limited alike: {string.Join("; ", peers.Select(peer => $"{peer.Instructions.Name} {peer.ProductSpeed / 1e9:0} GF/s"))} instead of {unlimited!.ProductSpeed / 1e9:0}. Rows of libtorch are left out."));
        }

        var peak = GemmPeak.Measure(peers);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GEMM limit {peak / 1e9:0.0} GF/s in single precision, the better of ours and the peer's"));
        var runner = new PairedRunner(peers, Math.Max(1, parsed.GetValue(pairs)), peak, unlimited);
        var results = new List<BenchmarkResult>();
        foreach (var result in timed.Select(runner.Measure)
            .Concat(held.Select(c => StepMemory.Measure(c, interpreter)))
            .Concat(resident.Select(c => PeakMemory.Measure(c, interpreter))))
        {
            var row = ConstraintCost.Noted(result, results);
            BenchmarkReport.Print(row);
            results.Add(row);
        }

        if (parsed.GetValue(json) is { } path)
        {
            BenchmarkReport.Save(results, path);
        }

        return 0;
    }
    catch (Exception exception) when (exception is InvalidOperationException or IOException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
    finally
    {
        peers.ForEach(peer => peer.Dispose());
    }

    static bool IsOnTorch(IBenchmarkCase benchmark) => benchmark.Name.StartsWith("torch-", StringComparison.Ordinal);

    bool IsWanted(string row) => row.Contains(wanted, StringComparison.Ordinal);
});
return command.Parse(args).Invoke();
