namespace Rationale;

/// <summary>
/// Right for the right reasons (Ross, Hughes, Doshi-Velez 2017, equation 1): adds <c>λ Σₙ Σ_d |A_nd · ∂s(xₙ)/∂x_nd|²</c> to the loss, where
/// <c>A</c> is the annotation mask, 1 at the inputs that should not matter, and <c>s</c> is the attribution target. The mask comes with the data, one for each example.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ExplainConstraintAttribute : Attribute
{
    /// <summary>λ: the weight of the penalty. Zero or more. Can be changed for one training by <c>TrainingOptions.ExplanationWeight</c>.</summary>
    /// <value>The default is 1000, the value of most of the paper's experiments.</value>
    public double Weight { get; set; } = 1000;

    /// <summary>
    /// Chooses the weight by the authors' rule instead: before the first step, λ is set so that the penalty is this many times as large as the
    /// task loss over the training data. The authors found 0.2 to 30 to work. Excludes <see cref="Weight"/>.
    /// </summary>
    /// <value>The default is 0: the rule is off.</value>
    public double AutomaticRatio { get; set; }

    /// <summary>Which number of a class is explained: its gradient is penalized.</summary>
    /// <value>The default is <see cref="TargetOutput.LogProbability"/>, as in the paper; for a regressor it is <see cref="TargetOutput.Logit"/>, the output itself.</value>
    public TargetOutput Output { get; set; } = TargetOutput.LogProbability;

    /// <summary>Which class is explained; of <see cref="TargetClass.All"/>, the sum over the classes.</summary>
    /// <value>The default is <see cref="TargetClass.All"/>, as in the paper.</value>
    public TargetClass Class { get; set; } = TargetClass.All;

    /// <summary>Whether gradients are squared or taken by their absolute value.</summary>
    /// <value>The default is <see cref="PenaltyNorm.L2"/>.</value>
    public PenaltyNorm Norm { get; set; } = PenaltyNorm.L2;

    /// <summary>How the penalty is reduced over examples and features.</summary>
    /// <value>The default is <see cref="Reduction.Sum"/>.</value>
    public Reduction Reduction { get; set; } = Reduction.Sum;

    /// <summary>Names of the inputs whose gradients are penalized, of a model of several: <c>OnInputs = ["image"]</c>.</summary>
    /// <value>The default is none: all inputs.</value>
    public string[] OnInputs { get; set; } = [];
}
