using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators;

namespace Rationale.Benchmarks.Generator;

/// <summary>A project of a user as the compiler sees it: sources, the framework, the runtime, and the generator of the package.</summary>
internal static class UserProject
{
    /// <summary>How sources are read.</summary>
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.CSharp12);

    /// <summary>The project.</summary>
    /// <param name="texts">Its files.</param>
    public static CSharpCompilation Compile(params IEnumerable<string> texts) => CSharpCompilation.Create(
        "Models",
        texts.Select(text => CSharpSyntaxTree.ParseText(text, Parse)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("Rationale", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver that has not run.</summary>
    public static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parse);
}
