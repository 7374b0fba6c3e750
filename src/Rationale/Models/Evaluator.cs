using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Outputs against labels and targets.</summary>
internal static class Evaluator
{
    public static Evaluation Run(ModelSpecification model, Dataset data, IReadOnlyDictionary<string, double> totals, ReadOnlySpan<float> outputs)
    {
        var losses = totals.ToDictionary(term => term.Key, term => term.Value / (IsSum(model, term.Key) ? data.Count : 1));
        var evaluation = new Evaluation { Rows = data.Count, Losses = losses };
        return model.Task is ClassifierTask classifier
            ? Classified(evaluation, Math.Max(2, classifier.Classes), classifier.Classes, data.Labels.Span, outputs)
            : Regressed(evaluation, data.Targets!, outputs);
    }

    private static bool IsSum(ModelSpecification model, string term) => term switch
    {
        LossTerms.Answers or LossTerms.Robustness or LossTerms.Reconstruction or LossTerms.Sparsity => model.Task.Reduction == Reduction.Sum,
        LossTerms.Reasons => model.Constraint?.Reduction == Reduction.Sum,
        _ => false,
    };

    private static Evaluation Classified(Evaluation evaluation, int classes, int width, ReadOnlySpan<int> labels, ReadOnlySpan<float> outputs)
    {
        var confusion = new int[classes][];
        for (var i = 0; i < classes; i++)
        {
            confusion[i] = new int[classes];
        }

        var right = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var predicted = Classes.Predicted(outputs.Slice(row * width, width));
            confusion[labels[row]][predicted]++;
            right += predicted == labels[row] ? 1 : 0;
        }

        return evaluation with { Accuracy = (double)right / labels.Length, Confusion = confusion };
    }

    private static Evaluation Regressed(Evaluation evaluation, Column targets, ReadOnlySpan<float> outputs)
    {
        var values = targets.ToArray();
        var (residual, spread) = (0.0, 0.0);
        for (var output = 0; output < targets.Width; output++)
        {
            var mean = 0.0;
            for (var i = output; i < values.Length; i += targets.Width)
            {
                mean += values[i];
            }

            mean /= targets.Count;
            for (var i = output; i < values.Length; i += targets.Width)
            {
                residual += Math.Pow(values[i] - (double)outputs[i], 2);
                spread += Math.Pow(values[i] - mean, 2);
            }
        }

        return evaluation with { MeanSquaredError = residual / values.Length, RSquared = 1 - (residual / spread) };
    }
}
