using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The files with the programs of a translator, one each.</summary>
internal static class TranslatorProgramFiles
{
    /// <summary>Names of the programs that translate, in the order of the generators.</summary>
    public static IReadOnlyList<string> Translations(TranslatorSpecification translator) => translator.Kind == TranslatorKind.Star ? ["TranslatorTranslation"] : ["TranslatorToSecond", "TranslatorToFirst"];

    /// <summary>Schedules and writes every program of a translator.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input, TranslatorSpecification translator, CancellationToken cancellationToken)
    {
        var parameters = TranslatorNetworks.Build(translator).Length;
        foreach (var (name, summary, graph) in Graphs(translator))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var schedule = Scheduler.Run(ModelPrograms.Compile(graph), parameters);
            yield return ModelFile.Write(input, name, (_, _) => "", (writer, names) =>
            {
                writer.Line($"/// <summary>{summary}</summary>");
                new ProgramEmitter(schedule, writer, names).Write(ModelProgramFiles.ClassName(name));
            });
        }
    }

    private static IEnumerable<(string Name, string Summary, ComputationGraph Graph)> Graphs(TranslatorSpecification translator)
    {
        yield return ("TranslatorGenerators", "The generators' side of a step of the translator's training: its terms, their gradient with respect to the generators' parameters, and the translations.", TranslatorPrograms.Generators(translator));
        yield return ("TranslatorDiscriminators", "The discriminators' side of a step of the translator's training: its term, and the gradient with respect to the discriminators' parameters.", TranslatorPrograms.Discriminators(translator));
        var names = Translations(translator);
        for (var generator = 0; generator < names.Count; generator++)
        {
            var into = translator.Kind == TranslatorKind.Star ? "the class that is asked for" : $"class {Literals.Format(generator == 0 ? translator.Second : translator.First)}";
            yield return (names[generator], $"Images translated into {into}.", TranslatorPrograms.Translation(translator, generator));
        }
    }
}
