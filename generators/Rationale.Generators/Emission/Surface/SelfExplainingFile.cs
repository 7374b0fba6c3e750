using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The file of a self-explaining model: what its explanations are, and the members that give them.</summary>
internal static class SelfExplainingFile
{
    /// <summary>Writes the file, if the model explains itself.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input) => input.Declaration.Specification is { Layers: [SelfExplainingNetwork network] }
        ? [ModelFile.Write(input, "SelfExplaining", (_, _) => "", (writer, names) => WriteMembers(writer, names, input.Declaration.Specification, network))]
        : [];

    private static void WriteMembers(IndentedWriter writer, TypeNames names, ModelSpecification model, SelfExplainingNetwork network)
    {
        var (mark, concepts) = (ModelFile.Mark(names), Literals.Format(network.Source.Count(model.JoinedShape)));
        var width = Literals.Format(model.RowWidth);
        writer.Lines(
            $$"""
            /// <summary>Says why the model gives what it gives for one example: {{concepts}} concepts h, their relevances θ for each class, and what they add to the outputs.</summary>
            /// <remarks>{{Formula(network)}} (Alvarez-Melis and Jaakkola 2018, definition 3.3). Take a concept away, or set it, to see what the model would say.</remarks>
            /// <param name="x">{{(model.Inputs.Count > 1 ? $"One example, the inputs side by side: {InputParameters.SideBySide(model)}." : $"One example of {width} numbers.")}}</param>
            /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
            {{mark}}
            public {{names["ConceptExplanation"]}} ExplainConcepts({{names["ReadOnlySpan"]}}<float> x) => ExplainConcepts({{names["FeatureMatrix"]}}.FromSpan(x, x.Length))[0];

            /// <summary>Says why the model gives what it gives for many examples; their explanations name the prototypes of each concept.</summary>
            /// <param name="features">The examples, [examples × {{width}}].</param>
            /// <param name="progress">Told the share done.</param>
            /// <param name="cancellationToken">Ends the work between blocks of examples.</param>
            /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
            {{mark}}
            public {{names["ConceptExplanations"]}} ExplainConcepts({{names["FeatureMatrix"]}} features, {{names["IProgress"]}}<double>? progress = null, {{names["CancellationToken"]}} cancellationToken = default) =>
                {{names["ConceptExplanations"]}}.Compute(this, features, progress, cancellationToken);
            """);
    }

    private static string Formula(SelfExplainingNetwork network)
    {
        var affine = network.Aggregator == ConceptAggregator.PositiveAffine;
        var part = $"{(affine ? "Aᵢ " : "")}θᵢ(x) hᵢ(x)";
        var activations = network.Aggregation.Count > 0 ? $", and φ from the activations: {string.Join(" ", network.Aggregation.Select(layer => $"[{layer.Name}]"))}" : "";
        return $"Each output is Σ {(activations.Length > 0 ? $"φ({part})" : part)}{(affine ? " + b, with Aᵢ above zero" : "")}{activations}";
    }
}
