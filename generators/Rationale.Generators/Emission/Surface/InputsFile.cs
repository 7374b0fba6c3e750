using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The file of a model of several inputs: the members that ask about one example, with a parameter for each input.</summary>
internal static class InputsFile
{
    private const string Misfit = "/// <exception cref=\"global::System.ArgumentException\">An input has another number of values than the model takes";

    /// <summary>Writes the file, if the model has several inputs.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input) => input.Declaration.Specification is { Inputs.Count: > 1 } model
        ? [ModelFile.Write(input, "Inputs", (_, _) => "", (writer, names) => WriteMembers(writer, names, model))]
        : [];

    private static void WriteMembers(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        var (mark, inputs, explained) = (ModelFile.Mark(names), new InputParameters(names, model), new InputParameters(names, model, "target"));
        writer.Lines(
            $$"""
            /// <summary>Says what the model gives for one example.</summary>
            {{inputs.Documentation}}
            {{Misfit}}.</exception>
            {{mark}}
            public {{names["Prediction"]}} Predict({{inputs.Declaration}}) =>
                _runtime.Predict({{inputs.Values}});

            /// <summary>Says why the model gives what it gives for one example: {{UseMembers.Explained(model)}}.</summary>
            {{explained.Documentation}}
            /// <param name="target">The number s of {{Explanations.Gradient(model)}}; null for {{UseMembers.Shown(model)}}.</param>
            /// <returns>The attributions to <c>{{model.Inputs[0].Name}}</c>; <c>ForInput</c> gives those to the others.</returns>
            {{Misfit}}, or the target does not fit it.</exception>
            {{mark}}
            public {{names["Attribution"]}} Explain({{explained.Declaration}}, {{names["Target"]}}? target = null) =>
                _runtime.Explain({{explained.Values}}, target);
            """);
        if (model.Layers is [SelfExplainingNetwork])
        {
            writer.Lines(
                $$"""

                /// <summary>Says why the model gives what it gives for one example: concepts, their relevances for each class, and what they add to the outputs.</summary>
                {{inputs.Documentation}}
                {{Misfit}}.</exception>
                {{mark}}
                public {{names["ConceptExplanation"]}} ExplainConcepts({{inputs.Declaration}}) =>
                    this.ExplainConcepts({{inputs.Values}});
                """);
        }

        if (model.Smoothing is not null)
        {
            var certified = new InputParameters(names, model, "explanation");
            writer.Lines(
                $$"""

                /// <summary>Proves how much an explanation of an example can bear: how many groups can be added to it, or taken from the example, before the class can change.</summary>
                {{certified.Documentation}}
                /// <param name="explanation">A flag for each group of <c>{{model.MaskedInput.Name}}</c>.</param>
                /// <returns>Votes and radii.</returns>
                {{Misfit}}, the explanation does not fit it, or a value is not finite.</exception>
                {{mark}}
                public {{names["Certificate"]}} Certify({{certified.Declaration}}, {{names["ReadOnlySpan"]}}<bool> explanation) =>
                    this.Certify({{certified.Values}}, explanation);
                """);
        }
    }
}
