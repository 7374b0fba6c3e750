using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Training;
using Rationale.Graph.Objectives;
using Rationale.Objectives;

namespace Rationale.Models;

/// <content>Evaluating, predicting and explaining.</content>
public sealed partial class ModelRuntime
{
    private const string EvaluationKey = "evaluation";
    private const string ConceptsKey = "concepts";
    private const string StabilityKey = "stability";
    private const string DistanceKey = "conceptDistance";
    private const string PredictionKey = "prediction";

    /// <summary>What the model shows as its explanation unless asked otherwise: the probability of the predicted class, or a regressor's output.</summary>
    public ExplainedScalar DefaultScalar => Specification.Task is ClassifierTask ? ExplainedScalar.PredictedProbability : ExplainedScalar.SumOfOutputs;

    /// <summary>Measures the model on labeled data.</summary>
    /// <param name="data">Labeled rows; annotations, where there are any, give the explanation term.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Evaluation Evaluate(Dataset data) => Evaluate(data, CoefficientValues.Declared(Specification));

    /// <summary>The outputs for one row.</summary>
    /// <param name="x">One input row.</param>
    /// <exception cref="ArgumentException">The row does not fit the model, or has a value that is not finite.</exception>
    public Prediction Predict(ReadOnlySpan<float> x) => Predict(OneRow(x))[0];

    /// <summary>The outputs for many rows.</summary>
    /// <param name="features">[rows × inputs].</param>
    /// <exception cref="ArgumentException">The rows do not fit the model, there are none, or a value is not finite.</exception>
    public Predictions Predict(Column features)
    {
        ArgumentNullException.ThrowIfNull(features);
        DataChecks.Features(Specification, features);
        var outputs = new float[checked(features.Count * Specification.Task.Outputs)];
        Run(PredictionKey, () => _programs.Prediction, Unlabeled(features), -1, (_, _) => { }, outputs);
        return new Predictions(Specification.Task, outputs);
    }

    /// <summary>The gradient of a scalar with respect to one input row; for a row of ids, the norm of the gradient with respect to each one's vector.</summary>
    /// <param name="x">One input row.</param>
    /// <param name="scalar">The scalar; null for the <see cref="DefaultScalar"/>.</param>
    /// <param name="label">The class that scalars of the labeled class look at.</param>
    /// <exception cref="ArgumentException">The row does not fit the model, the scalar does not fit the task, or a label is needed and not given or out of range.</exception>
    public Explanation Explain(ReadOnlySpan<float> x, ExplainedScalar? scalar = null, int label = -1)
    {
        var features = OneRow(x);
        var explained = scalar ?? DefaultScalar;
        SpecificationChecks.Scalar(Specification, explained);
        if (IsLabeled(explained))
        {
            DataChecks.Label(Specification, explained, label);
        }

        var (outputs, gradients) = Explain(Unlabeled(features), explained, label);
        return new Explanation(Prediction.Of(Specification.Task, outputs), explained, gradients, Specification.InputShape);
    }

    /// <summary>The gradients of a scalar with respect to many rows; for ids, the norms of the gradients with respect to their vectors.</summary>
    /// <param name="data">The rows; labels are used by scalars of the labeled class.</param>
    /// <param name="scalar">The scalar; null for the <see cref="DefaultScalar"/>.</param>
    /// <returns>[rows × inputs].</returns>
    /// <exception cref="ArgumentException">The rows do not fit the model, the scalar does not fit the task, or it needs labels that the data do not have.</exception>
    public Column Explain(Dataset data, ExplainedScalar? scalar = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var explained = scalar ?? DefaultScalar;
        SpecificationChecks.Scalar(Specification, explained);
        if (IsLabeled(explained))
        {
            DataChecks.Labeled(Specification, data);
        }

        return Column.FromArray(Explain(data, explained, -1).Gradients, data.Features.Width);
    }

    /// <summary>Measures the model with other coefficients than the declared ones.</summary>
    /// <param name="data">Labeled rows.</param>
    /// <param name="coefficients">The coefficients of the objective.</param>
    /// <param name="batchSize">Examples of a batch of the training; null for what the model declares.</param>
    /// <param name="weighting">Weights of the examples; null for those that model and data have.</param>
    internal Evaluation Evaluate(Dataset data, CoefficientValues coefficients, int? batchSize = null, ExampleWeighting? weighting = null)
    {
        var (totals, outputs) = Totals(data, coefficients, weighting);
        return Evaluator.Run(Specification, data, totals, outputs, batchSize ?? Specification.Training.BatchSize);
    }

    /// <summary>The terms of the objective over a data set as one batch, and the outputs.</summary>
    internal (IReadOnlyDictionary<string, double> Totals, float[] Outputs) Totals(Dataset data, CoefficientValues coefficients, ExampleWeighting? weighting = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataChecks.Labeled(Specification, data);
        ObjectiveInputs.Check(Specification, data, coefficients.AreZeroFor);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        var totals = new Dictionary<string, double>();
        weighting ??= ExampleWeighting.Declared(Specification);
        var weighted = weighting.Applies(data) || Specification.Find<TaskLoss>() is { IsWeighted: true };
        Run((EvaluationKey, weighted), () => weighted ? _programs.WeightedEvaluation : _programs.Evaluation, weighted ? weighting.Apply(data) : data, -1, Prepare, outputs, after: (layout, executor) =>
        {
            foreach (var total in layout.Totals)
            {
                totals[total.Name] = executor.Total(total.Name);
            }
        });
        return (totals, outputs);

        void Prepare(ProgramLayout layout, Executor<float> executor)
        {
            coefficients.ApplyTo(executor);
            ObjectiveInputs.Load(executor, layout, data);
        }
    }

    private static bool IsLabeled(ExplainedScalar scalar) =>
        scalar is ExplainedScalar.LabeledLogit or ExplainedScalar.LabeledProbability or ExplainedScalar.LabeledLogProbability;

    /// <summary>An empty row is as wide as it is: the check of the width must find 0, not 1.</summary>
    private Column OneRow(ReadOnlySpan<float> x)
    {
        DataChecks.Width(Specification, x.Length);
        return Column.FromSpan(x, x.Length);
    }

    private static Dataset Unlabeled(Column features) => Dataset.ForRegression(features, Column.Repeat([0f], features.Count));

    private (float[] Outputs, float[] Gradients) Explain(Dataset data, ExplainedScalar scalar, int label)
    {
        DataChecks.Features(Specification, data.Features);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        var gradients = new float[checked(data.Count * data.Features.Width)];
        Run(scalar, () => _programs.Explanation(scalar), data, label, (_, _) => { }, outputs, gradients);
        return (outputs, gradients);
    }

    /// <summary>Outputs, concepts, relevances and effects of many rows.</summary>
    internal void Concepts(Column features, Memory<float> outputs, Memory<float> concepts, Memory<float> relevances, Memory<float> effects)
    {
        DataChecks.Features(Specification, features);
        Run(ConceptsKey, () => _programs.Concepts, layout => new DatasetBatch(layout, Unlabeled(features), -1), outputs, concepts, relevances, effects);
    }

    /// <summary>How far the relevances of rows are from those of their anchors, and the gradient of that.</summary>
    internal void Stability(bool byFeatures, Func<ProgramLayout, IBatch<float>> batch, Memory<float> ratios, Memory<float> distances, Memory<float> gradients) =>
        Run((StabilityKey, byFeatures), () => _programs.Stability(byFeatures), batch, ratios, distances, gradients);

    /// <summary>Outputs of rows, how far their concepts are from those of their anchors, and the gradient of that.</summary>
    internal void ConceptDistance(Func<ProgramLayout, IBatch<float>> batch, Memory<float> outputs, Memory<float> distances, Memory<float> gradients) =>
        Run(DistanceKey, () => _programs.ConceptDistance, batch, outputs, distances, gradients);

    /// <summary>Outputs of rows that are made as they are needed.</summary>
    internal void Outputs(IBatch<float> rows, Memory<float> outputs) => Run(PredictionKey, () => _programs.Prediction, _ => rows, outputs);

    /// <summary>Outputs of rows that are made as they are needed, and the gradients of a scalar with respect to them.</summary>
    internal void Gradients(IBatch<float> rows, ExplainedScalar scalar, Memory<float> outputs, Memory<float> gradients) =>
        Run(scalar, () => _programs.Explanation(scalar), _ => rows, outputs, gradients);

    /// <summary>Outputs of rows that are made as they are needed, what a layer gives, and the gradients of a scalar with respect to that.</summary>
    internal void LayerGradients(IBatch<float> rows, ExplainedScalar scalar, int layer, Memory<float> outputs, Memory<float> activations, Memory<float> gradients) =>
        Run((scalar, layer), () => _programs.LayerExplanation(scalar, layer), _ => rows, outputs, activations, gradients);

    private void Run(object key, Func<StepProgram<float>> program, Dataset data, int label, Action<ProgramLayout, Executor<float>> before, float[] first, float[]? second = null, Action<ProgramLayout, Executor<float>>? after = null) =>
        Run(key, program, layout => new DatasetBatch(layout, data, label), before, after, second is null ? [first] : [first, second]);

    private void Run(object key, Func<StepProgram<float>> program, Func<ProgramLayout, IBatch<float>> batch, params Memory<float>[] outputs) =>
        Run(key, program, batch, (_, _) => { }, null, outputs);

    private void Run(object key, Func<StepProgram<float>> program, Func<ProgramLayout, IBatch<float>> batch, Action<ProgramLayout, Executor<float>> before, Action<ProgramLayout, Executor<float>>? after, Memory<float>[] outputs)
    {
        lock (_gate)
        {
            var parameters = Flat;
            if (!_executors.TryGetValue(key, out var known))
            {
                var made = program();
                known = (made, new Executor<float>(made, parameters, Execution));
                _executors.Add(key, known);
            }

            var (layout, executor) = (known.Program.Layout, known.Executor);
            before(layout, executor);
            executor.Run(batch(layout), 0, outputs);
            after?.Invoke(layout, executor);
        }
    }
}
