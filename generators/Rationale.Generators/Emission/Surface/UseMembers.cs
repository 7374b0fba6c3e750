using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Surface;

/// <summary>Evaluating, predicting and explaining.</summary>
internal static class UseMembers
{
    /// <summary>Writes the members.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model)
    {
        var (target, mark) = ($"{names["Target"]}?", ModelFile.Mark(names));
        var (what, gradient) = (Explained(model), Explanations.Gradient(model));
        var (progress, cancellation) = ($"{names["IProgress"]}<double>? progress = null", $"{names["CancellationToken"]} cancellationToken = default");
        var shown = Shown(model);
        writer.Lines(
            $$"""
            /// <summary>Measures the model on labeled data.</summary>
            /// <param name="data">Labeled examples; an annotation mask, where there is one, gives the explanation penalty.</param>
            /// <param name="progress">Told the share done; must not use the model in turn.</param>
            /// <param name="cancellationToken">Ends the work between tiles.</param>
            /// <exception cref="global::System.ArgumentException">The data do not fit the model.</exception>
            {{mark}}
            public {{names["Evaluation"]}} Evaluate({{names["Dataset"]}} data, {{progress}}, {{cancellation}}) =>
                _runtime.Evaluate(data, progress, cancellationToken);

            /// <summary>Says what the model gives for one example.</summary>
            /// <param name="x">{{Example(model)}}</param>
            /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
            {{mark}}
            public {{names["Prediction"]}} Predict({{names["ReadOnlySpan"]}}<float> x) => _runtime.Predict(x);

            /// <summary>Says what the model gives for many examples.</summary>
            /// <param name="features">The examples, [examples × {{Literals.Format(model.RowWidth)}}]{{(model.Inputs.Count > 1 ? $", the inputs side by side: {InputParameters.SideBySide(model)}" : "")}}.</param>
            /// <param name="progress">Told the share done; must not use the model in turn.</param>
            /// <param name="cancellationToken">Ends the work between tiles.</param>
            /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
            {{mark}}
            public {{names["Predictions"]}} Predict({{names["FeatureMatrix"]}} features, {{progress}}, {{cancellation}}) =>
                _runtime.Predict(features, progress, cancellationToken);

            /// <summary>Says what the model gives for the features of a data set, labeled or not.</summary>
            /// <param name="data">The examples.</param>
            /// <param name="progress">Told the share done; must not use the model in turn.</param>
            /// <param name="cancellationToken">Ends the work between tiles.</param>
            /// <exception cref="global::System.ArgumentException">The features do not fit the model.</exception>
            {{mark}}
            public {{names["Predictions"]}} Predict({{names["Dataset"]}} data, {{progress}}, {{cancellation}}) =>
                _runtime.Predict(data, progress, cancellationToken);

            /// <summary>Says why the model gives what it gives for one example: {{what}}.</summary>
            /// <param name="x">{{Example(model)}}</param>
            /// <param name="target">The number s of {{gradient}}; null for {{shown}}.</param>
            /// <exception cref="global::System.ArgumentException">The example or the target does not fit the model.</exception>
            {{mark}}
            public {{names["Attribution"]}} Explain({{names["ReadOnlySpan"]}}<float> x, {{target}} target = null) =>
                _runtime.Explain(x, target);

            /// <summary>Says why the model gives what it gives for many examples.</summary>
            /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
            /// <param name="target">The number s of {{gradient}}; null for {{shown}}.</param>
            /// <param name="progress">Told the share done; must not use the model in turn.</param>
            /// <param name="cancellationToken">Ends the work between tiles.</param>
            /// <returns>{{Returned(model)}}.</returns>
            /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
            {{mark}}
            public {{names["Attributions"]}} Explain({{names["Dataset"]}} data, {{target}} target = null, {{progress}}, {{cancellation}}) =>
                _runtime.Explain(data, target, progress, cancellationToken);

            """);
    }

    /// <summary>What <c>Explain</c> gives, in words.</summary>
    public static string Explained(ModelSpecification model) =>
        model.Inputs.Count > 1 ? $"the gradient of the attribution target with respect to each input{(model.Inputs.Any(model.IsTokenIds) ? ", for each token id the norm of that with respect to its vector" : "")}"
        : Explanations.AreOfTokenIds(model) ? "for each token id the norm of the gradient of the attribution target with respect to its vector"
        : "the gradient of the attribution target with respect to the input";

    /// <summary>The attribution target that is looked at unless another is named, in words.</summary>
    public static string Shown(ModelSpecification model) => model.Task is ClassifierTask ? "the probability of the predicted class" : "the sum of the outputs";

    private static string Returned(ModelSpecification model) => model.Inputs.Count > 1
        ? $"The gradients with respect to <c>{model.Inputs[0].Name}</c>, [examples × {Literals.Format(model.Inputs[0].Width)}]; <c>ForInput</c> gives those with respect to the others"
        : $"{(Explanations.AreOfTokenIds(model) ? "The norms" : "The gradients")}, [examples × {Literals.Format(model.RowWidth)}]";

    private static string Example(ModelSpecification model) => model.Inputs.Count > 1 ? $"One example, the inputs side by side: {InputParameters.SideBySide(model)}."
        : model.RowWidth == 1 ? "One example: a single number." : $"One example of {Literals.Format(model.RowWidth)} numbers.";
}
