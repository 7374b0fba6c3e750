using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>The numbers per row whose input gradient is an explanation, as of declared models.</summary>
public static class ExplainedScalars
{
    /// <summary>The scalar of each row, [rows×1].</summary>
    /// <param name="scalar">Which one.</param>
    /// <param name="outputs">Logits or predictions, [rows×outputs].</param>
    /// <param name="labels">The class of each row, [rows]; asked for only by scalars that look at the label.</param>
    /// <exception cref="ArgumentException">Labels are needed and missing.</exception>
    public static Tensor Of(ExplainedScalar scalar, Tensor outputs, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.shape[^1] == 1 ? OfOneOutput(scalar, outputs, labels) : scalar switch
        {
            ExplainedScalar.SumOfLogProbabilities => LogP(outputs).sum(1, keepdim: true),
            ExplainedScalar.MaxLogProbability => Predicted(outputs, LogP(outputs)),
            ExplainedScalar.PredictedProbability => Predicted(outputs, outputs.softmax(1)),
            ExplainedScalar.PredictedLogit => Predicted(outputs, outputs),
            ExplainedScalar.LabeledProbability => Labeled(labels, scalar, outputs.softmax(1)),
            ExplainedScalar.LabeledLogit => Labeled(labels, scalar, outputs),
            ExplainedScalar.LabeledLogProbability => Labeled(labels, scalar, LogP(outputs)),
            ExplainedScalar.SumOfOutputs => outputs.sum(1, keepdim: true),
            _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, "unknown explained scalar"),
        };
    }

    /// <summary>One logit z of a yes/no question stands for the two logits (0, z).</summary>
    private static Tensor OfOneOutput(ExplainedScalar scalar, Tensor z, Tensor? labels) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => -(Softplus(-z) + Softplus(z)),
        ExplainedScalar.MaxLogProbability => -Softplus(-(Answer(z) * z)),
        ExplainedScalar.PredictedProbability => (Answer(z) * z).sigmoid(),
        ExplainedScalar.PredictedLogit => Answer(z) * z,
        ExplainedScalar.LabeledProbability => (Sign(labels, scalar, z) * z).sigmoid(),
        ExplainedScalar.LabeledLogit => Sign(labels, scalar, z) * z,
        ExplainedScalar.LabeledLogProbability => -Softplus(-(Sign(labels, scalar, z) * z)),
        ExplainedScalar.SumOfOutputs => z.sum(1, keepdim: true),
        _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, "unknown explained scalar"),
    };

    /// <summary>log(1 + eᶻ). Beyond its threshold libtorch takes z instead; at the usual one of 20 that is wrong by 2·10⁻⁹, which double precision sees.</summary>
    internal static Tensor Softplus(Tensor z) => nn.functional.softplus(z, 1, 50);

    private static Tensor LogP(Tensor logits) => nn.functional.log_softmax(logits, 1);

    private static Tensor Predicted(Tensor outputs, Tensor values) => values.gather(1, outputs.argmax(1, keepdim: true));

    private static Tensor Labeled(Tensor? labels, ExplainedScalar scalar, Tensor values) => values.gather(1, Needed(labels, scalar).reshape(-1, 1));

    /// <summary>1 where the answer is yes, −1 where it is no.</summary>
    private static Tensor Answer(Tensor z) => (z.gt(0).type_as(z) * 2) - 1;

    private static Tensor Sign(Tensor? labels, ExplainedScalar scalar, Tensor z) => (Needed(labels, scalar).view_as(z).type_as(z) * 2) - 1;

    private static Tensor Needed(Tensor? labels, ExplainedScalar scalar) =>
        labels ?? throw new ArgumentException($"{scalar} is about the label of each row; give the labels.", nameof(labels));
}
