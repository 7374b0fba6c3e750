using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <content>Evaluating, predicting and explaining.</content>
public sealed partial class ModelRuntime
{
    private const string EvaluationKey = "evaluation";
    private const string PredictionKey = "prediction";

    /// <summary>What the model shows as its explanation unless asked otherwise: the probability of the predicted class, or a regressor's output.</summary>
    public ExplainedScalar DefaultScalar => Specification.Task is ClassifierTask ? ExplainedScalar.PredictedProbability : ExplainedScalar.SumOfOutputs;

    /// <summary>Measures the model on labelled data.</summary>
    /// <param name="data">Labelled rows; annotations, where there are any, give the explanation term.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Evaluation Evaluate(Dataset data) => Evaluate(data, Specification.Constraint?.Weight ?? 0);

    /// <summary>The outputs for one row.</summary>
    /// <param name="x">One input row.</param>
    public Prediction Predict(ReadOnlySpan<float> x) => Predict(Column.FromSpan(x, Math.Max(1, x.Length)))[0];

    /// <summary>The outputs for many rows.</summary>
    /// <param name="features">[rows × inputs].</param>
    public Predictions Predict(Column features)
    {
        ArgumentNullException.ThrowIfNull(features);
        DataChecks.Features(Specification, features);
        var outputs = new float[checked(features.Count * Specification.Task.Outputs)];
        Run(PredictionKey, () => _programs.Prediction, Unlabelled(features), -1, _ => { }, outputs);
        return new Predictions(Specification.Task, outputs);
    }

    /// <summary>The gradient of a scalar with respect to one input row.</summary>
    /// <param name="x">One input row.</param>
    /// <param name="scalar">The scalar; null for the <see cref="DefaultScalar"/>.</param>
    /// <param name="label">The class that scalars of the labelled class look at.</param>
    /// <exception cref="ArgumentException">The row does not fit the model, or a label is needed and not given.</exception>
    public Explanation Explain(ReadOnlySpan<float> x, ExplainedScalar? scalar = null, int label = -1)
    {
        var features = Column.FromSpan(x, Math.Max(1, x.Length));
        var explained = scalar ?? DefaultScalar;
        if (IsLabelled(explained) && label < 0)
        {
            throw new ArgumentException($"The scalar {explained} looks at the labelled class, but no label was given; pass one.", nameof(label));
        }

        var (outputs, gradients) = Explain(Unlabelled(features), explained, label);
        return new Explanation(Prediction.Of(Specification.Task, outputs), explained, gradients, Specification.InputShape);
    }

    /// <summary>The gradients of a scalar with respect to many rows.</summary>
    /// <param name="data">The rows; labels are used by scalars of the labelled class.</param>
    /// <param name="scalar">The scalar; null for the <see cref="DefaultScalar"/>.</param>
    /// <returns>[rows × inputs].</returns>
    public Column Explain(Dataset data, ExplainedScalar? scalar = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Column.FromArray(Explain(data, scalar ?? DefaultScalar, -1).Gradients, data.Features.Width);
    }

    /// <summary>Measures the model with another weight of the explanation penalty than the declared one.</summary>
    internal Evaluation Evaluate(Dataset data, double explanationWeight)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataChecks.Labelled(Specification, data);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        var totals = new Dictionary<string, double>();
        Run(EvaluationKey, () => _programs.Evaluation, data, -1, executor => Settings(executor, explanationWeight), outputs, after: executor =>
        {
            foreach (var total in _programs.Evaluation.Layout.Totals)
            {
                totals[total.Name] = executor.Total(total.Name);
            }
        });
        return Evaluator.Run(Specification, data, totals, outputs);
    }

    /// <summary>Sets the weights of the penalties.</summary>
    internal void Settings(Executor<float> executor, double explanationWeight)
    {
        executor.Set(LossTerms.ExplanationWeight, (float)explanationWeight);
        executor.Set(LossTerms.L2Weight, (float)(Specification.WeightPenalty?.L2 ?? 0));
        executor.Set(LossTerms.L1Weight, (float)(Specification.WeightPenalty?.L1 ?? 0));
    }

    private static bool IsLabelled(ExplainedScalar scalar) =>
        scalar is ExplainedScalar.LabelledLogit or ExplainedScalar.LabelledProbability or ExplainedScalar.LabelledLogProbability;

    private static Dataset Unlabelled(Column features) => Dataset.ForRegression(features, Column.Repeat([0f], features.Count));

    private (float[] Outputs, float[] Gradients) Explain(Dataset data, ExplainedScalar scalar, int label)
    {
        DataChecks.Features(Specification, data.Features);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        var gradients = new float[checked(data.Count * data.Features.Width)];
        Run(scalar, () => _programs.Explanation(scalar), data, label, _ => { }, outputs, gradients);
        return (outputs, gradients);
    }

    private void Run(object key, Func<StepProgram<float>> program, Dataset data, int label, Action<Executor<float>> before, float[] first, float[]? second = null, Action<Executor<float>>? after = null)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_executors.TryGetValue(key, out var known))
            {
                var made = program();
                known = (made, new Executor<float>(made, Flat, Execution));
                _executors.Add(key, known);
            }

            var (layout, executor) = (known.Program.Layout, known.Executor);
            before(executor);
            executor.Run(new DatasetBatch(layout, data, label), 0, second is null ? new Memory<float>[] { first } : new Memory<float>[] { first, second });
            after?.Invoke(executor);
        }
    }
}
