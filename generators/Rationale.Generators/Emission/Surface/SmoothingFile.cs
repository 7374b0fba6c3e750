using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The file of a smoothed model that certifies: what is proved, and the members that prove it.</summary>
internal static class SmoothingFile
{
    /// <summary>Writes the file, if the model is smoothed.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input) => input.Declaration.Specification.Smoothing is { } smoothing
        ? [ModelFile.Write(input, "Smoothing", (_, _) => "", (writer, names) => WriteMembers(writer, names, input.Declaration.Specification, smoothing))]
        : [];

    private static void WriteMembers(IndentedWriter writer, TypeNames names, ModelSpecification model, MaskSmoothing smoothing)
    {
        var (mark, groups) = (ModelFile.Mark(names), smoothing.Groups.Count(model.MaskedInput.Shape));
        var (kept, cycle) = (Literals.Format(smoothing.Kept), Literals.Format(smoothing.Quantization));
        writer.Lines(
            $$"""
            /// <summary>The model as a classifier that votes over {{cycle}} masked versions of an example, all of which are asked.</summary>
            /// <remarks>
            /// <para>
            /// {{(model.Inputs.Count > 1 ? $"The input <c>{model.MaskedInput.Name}</c>, which alone is masked," : "An example")}} is {{Literals.Format(groups)}} groups: {{Describe(smoothing.Groups)}}. Version j = 0 … {{Literals.Format(smoothing.Quantization - 1)}} keeps group i where (Seeds[i] + j) mod {{cycle}} &lt; {{kept}}, and puts
            /// {{Literals.Format(smoothing.Replacement)}} in place of the others; {{Contribution(smoothing)}}. The seeds are constants of the <see cref="Specification"/>.
            /// </para>
            /// <para>
            /// Each group is kept in exactly {{kept}} versions, so r changed groups change the count of a class by at most {{kept}} r. With counts c_A of the first class and
            /// c_B of another, A stays first as long as r ≤ ⌊(c_A − c_B − t_B) / {{Literals.Format(2 * smoothing.Kept)}}⌋, where t_B = 1 if B comes before A and so wins a tie{{Units(smoothing)}}. No radius is above
            /// {{Literals.Format(smoothing.Quantization / (2 * smoothing.Kept))}} (Xue, Alur and Wong 2023, theorem 1, in integers).
            /// </para>
            /// </remarks>
            {{mark}}
            public {{names["SmoothedModel"]}} Smoothed => _runtime.Smoothed;

            /// <summary>Proves how much an explanation of an example can bear: how many groups can be added to it, or taken from the example, before the class can change.</summary>
            /// <param name="x">The example.</param>
            /// <param name="explanation">A flag for each of the {{Literals.Format(groups)}} groups.</param>
            /// <param name="cancellationToken">Ends the work after the versions in progress.</param>
            /// <returns>Votes and radii.</returns>
            /// <exception cref="global::System.ArgumentException">Example or explanation do not fit the model, or a value is not finite.</exception>
            {{mark}}
            public {{names["Certificate"]}} Certify({{names["ReadOnlySpan"]}}<float> x, {{names["ReadOnlySpan"]}}<bool> explanation, {{names["CancellationToken"]}} cancellationToken = default) =>
                Smoothed.Certify(x, explanation, cancellationToken: cancellationToken);

            /// <summary>Proves how much explanations of many examples can bear.</summary>
            /// <param name="features">The examples.</param>
            /// <param name="explanations">[examples × {{Literals.Format(groups)}}] zeros and ones.</param>
            /// <param name="progress">Told about progress between blocks of versions.</param>
            /// <param name="cancellationToken">Ends the work after the versions in progress.</param>
            /// <exception cref="global::System.ArgumentException">Examples or explanations do not fit the model, or a value is not finite.</exception>
            {{mark}}
            public {{names["IReadOnlyList"]}}<{{names["Certificate"]}}> Certify(
                {{names["FeatureMatrix"]}} features,
                {{names["FeatureMatrix"]}} explanations,
                {{names["IProgress"]}}<{{names["SmoothingProgress"]}}>? progress = null,
                {{names["CancellationToken"]}} cancellationToken = default) =>
                Smoothed.Certify(features, explanations, null, progress, cancellationToken);
            """);
    }

    private static string Describe(Grouping groups) => groups switch
    {
        Patches patches => $"patches of {Literals.Format(patches.Height)}×{Literals.Format(patches.Width)} pixels, all channels together",
        ListedGroups => "those that [Smoothed] lists",
        _ => "each feature by itself",
    };

    private static string Contribution(MaskSmoothing smoothing) => smoothing.Output == SmoothedOutput.Votes
        ? "it gives one vote to its most probable class"
        : "its probabilities are added up, in units of 2⁻²⁰";

    private static string Units(MaskSmoothing smoothing) => smoothing.Output == SmoothedOutput.Votes ? "" : " (counts, and what one change can do, in units of 2⁻²⁰)";
}
