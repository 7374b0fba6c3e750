using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;

namespace Rationale.Models;

/// <summary>Outputs against labels and targets.</summary>
internal static class Evaluator
{
    public static Evaluation Run(ModelSpecification model, Dataset data, IReadOnlyDictionary<string, double> totals, ReadOnlySpan<float> outputs, int batchSize)
    {
        var losses = new Dictionary<string, double>();
        foreach (var term in model.Objectives)
        {
            var isLeftOut = term.Inputs(model).Any(input => input.Missing == MissingInput.LeaveOut && data.Find(input.Name) is null);
            losses[term.Name] = isLeftOut ? 0 : totals[term.Name] / LossNormalization.OfData(model.Task, term.Growth(model.Task), data.Count, batchSize);
        }

        var evaluation = new Evaluation { Rows = data.Count, Losses = losses };
        return model.Task is ClassifierTask classifier
            ? Classified(evaluation, Math.Max(2, classifier.Classes), classifier.Classes, data.Labels.Span, outputs)
            : Regressed(evaluation, data.Targets!, outputs);
    }

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
