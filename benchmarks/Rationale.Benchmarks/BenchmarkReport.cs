using System.Globalization;
using System.Text.Json;
using Rationale.Storage;

namespace Rationale.Benchmarks;

/// <summary>Prints and saves results.</summary>
public static class BenchmarkReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>One line per result, as it comes.</summary>
    /// <param name="result">The result.</param>
    public static void Print(BenchmarkResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Name,-36} ours {result.Ours,12:#,0.0}   peer {result.Peer,12:#,0.0}   {result.Unit,-9} ratio {result.Ratio:0.000}{Asked(result)}{Limit(result)}{Unlimited(result)}{(result.Note is { } note ? $"   {note}" : "")}"));

    private static string Asked(BenchmarkResult result) =>
        result.Asked is { } asked ? string.Create(CultureInfo.InvariantCulture, $" (asked {asked:0.00})") : new string(' ', " (asked 0.00)".Length);

    private static string Limit(BenchmarkResult result) =>
        result.GemmShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"   {result.Operations / 1e6,9:#,0.0} Mflop, {100 * share,3:0} % of the GEMM limit") : "";

    private static string Unlimited(BenchmarkResult result) =>
        result.UnlimitedRatio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"   ({result.PeerInstructions}); unlimited peer {result.UnlimitedPeer:#,0.0}, ratio {ratio:0.000}") : "";

    /// <summary>
    /// Writes <c>[{"name","ours","peer","ratio","unit"}]</c>, whole or not at all; a row may also have <c>asked</c>, <c>operations</c> (of a step),
    /// <c>gemmShare</c>, <c>note</c> and, where this process uses less of the processor than it has, <c>peerInstructions</c>, <c>unlimitedPeer</c> and <c>unlimitedRatio</c>.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="path">The file.</param>
    public static void Save(IReadOnlyList<BenchmarkResult> results, string path) =>
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, results, Options));
}
