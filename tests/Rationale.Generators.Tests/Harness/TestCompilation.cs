using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Generators.Tests;

/// <summary>Compilations of test sources against the running framework and the runtime, as strict as a strict user's.</summary>
internal static class TestCompilation
{
    /// <summary>The oldest language that generated code supports, with documentation checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>What runs is compiled without checks of documentation and of null, which take time in every compilation: <see cref="CompilationTests"/> asks for both.</summary>
    public static CSharpParseOptions RunOptions { get; } = ParseOptions.WithDocumentationMode(DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);

    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        // As in every project of the SDK: a package may be built against an older framework.
        specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress },
        nullableContextOptions: NullableContextOptions.Enable);

    private static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsReference(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    public static CSharpCompilation Create(params string[] texts) => Create(texts, ParseOptions);

    /// <summary>A compilation of what is loaded and run.</summary>
    public static CSharpCompilation CreateToRun(params string[] texts) => Create(texts, RunOptions);

    /// <summary>A compilation of a project that references the GPU target.</summary>
    public static CSharpCompilation CreateWithGpu(params string[] texts) => Create(texts).AddReferences(
        MetadataReference.CreateFromFile(typeof(Rationale.Gpu.GpuDevice).Assembly.Location), MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location));

    private static CSharpCompilation Create(string[] texts, CSharpParseOptions options) => CSharpCompilation.Create(
        "Models" + Guid.NewGuid().ToString("N"),
        texts.Select((text, index) => CSharpSyntaxTree.ParseText(text, options, $"/Test{index}.cs")),
        References,
        Options);

    private static bool IsReference(string name) => name is "netstandard" or "mscorlib" or "Rationale" or "Rationale.Graph" or "Rationale.Attributes"
        || name.StartsWith("System", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
}
