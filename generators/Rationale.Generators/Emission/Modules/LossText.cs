using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The terms of a loss as expressions over TorchSharp, where z are the outputs of a batch and labels what they should be.</summary>
/// <param name="names">How the file calls types.</param>
/// <param name="task">What the model is trained for.</param>
internal sealed class LossText(TypeNames names, ModelTask task)
{
    private string LogSoftmax => $"{names["functional"]}.log_softmax(z, 1)";

    private string Softmax => $"{names["functional"]}.softmax(z, 1)";

    private bool IsBinary => task is ClassifierTask { Classes: 1 };

    /// <summary>The loss of the task, summed over the rows.</summary>
    public string Answers => task switch
    {
        ClassifierTask { Classes: 1 } => $"({names["functional"]}.softplus(z) - (labels.view_as(z) * z)).sum()",
        ClassifierTask => $"-{At(LogSoftmax, "labels.reshape(-1, 1)")}.sum()",
        _ => "(z - labels.view_as(z)).pow(2).sum()",
    };

    /// <summary>What must be made before a scalar: the sign of an answer of a yes/no question.</summary>
    public string? Before(ExplainedScalar scalar) => !IsBinary ? null : scalar switch
    {
        ExplainedScalar.MaxLogProbability or ExplainedScalar.PredictedProbability or ExplainedScalar.PredictedLogit => "var sign = ((z > 0).type_as(z) * 2) - 1;",
        ExplainedScalar.LabeledProbability or ExplainedScalar.LabeledLogit or ExplainedScalar.LabeledLogProbability => "var sign = (labels.view_as(z).type_as(z) * 2) - 1;",
        _ => null,
    };

    /// <summary>An explained scalar, summed over the rows: the gradient of the sum is that of each row, as in the graph.</summary>
    public string Scalar(ExplainedScalar scalar) => (IsBinary ? OfOneOutput(scalar) : OfSeveral(scalar)) + ".sum()";

    private string OfOneOutput(ExplainedScalar scalar) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => $"-({names["functional"]}.softplus(z) + {names["functional"]}.softplus(-z))",
        ExplainedScalar.MaxLogProbability or ExplainedScalar.LabeledLogProbability => $"-{names["functional"]}.softplus(-(sign * z))",
        ExplainedScalar.PredictedProbability or ExplainedScalar.LabeledProbability => "(sign * z).sigmoid()",
        ExplainedScalar.PredictedLogit or ExplainedScalar.LabeledLogit => "(sign * z)",
        _ => "z",
    };

    private string OfSeveral(ExplainedScalar scalar) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => LogSoftmax,
        ExplainedScalar.MaxLogProbability => Predicted(LogSoftmax),
        ExplainedScalar.PredictedProbability => Predicted(Softmax),
        ExplainedScalar.PredictedLogit => Predicted("z"),
        ExplainedScalar.LabeledProbability => Labeled(Softmax),
        ExplainedScalar.LabeledLogit => Labeled("z"),
        ExplainedScalar.LabeledLogProbability => Labeled(LogSoftmax),
        _ => "z",
    };

    private static string Predicted(string values) => At(values, "z.argmax(1, true)");

    private static string Labeled(string values) => At(values, "labels.reshape(-1, 1)");

    private static string At(string values, string indices) => $"{values}.gather(1, {indices})";
}
