namespace Rationale;

/// <summary>Base of the attributes that add a term on the model's attributions to the loss: what is attributed, and with which weight.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public abstract class AttributionTermAttribute : Attribute
{
    /// <summary>λ: the weight of the term. Zero or more. Can be changed for one training by <c>TrainingOptions.Coefficients</c>.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; set; } = 1;

    /// <summary>The attribution.</summary>
    /// <value>The default is <see cref="AttributionKind.ExpectedGradients"/>.</value>
    public AttributionKind Attribution { get; set; } = AttributionKind.ExpectedGradients;

    /// <summary>References that expected gradients draw for each example and step, 1 to 64. Each costs a forward pass and its gradients.</summary>
    /// <value>The default is 1, as in the papers' trainings.</value>
    public int References { get; set; } = 1;

    /// <summary>Which number of a class is attributed. <see cref="AttributionKind.LogGradient"/> has its own target.</summary>
    /// <value>The default is <see cref="TargetOutput.Logit"/>; of a regressor, the output itself.</value>
    public TargetOutput Output { get; set; } = TargetOutput.Logit;

    /// <summary>Which class is attributed.</summary>
    /// <value>
    /// The default is <see cref="TargetClass.Labeled"/>, and for a regressor of one output that output. A regressor of several outputs must say which: by <see cref="Index"/>, or
    /// <see cref="TargetClass.All"/> for their sum.
    /// </value>
    public TargetClass Class { get; set; } = TargetClass.Labeled;

    /// <summary>The class, or the regressor's output, that is attributed for every example, from 0, in place of <see cref="Class"/>.</summary>
    /// <value>The default is −1: none, <see cref="Class"/> says which.</value>
    public int Index { get; set; } = -1;
}
