namespace Rationale;

/// <summary>
/// The attribution target: the number of a model that is explained. <c>default</c> is the logit of the predicted class. The class is settled at the example itself and then held, also
/// where a method looks at changed copies of it.
/// </summary>
/// <param name="Output">Which number of the class.</param>
/// <param name="Class">Which class, unless <see cref="Index"/> names one.</param>
public readonly record struct Target(TargetOutput Output, TargetClass Class = TargetClass.Predicted)
{
    /// <summary>The class that is named, or the regressor's output; null where <see cref="Class"/> says which.</summary>
    public int? Index => IndexPlusOne == 0 ? null : IndexPlusOne - 1;

    private int IndexPlusOne { get; init; }

    /// <summary>A number of the same class for every example.</summary>
    /// <param name="index">From 0 to the number of classes − 1; of a regressor, the index of an output.</param>
    /// <param name="output">Which number of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static Target ForClass(int index, TargetOutput output = TargetOutput.Logit) => index >= 0
        ? new Target(output) { IndexPlusOne = index + 1 }
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The index of a class must be at least 0.");

    /// <summary>What a penalty on explanations looks at, as a target.</summary>
    /// <param name="scalar">The scalar of the penalty.</param>
    public static implicit operator Target(ExplainedScalar scalar) => From(scalar);

    /// <summary>What a penalty on explanations looks at, as a target.</summary>
    /// <param name="scalar">The scalar of the penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scalar.</exception>
    public static Target From(ExplainedScalar scalar) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => new Target(TargetOutput.LogProbability, TargetClass.All),
        ExplainedScalar.MaxLogProbability => new Target(TargetOutput.LogProbability),
        ExplainedScalar.PredictedProbability => new Target(TargetOutput.Probability),
        ExplainedScalar.PredictedLogit => new Target(TargetOutput.Logit),
        ExplainedScalar.LabeledProbability => new Target(TargetOutput.Probability, TargetClass.Labeled),
        ExplainedScalar.LabeledLogit => new Target(TargetOutput.Logit, TargetClass.Labeled),
        ExplainedScalar.LabeledLogProbability => new Target(TargetOutput.LogProbability, TargetClass.Labeled),
        ExplainedScalar.SumOfOutputs => new Target(TargetOutput.Logit, TargetClass.All),
        _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, $"The explained scalar {scalar} does not exist; use one of {string.Join(", ", Enum.GetNames(typeof(ExplainedScalar)))}."),
    };

    /// <summary>The target in words.</summary>
    public override string ToString()
    {
        var number = Output switch
        {
            TargetOutput.Logit => "logit",
            TargetOutput.Probability => "probability",
            TargetOutput.LogProbability => "log-probability",
            _ => $"output {(int)Output}",
        };
        return Index is { } index ? $"{number} of class {index}" : Class switch
        {
            TargetClass.Predicted => $"{number} of the predicted class",
            TargetClass.Labeled => $"{number} of the labeled class",
            _ => $"{number} summed over all classes",
        };
    }
}
