using Rationale.Data;
using Rationale.Models;

namespace Rationale.SelfExplaining;

/// <summary>
/// What answers owe to concepts. A model may answer well with concepts that say nothing, all of it from the relevances: then its explanations are empty, however stable they are.
/// </summary>
/// <param name="Accuracy">Share of rows that the model answers rightly.</param>
/// <param name="WithConstantConcepts">The same if every concept had its mean over the rows and relevances stayed: what needs no concepts. The harder control is a model trained
/// with <see cref="ConceptOrigin.Constant"/>.</param>
/// <param name="Drops">For each concept, how much accuracy falls without it: without its contribution, exactly, because the aggregator is additive. Below zero where the model does better without.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ConceptAccuracy(double Accuracy, double WithConstantConcepts, IReadOnlyList<double> Drops)
{
    /// <summary>Measures explained rows with known answers.</summary>
    /// <param name="explanations">The rows' explanations.</param>
    /// <param name="data">The same rows with their labels.</param>
    /// <param name="cancellationToken">Ends the work between rows.</param>
    /// <exception cref="ArgumentException">Rows and explanations differ in number, or there are no labels or no rows.</exception>
    public static ConceptAccuracy Compute(ConceptExplanations explanations, Dataset data, CancellationToken cancellationToken = default)
    {
        var labels = ConceptLabels.Find(explanations, data);
        var concepts = explanations.ConceptCount;
        var means = new double[concepts];
        for (var row = 0; row < labels.Length; row++)
        {
            for (var concept = 0; concept < concepts; concept++)
            {
                means[concept] += (double)explanations.Concepts(row)[concept] / labels.Length;
            }
        }

        var (right, rightWithMeans, rightWithout) = (0, 0, new int[concepts]);
        var (changed, constant) = (new float[explanations.Outputs(0).Length], new float[explanations.Outputs(0).Length]);
        for (var row = 0; row < labels.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outputs = explanations.Outputs(row);
            outputs.CopyTo(constant);
            for (var concept = 0; concept < concepts; concept++)
            {
                outputs.CopyTo(changed);
                explanations.Move(row, concept, 0, changed);
                explanations.Move(row, concept, (float)means[concept], constant);
                rightWithout[concept] += Classes.Predicted(changed) == labels[row] ? 1 : 0;
            }

            right += Classes.Predicted(outputs) == labels[row] ? 1 : 0;
            rightWithMeans += Classes.Predicted(constant) == labels[row] ? 1 : 0;
        }

        return new ConceptAccuracy((double)right / labels.Length, (double)rightWithMeans / labels.Length, [.. rightWithout.Select(without => (double)(right - without) / labels.Length)]);
    }
}
