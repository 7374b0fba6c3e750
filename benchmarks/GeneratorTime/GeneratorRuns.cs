using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Benchmarks.Generator;

/// <summary>A measured time.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Ours">The median.</param>
/// <param name="Asked">What it should stay below.</param>
/// <param name="Unit">What both are measured in.</param>
/// <param name="What">What is measured.</param>
internal sealed record GeneratorTime(string Name, double Ours, double Asked, string Unit, string What);

/// <summary>The generator under the compiler's driver, warm, as in an editor or a build server.</summary>
internal static class GeneratorRuns
{
    private const double Asked = 20;
    private const int WarmUp = 60;

    private const string Model = """
        using Rationale;
        namespace Models;
        [Classifier(10)]
        [Input(28, 28, 1)]
        [Conv(8, 3), Relu, MaxPool(2), Conv(16, 3), Relu, MaxPool(2), Flatten, Dense(50), Relu, Dense(10)]
        [ExplainConstraint(Weight = 10)]
        public sealed partial class TenLayers;
        """;

    private const string Other = "namespace Models { public class Other { } }";

    /// <summary>How rows are written.</summary>
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>Measures every row.</summary>
    /// <param name="runs">Runs of each.</param>
    public static IReadOnlyList<GeneratorTime> Measure(int runs)
    {
        var compilation = UserProject.Compile(Model, Other);
        var first = UserProject.Driver().RunGenerators(compilation);
        if (first.GetRunResult().GeneratedTrees.Length == 0)
        {
            throw new InvalidOperationException("The generator wrote nothing for the model of ten layers; it is not a valid model any more.");
        }

        return
        [
            Row("generator-full", "a new driver, everything read and written", runs, _ => (UserProject.Driver(), compilation.Clone())),
            Row("generator-edit-model", "another number of units in the model", runs, run => (first, With(compilation, 0, Model.Replace("Dense(50)", $"Dense({51 + run})", StringComparison.Ordinal)))),
            Row("generator-edit-beside-model", "a comment in the model's file", runs, run => (first, With(compilation, 0, $"{Model} // {run}"))),
            Row("generator-edit-elsewhere", "a member in another file", runs, run => (first, With(compilation, 1, $"namespace Models {{ public class Other {{ public int Number{run}; }} }}"))),
        ];
    }

    private static GeneratorTime Row(string name, string what, int runs, Func<int, (GeneratorDriver Driver, Compilation Compilation)> prepare)
    {
        var times = new List<double>();
        for (var run = 0; run < WarmUp + runs; run++)
        {
            var (driver, compilation) = prepare(run);
            var start = Stopwatch.GetTimestamp();
            driver.RunGenerators(compilation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new GeneratorTime(name, times.Skip(WarmUp).Order().ElementAt(runs / 2), Asked, "ms", what);
    }

    private static CSharpCompilation With(CSharpCompilation compilation, int file, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], CSharpSyntaxTree.ParseText(text, UserProject.Parse));
}
