namespace Rationale.Execution;

/// <summary>How an optimizer moves parameters.</summary>
/// <param name="Kind">The optimizer.</param>
/// <param name="LearningRate">Step size, before the factor of a schedule.</param>
/// <param name="Momentum">Momentum of stochastic gradient descent.</param>
/// <param name="WeightDecay">Decoupled weight decay of AdamW.</param>
internal sealed record UpdateRule(OptimizerKind Kind, double LearningRate, double Momentum = 0, double WeightDecay = 0)
{
    /// <summary>β₁ of Adam.</summary>
    public const double Beta1 = 0.9;

    /// <summary>β₂ of Adam.</summary>
    public const double Beta2 = 0.999;

    /// <summary>ε of Adam.</summary>
    public const double Epsilon = 1e-8;

    /// <summary>The factor of the gradient in a step of SGD; of Adam the learning rate, corrected for the start of its first moments.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    /// <param name="factor">What the learning rate is multiplied by in this step.</param>
    public double StepSize(long step, double factor = 1) => Kind == OptimizerKind.Sgd ? LearningRate * factor : LearningRate * factor / (1 - Math.Pow(Beta1, step));

    /// <summary>The factor of the root of Adam's second moments, which corrects for their start.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    public double RootCorrection(long step) => 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));

    /// <summary>The share of a parameter that AdamW takes away in a step.</summary>
    /// <param name="factor">What the learning rate is multiplied by in this step.</param>
    public double Decay(double factor = 1) => Kind == OptimizerKind.AdamW ? LearningRate * factor * WeightDecay : 0;
}

/// <summary>Parameters that move by one rule.</summary>
/// <param name="Start">The first of them.</param>
/// <param name="Length">How many.</param>
/// <param name="Rule">How they move.</param>
internal sealed record UpdateRange(int Start, int Length, UpdateRule Rule);
