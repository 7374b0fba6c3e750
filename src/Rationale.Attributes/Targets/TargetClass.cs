namespace Rationale;

/// <summary>Which class an attribution target looks at.</summary>
public enum TargetClass
{
    /// <summary>The class that the model predicts for the example; of a regressor with one output, that output.</summary>
    Predicted,

    /// <summary>The class with which the example is labeled.</summary>
    Labeled,

    /// <summary>All classes, or all outputs of a regressor: their sum, where one number is explained.</summary>
    All,
}
