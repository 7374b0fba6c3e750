using Rationale.Data;
using Rationale.Models;

namespace Rationale.SelfExplaining;

/// <summary>
/// What predictions owe to concepts. A model may predict well with concepts that say nothing, all of it from the relevances: then its explanations are empty, however stable they are.
/// </summary>
/// <param name="Accuracy">Share of examples that the model predicts rightly.</param>
/// <param name="WithConstantConcepts">The same if every concept had its mean over the examples and relevances stayed: what needs no concepts. The harder control is a model trained
/// with <see cref="ConceptOrigin.Constant"/>.</param>
/// <param name="Drops">For each concept, how much accuracy falls without it: without its contribution, exactly, because the aggregator is additive. Below zero where the model does better without.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ConceptAccuracy(double Accuracy, double WithConstantConcepts, IReadOnlyList<double> Drops)
{
    /// <summary>Measures explained examples with their labels.</summary>
    /// <param name="explanations">The examples' explanations.</param>
    /// <param name="data">The same examples with their labels.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between examples.</param>
    /// <exception cref="ArgumentException">Examples and explanations differ in number, or there are no labels or no examples.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static ConceptAccuracy Compute(ConceptExplanations explanations, Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var labels = ConceptLabels.Find(explanations, data);
        var concepts = explanations.ConceptCount;
        var means = new double[concepts];
        for (var example = 0; example < labels.Length; example++)
        {
            for (var concept = 0; concept < concepts; concept++)
            {
                means[concept] += (double)explanations.Concepts(example)[concept] / labels.Length;
            }
        }

        var (right, rightWithMeans, rightWithout) = (0, 0, new int[concepts]);
        var share = new ShareDone(progress, labels.Length);
        var (changed, constant) = (new float[explanations.Outputs(0).Length], new float[explanations.Outputs(0).Length]);
        for (var example = 0; example < labels.Length; example++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outputs = explanations.Outputs(example);
            outputs.CopyTo(constant);
            for (var concept = 0; concept < concepts; concept++)
            {
                outputs.CopyTo(changed);
                explanations.Move(example, concept, 0, changed);
                explanations.Move(example, concept, (float)means[concept], constant);
                rightWithout[concept] += Classes.Predicted(changed) == labels[example] ? 1 : 0;
            }

            right += Classes.Predicted(outputs) == labels[example] ? 1 : 0;
            rightWithMeans += Classes.Predicted(constant) == labels[example] ? 1 : 0;
            share.Add();
        }

        return new ConceptAccuracy((double)right / labels.Length, (double)rightWithMeans / labels.Length, [.. rightWithout.Select(without => (double)(right - without) / labels.Length)]);
    }
}
