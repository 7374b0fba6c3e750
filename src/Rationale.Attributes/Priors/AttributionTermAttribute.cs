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

    /// <summary>The scalar that is attributed. <see cref="AttributionKind.LogGradient"/> has its own.</summary>
    /// <value>The default is <see cref="ExplainedScalar.LabeledLogit"/>; for a regressor of one output that output. A regressor of several outputs must say which: here or by <see cref="Output"/>.</value>
    public ExplainedScalar Scalar { get; set; } = ExplainedScalar.LabeledLogit;

    /// <summary>The output that is attributed, from 0, in place of <see cref="Scalar"/>.</summary>
    /// <value>The default is −1: none, <see cref="Scalar"/> says what.</value>
    public int Output { get; set; } = -1;
}
