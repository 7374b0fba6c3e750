using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.TorchSharpStub;

/// <summary>An assembly with TorchSharp's signatures, for sources that are only compiled.</summary>
internal static class Stub
{
    /// <summary>The assembly, made once.</summary>
    public static MetadataReference Reference { get; } = Make();

    private static MetadataReference Make()
    {
        var compilation = CSharpCompilation.Create(
            "TorchSharp",
            [CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TorchSharpStub", "TorchSharp.cs")))],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        return emitted.Success
            ? MetadataReference.CreateFromImage(stream.ToArray())
            : throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }
}
