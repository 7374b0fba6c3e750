using Rationale.Generators.Emission.Kernels;
using Rationale.Generators.Reading;
using Rationale.Graph.Counterfactuals;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The file of a classifier with a translator: what the translator is, and the loop that trains it.</summary>
internal static class TranslatorFile
{
    /// <summary>Writes the file of each translator, and those of its programs.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input, CancellationToken cancellationToken) => input.Declaration.Translators.SelectMany(translator =>
        TranslatorProgramFiles.Write(input, translator, cancellationToken)
            .Prepend(ModelFile.Write(input, TranslatorProgramFiles.Concern(translator.Name), (_, _) => "", (writer, names) => WriteMembers(writer, names, translator))));

    private static void WriteMembers(IndentedWriter writer, TypeNames names, TranslatorDeclaration declaration)
    {
        var (name, translator) = (declaration.Name, declaration.Specification);
        var mark = ModelFile.Mark(names);
        var between = translator.Kind == TranslatorKind.Star ? "all classes" : $"the classes {Literals.Format(translator.First)} and {Literals.Format(translator.Second)}";
        writer.Lines(
            $$"""
            /// <summary>What [Counterfactual] says: a translator of images between {{between}}.</summary>
            {{mark}}
            public static {{names["TranslatorSpecification"]}} {{name}}Specification => {{new SpecificationText(names).Format(translator)}};

            /// <summary>Makes a translator of images between {{between}}, with freshly drawn parameters; the caller disposes it.</summary>
            /// <param name="seed">What they are drawn from: the same seed gives the same parameters on every machine.</param>
            {{mark}}
            public static {{names["Translator"]}} Create{{name}}(ulong seed = 0) => {{names["Translator"]}}.FromPrograms({{name}}Specification, new {{name}}Programs(), seed);

            /// <summary>Trains a translator: generators and discriminators in turn.</summary>
            /// <param name="translator">What <see cref="Create{{name}}"/> gave.</param>
            /// <param name="images">Labeled images, those on which the classifier was trained.</param>
            /// <param name="options">What to change from what [Counterfactual] says, for this training.</param>
            /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
            /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
            /// <exception cref="global::System.ArgumentException">Images or options do not fit the translator; the message names what and how.</exception>
            /// <remarks>
            /// For each batch:
            /// <list type="number">
            {{string.Join("\n", Steps(translator).Select(step => $"/// <item><term>{step.Name}</term> <description>{step.Text}</description></item>"))}}
            /// </list>
            /// The learning rate is {{Literals.Format(translator.Training.LearningRate)}} for {{Literals.Format(translator.Training.Epochs)}} epochs and falls to zero over {{Literals.Format(translator.Training.DecayEpochs)}} more.
            /// </remarks>
            {{mark}}
            public async {{names["Task"]}}<{{names["TranslatorResult"]}}> Train{{name}}Async(
                {{names["Translator"]}} translator,
                {{names["Dataset"]}} images,
                {{names["TranslatorOptions"]}}? options = null,
                {{names["IProgress"]}}<{{names["TrainingProgress"]}}>? progress = null,
                {{names["CancellationToken"]}} cancellationToken = default)
            {
                {{(translator.IsGuided ? "// The classifier guides the generators; its own parameters are held.\n    options = (options ?? new " + names["TranslatorOptions"] + "()) with { Classifier = this };\n    " : "")}}using var training = translator.PrepareTraining(images, options, progress, cancellationToken);

                // Resumes from a checkpoint if there is one, then continues on a thread-pool thread.
                await training.StartAsync().ConfigureAwait({{names["ConfigureAwaitOptions"]}}.ForceYielding);
                while (training.NextEpoch())
                {
                    while (training.NextBatch())
                    {
                        // Translations and their terms, and the gradient for the generators: {{name}}GeneratorsProgram, on every worker.
                        training.ComputeGenerators();

                        // Adam over the generators' parameters; then some of the translations are exchanged for older ones.
                        training.UpdateGenerators();

                        // Real images against translations, and the gradient for the discriminators: {{name}}DiscriminatorsProgram, on every worker.
                        training.ComputeDiscriminators();

                        // Adam over the discriminators' parameters.
                        training.UpdateDiscriminators();
                    }

                    // History and checkpoint.
                    training.EndEpoch();
                }

                return training.Complete();
            }

            {{Programs(names, declaration)}}
            """);
    }

    private static IEnumerable<(string Name, string Text)> Steps(TranslatorSpecification translator)
    {
        var weights = translator.Weights;
        var isStar = translator.Kind == TranslatorKind.Star;
        yield return ("Translations", isStar ? "G(x, t) of each image into a class t drawn for it, and back." : "G(a) into the second class and F(b) into the first, and back.");
        yield return ("Adversarial term", "(D(translation) − 1)², averaged over the map: [Counterfactual].");
        yield return ("Cycle term", $"{Literals.Format(weights.Cycle)} · mean |what comes back − image|: [Counterfactual].");
        yield return ("Identity term", $"{Literals.Format(weights.Identity)} · {Literals.Format(weights.Cycle)} · mean |translation into its own class − image|: [Counterfactual].");
        if (translator.IsGuided)
        {
            yield return ("Classifier term", $"{Literals.Format(weights.Classifier)} · −log p of the wanted class, as this classifier sees the translation: [Counterfactual].");
        }

        yield return ("Generators", "their parameters by Adam with β₁ = 0.5.");
        yield return ("Pool", $"half of the translations are exchanged for older ones, of which {Literals.Format(translator.Training.PoolSize)} are kept.");
        yield return ("Discriminators", "½ ((D(image) − 1)² + D(translation)²), averaged over the map; their parameters by Adam with β₁ = 0.5.");
    }

    private static string Programs(TypeNames names, TranslatorDeclaration declaration)
    {
        var (name, program) = (declaration.Name, names["StepProgram"]);
        var translations = TranslatorProgramFiles.Translations(declaration);
        return $$"""
            /// <summary>The programs that were compiled for the translator.</summary>
            {{ModelFile.Mark(names)}}
            private sealed class {{name}}Programs : {{names["TranslatorProgramSource"]}}
            {
                public {{name}}Programs()
                    : base({{name}}Specification)
                {
                }

                public override {{program}} Generators { get; } = new {{name}}GeneratorsProgram();

                public override {{program}} Discriminators { get; } = new {{name}}DiscriminatorsProgram();

                public override {{program}} Translation(int generator) => {{(translations.Count == 1 ? $"new {ModelProgramFiles.ClassName(translations[0])}()" : $"generator == 0 ? new {ModelProgramFiles.ClassName(translations[0])}() : new {ModelProgramFiles.ClassName(translations[1])}()")}};
            }
            """;
    }
}
