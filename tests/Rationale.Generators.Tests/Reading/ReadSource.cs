using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Compiles source text and reads models from it.</summary>
internal static class ReadSource
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Linq.dll" or "System.Collections.dll" or "System.Runtime.Numerics.dll" or "netstandard.dll" or "Rationale.Attributes.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    /// <summary>A compilation of several files.</summary>
    public static CSharpCompilation Compile(params string[] files) => CSharpCompilation.Create(
        "Test",
        files.Select((text, index) => CSharpSyntaxTree.ParseText("using Rationale;\n" + text, new CSharpParseOptions(LanguageVersion.CSharp13), $"File{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The type of a metadata name.</summary>
    public static INamedTypeSymbol Type(this Compilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? throw new ArgumentException($"There is no type '{metadataName}'.", nameof(metadataName));

    /// <summary>Reads a model that must be without problems.</summary>
    public static ModelDeclaration Model(string metadataName, params string[] files)
    {
        var compilation = Compile(files);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var result = ModelReader.Read(compilation.Type(metadataName), TestContext.Current.CancellationToken);
        Assert.Empty(result.Problems);
        Assert.NotNull(result.Declaration);
        return result.Declaration;
    }
}
