using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>
/// The scores of a model, with the parameters that it has when it is asked. Scores are the logits, probabilities or log-probabilities of its outputs. The inputs of a model of several stand side by side
/// in its examples, in the order of the model, and are attributed together.
/// Not for several threads at once; each may have its own of the same model.
/// </summary>
public sealed class ModelScore : ScoreFunction
{
    /// <summary>Examples predicted between two looks at the cancellation.</summary>
    private const int MaxExamples = 4096;

    private readonly ModelRuntime _model;
    private readonly ModelTask _task;
    private float[] _outputs = [];

    /// <summary>Wraps a model.</summary>
    /// <param name="model">The model; not disposed here.</param>
    public ModelScore(IModel model)
        : this(ModelRuntime.From(model))
    {
    }

    internal ModelScore(ModelRuntime model)
    {
        (_model, _task) = (model, model.Specification.Task);
        InputShape = model.Specification.Inputs.Count == 1 ? [.. model.Specification.InputShape] : [model.Specification.RowWidth];
    }

    /// <inheritdoc/>
    public override string Name => _model.Specification.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<int> InputShape { get; }

    /// <inheritdoc/>
    public override int Classes => _task is ClassifierTask { Classes: 1 } ? 2 : _task.Outputs;

    /// <inheritdoc/>
    public override bool IsClassifier => _task is ClassifierTask;

    internal override ModelSpecification? Specification => _model.Specification;

    internal ModelRuntime Model => _model;

    internal override Dataset Align(Dataset data) => _model.Align(data);

    internal override Dataset Rows(Dataset data) => _model.Specification.Inputs.Count == 1 ? data : data.AsRows(_model.Specification);

    internal override Attributions ByInput(Attributions rows, ScoreUnit unit, Dataset data) => rows.ByInput(_model.Specification, unit, data);

    internal override FeatureMatrix Prepare(FeatureMatrix features) => _model.Prepare(features);

    internal override Predictions Predictions(FeatureMatrix features, CancellationToken cancellationToken)
    {
        var outputs = new float[checked(features.Count * _task.Outputs)];
        for (var first = 0; first < features.Count; first += MaxExamples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (start, count) = (first, Math.Min(MaxExamples, features.Count - first));
            _model.Outputs(new ScoreBatch(count, features.Width, (example, values) => features.CopyRows(start + example, 1, values), _ => 0), outputs.AsMemory(first * _task.Outputs, count * _task.Outputs));
        }

        return new Predictions(_task, outputs, _model.Decision, _model.ClassNames);
    }

    /// <inheritdoc/>
    public override void Predict(ScoreBatch batch, Span<int> classes)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var outputs = Buffer(batch.Count);
        _model.Outputs(batch, outputs);
        for (var example = 0; example < batch.Count; example++)
        {
            classes[example] = IsClassifier ? _model.Decision.Decide(outputs.Span.Slice(example * _task.Outputs, _task.Outputs)) : 0;
        }
    }

    /// <inheritdoc/>
    public override void Scores(ScoreBatch batch, TargetOutput output, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var outputs = Buffer(batch.Count);
        _model.Outputs(batch, outputs);
        Read(batch, output, outputs.Span, scores);
    }

    /// <inheritdoc/>
    public override void Gradients(ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var outputs = Buffer(batch.Count);
        _model.Gradients(batch, TargetOf(batch, output), outputs, gradients);
        Read(batch, output, outputs.Span, scores);
    }

    /// <summary>Scores examples, and gives what a layer gives and the derivatives of the scores by that.</summary>
    internal void LayerGradients(ScoreBatch batch, TargetOutput output, int layer, Span<float> scores, Memory<float> activations, Memory<float> gradients)
    {
        var outputs = Buffer(batch.Count);
        _model.LayerGradients(batch, TargetOf(batch, output), layer, outputs, activations, gradients);
        Read(batch, output, outputs.Span, scores);
    }

    /// <summary>Scores examples and their references, and gives DeepLIFT's multipliers between them.</summary>
    internal void DeepLift(ScoreBatch batch, TargetOutput output, Span<float> scores, Span<float> referenceScores, Memory<float> multipliers)
    {
        var outputs = Buffer(batch.Count);
        var references = new float[outputs.Length];
        _model.DeepLift(layout => new ReferencedBatch(layout, batch), TargetOf(batch, output), outputs, references, multipliers);
        Read(batch, output, outputs.Span, scores);
        Read(batch, output, references, referenceScores);
    }

    /// <summary>Scores examples, and gives the guided gradients of the scores.</summary>
    internal void GuidedGradients(ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> gradients)
    {
        var outputs = Buffer(batch.Count);
        _model.GuidedGradients(batch, TargetOf(batch, output), outputs, gradients);
        Read(batch, output, outputs.Span, scores);
    }

    /// <summary>All examples want classes, or all want the sum.</summary>
    private static Target TargetOf(ScoreBatch batch, TargetOutput output) =>
        new Target(output, batch.ClassOf(0) < 0 ? TargetClass.All : TargetClass.Labeled);

    private Memory<float> Buffer(int examples)
    {
        var length = checked(examples * _task.Outputs);
        _outputs = _outputs.Length < length ? new float[length] : _outputs;
        return _outputs.AsMemory(0, length);
    }

    private void Read(ScoreBatch batch, TargetOutput output, ReadOnlySpan<float> outputs, Span<float> scores)
    {
        for (var example = 0; example < batch.Count; example++)
        {
            scores[example] = (float)Score(outputs.Slice(example * _task.Outputs, _task.Outputs), batch.ClassOf(example), output);
        }
    }

    /// <summary>One logit z stands for the two logits 0 and z of no and yes; as a score, no has −z.</summary>
    private double Score(ReadOnlySpan<float> z, int index, TargetOutput output)
    {
        if (index < 0)
        {
            return Sum(z, output);
        }

        var single = IsClassifier && z.Length == 1;
        if (output == TargetOutput.Logit)
        {
            return single && index == 0 ? -z[0] : z[single ? 0 : index];
        }

        var logProbability = single ? -LogOfOnePlusExp(index == 0 ? z[0] : -z[0]) : z[index] - LogSum(z);
        return output == TargetOutput.LogProbability ? logProbability : Math.Exp(logProbability);
    }

    private double Sum(ReadOnlySpan<float> z, TargetOutput output)
    {
        var sum = 0.0;
        if (output == TargetOutput.Logit)
        {
            foreach (var value in z)
            {
                sum += value;
            }

            return sum;
        }

        for (var index = 0; index < Classes; index++)
        {
            sum += Score(z, index, output);
        }

        return sum;
    }

    private static double LogOfOnePlusExp(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double LogSum(ReadOnlySpan<float> z)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in z)
        {
            largest = Math.Max(largest, value);
        }

        var sum = 0.0;
        foreach (var value in z)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
