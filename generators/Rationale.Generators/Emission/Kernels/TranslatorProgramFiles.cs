using Rationale.Generators.Reading;
using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The files with the programs of a translator, one each.</summary>
internal static class TranslatorProgramFiles
{
    private const string Usual = "Translator";

    /// <summary>What the file of a translator holds, as part of its name. Names other than the usual one stand behind it, so that none is that of a program of the model.</summary>
    public static string Concern(string name) => name == Usual ? Usual : $"{Usual}.{name}";

    /// <summary>Names of the programs that translate, in the order of the generators.</summary>
    public static IReadOnlyList<string> Translations(TranslatorDeclaration translator) =>
        [.. (translator.Specification.Kind == TranslatorKind.Star ? new[] { "Translation" } : ["ToSecond", "ToFirst"]).Select(program => translator.Name + program)];

    /// <summary>Schedules and writes every program of a translator.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input, TranslatorDeclaration translator, CancellationToken cancellationToken)
    {
        var parameters = TranslatorNetworks.Build(translator.Specification).Length;
        foreach (var (name, summary, graph) in Graphs(translator))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var schedule = Scheduler.Run(ModelPrograms.Compile(graph), parameters, joinsPoolings: true);
            var concern = Concern(translator.Name) + name.Substring(translator.Name.Length);
            yield return ModelFile.Write(input, concern, (_, _) => "", (writer, names) =>
            {
                writer.Line($"/// <summary>{summary}</summary>");
                new ProgramEmitter(schedule, writer, names).Write(ModelProgramFiles.ClassName(name));
            });
        }
    }

    private static IEnumerable<(string Name, string Summary, ComputationGraph Graph)> Graphs(TranslatorDeclaration declaration)
    {
        var (name, translator) = (declaration.Name, declaration.Specification);
        yield return (name + "Generators", "The generators' side of a step of the translator's training: its terms, their gradient with respect to the generators' parameters, and the translations.", TranslatorPrograms.Generators(translator));
        yield return (name + "Discriminators", "The discriminators' side of a step of the translator's training: its term, and the gradient with respect to the discriminators' parameters.", TranslatorPrograms.Discriminators(translator));
        var names = Translations(declaration);
        for (var generator = 0; generator < names.Count; generator++)
        {
            var into = translator.Kind == TranslatorKind.Star ? "the class that is asked for" : $"class {Literals.Format(generator == 0 ? translator.Second : translator.First)}";
            yield return (names[generator], $"Images translated into {into}.", TranslatorPrograms.Translation(translator, generator));
        }
    }
}
