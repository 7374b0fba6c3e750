using Rationale.Generators.Emission.Embedded;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Surface;

/// <summary>Evaluating, predicting and explaining.</summary>
internal static class UseMembers
{
    /// <summary>Writes the members.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        var (scalar, mark) = (names["ExplainedScalar"], ModelFile.Mark(names));
        var (what, gradient) = (Explanations.AreOfTokenIds(model) ? "for each id the norm of the gradient of a scalar with respect to its vector" : "the gradient of a scalar with respect to the input", Explanations.Gradient(model));
        var explained = $"{scalar}.{ModelProgramFiles.Explained(model.Task)}";
        writer.Lines(
            $$"""
            /// <summary>Measures the model on labeled data.</summary>
            /// <param name="data">Rows with their answers; annotations, where there are any, give the explanation term.</param>
            /// <exception cref="global::System.ArgumentException">The data do not fit the model.</exception>
            {{mark}}
            public {{names["Evaluation"]}} Evaluate({{names["Dataset"]}} data) => _runtime.Evaluate(data);

            /// <summary>Says what the model gives for one row.</summary>
            /// <param name="x">{{Row(model)}}</param>
            /// <exception cref="global::System.ArgumentException">The row does not fit the model.</exception>
            {{mark}}
            public {{names["Prediction"]}} Predict({{names["ReadOnlySpan"]}}<float> x) => _runtime.Predict(x);

            /// <summary>Says what the model gives for many rows.</summary>
            /// <param name="features">The rows, [rows × {{Literals.Of(Width(model))}}].</param>
            /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
            {{mark}}
            public {{names["Predictions"]}} Predict({{names["Column"]}} features) => _runtime.Predict(features);

            /// <summary>Says why the model gives what it gives for one row: {{what}}.</summary>
            /// <param name="x">{{Row(model)}}</param>
            /// <param name="scalar">The scalar s of {{gradient}}.</param>
            /// <param name="label">The class that scalars of the labeled class look at; −1 for none.</param>
            /// <exception cref="global::System.ArgumentException">The row does not fit the model, or a label is needed and not given.</exception>
            {{mark}}
            public {{names["Explanation"]}} Explain({{names["ReadOnlySpan"]}}<float> x, {{scalar}} scalar = {{explained}}, int label = -1) =>
                _runtime.Explain(x, scalar, label);

            /// <summary>Says why the model gives what it gives for many rows.</summary>
            /// <param name="data">The rows; scalars of the labeled class look at their labels.</param>
            /// <param name="scalar">The scalar s of {{gradient}}.</param>
            /// <returns>{{(Explanations.AreOfTokenIds(model) ? "The norms" : "The gradients")}}, [rows × {{Literals.Of(Width(model))}}].</returns>
            /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
            {{mark}}
            public {{names["Column"]}} Explain({{names["Dataset"]}} data, {{scalar}} scalar = {{explained}}) => _runtime.Explain(data, scalar);

            """);
    }

    private static int Width(ModelSpecification model) => model.InputShape.Aggregate(1, (product, extent) => product * extent);

    private static string Row(ModelSpecification model) => Width(model) == 1 ? "One row: a single number." : $"One row of {Literals.Of(Width(model))} numbers.";
}
