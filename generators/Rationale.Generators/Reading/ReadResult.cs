using Rationale.Generators.Reading.Modules;

namespace Rationale.Generators.Reading;

/// <summary>What reading one type gave. The generator takes the declaration, the analyzer takes the problems.</summary>
/// <param name="Declaration">The model; <see langword="null"/> if the type is not a model, does not compile, or has a problem that blocks.</param>
/// <param name="Problems">The rules that the type breaks.</param>
/// <param name="Shell">What is written in the place of a module that cannot be a model; <see langword="null"/> where nothing is.</param>
internal sealed record ReadResult(ModelDeclaration? Declaration, IReadOnlyList<Problem> Problems, ModuleShell? Shell = null)
{
    /// <summary>The type carries none of our attributes, or the compiler itself rejects one of them.</summary>
    public static ReadResult NotAModel { get; } = new(null, []);
}
