using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Emission;
using Rationale.Generators.Emission.Modules;
using Rationale.Generators.Interception;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph;

namespace Rationale.Generators;

/// <summary>
/// Writes the code of every class that carries a task attribute. Each stage gives plain data that compares by value: symbols, syntax and locations
/// stay in the first, so that a keystroke elsewhere ends there. Problems are reported by the analyzer; an invalid model is skipped in silence, but for the constructor of a module.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    private const string GpuDevice = "Rationale.Gpu.GpuDevice";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, typeof(ClassifierAttribute).FullName);
        Register(context, typeof(RegressorAttribute).FullName);
        TorchSharpStart.Register(context);
        GuardedCalls.Register(context);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute)
    {
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is ClassDeclarationSyntax, Read)
            .WithTrackingName(TrackingNames.Read)
            .Where(static model => model is not null)
            .Select(static (model, cancellationToken) => Compile(model!, cancellationToken))
            .WithTrackingName(TrackingNames.Compile);
        context.RegisterSourceOutput(files, static (output, sources) =>
        {
            foreach (var source in sources)
            {
                output.AddSource(source.HintName, source.Text);
            }
        });
    }

    private static EmissionSource? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            return Read(type, context, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Thrown further, it would take the code of every other model with it. The analyzer reads the same type, and what it throws the compiler reports as AD0001.
            return null;
        }
    }

    private static EmissionSource? Read(INamedTypeSymbol type, GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirst(context.Attributes[0], type))
        {
            return null;
        }

        var compilation = context.SemanticModel.Compilation;
        return ModelReader.Read(type, cancellationToken) switch
        {
            { Declaration: { } declaration } => new EmissionInput(declaration, HiddenNames.Find(type, compilation), Knows(context, TorchTypes.Target), Knows(context, GpuDevice)),
            { Shell: { } shell } => new ShellInput(shell, HiddenNames.Find(type, compilation)),
            _ => null,
        };
    }

    private static bool Knows(GeneratorAttributeSyntaxContext context, string target) => context.SemanticModel.Compilation.GetTypeByMetadataName(target) is not null;

    /// <summary>Whether this is the first declaration with the attribute: a type must not be written twice.</summary>
    private static bool IsFirst(AttributeData attribute, INamedTypeSymbol type)
    {
        var first = type.GetAttributes().First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass));
        return first.ApplicationSyntaxReference is { } reference && attribute.ApplicationSyntaxReference is { } own
            && reference.SyntaxTree == own.SyntaxTree && reference.Span == own.Span;
    }

    private static EquatableArray<SourceFile> Compile(EmissionSource source, CancellationToken cancellationToken)
    {
        if (source is not EmissionInput model)
        {
            return EquatableArray.Create(ModuleFile.WriteShell((ShellInput)source));
        }

        try
        {
            return new EquatableArray<SourceFile>(ModelEmitter.Write(model, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Thrown further, it would take the code of every other model with it.
            return EquatableArray.Create(ModelEmitter.WriteFailure(model, exception));
        }
    }
}
