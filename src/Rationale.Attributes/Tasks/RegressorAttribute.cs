namespace Rationale;

/// <summary>The model predicts numbers. The loss is the squared error, summed over the outputs of an example.</summary>
/// <param name="outputs">Number of outputs per example, at least 1.</param>
public sealed class RegressorAttribute(int outputs = 1) : TaskAttribute
{
    /// <summary>Number of outputs per example.</summary>
    public int Outputs { get; } = outputs;
}
