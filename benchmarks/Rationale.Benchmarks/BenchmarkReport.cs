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
        $"{result.Name,-36} ours {result.Ours,12:#,0.0}   peer {result.Peer,12:#,0.0}   {result.Unit,-9} ratio {result.Ratio:0.000}"));

    /// <summary>Writes <c>[{"name","ours","peer","ratio","unit"}]</c>, whole or not at all.</summary>
    /// <param name="results">The results.</param>
    /// <param name="path">The file.</param>
    public static void Save(IReadOnlyList<BenchmarkResult> results, string path) =>
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, results, Options));
}
