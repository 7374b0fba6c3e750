namespace Rationale;

/// <summary>
/// The attribution target: the number of a model that is explained, and whose gradient a penalty looks at. <c>default</c> is the logit of the predicted class. The class is settled at
/// the example itself and then held, also where a method looks at changed copies of it.
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
