namespace Rationale;

/// <summary>
/// A deep attribution prior (Weinberger, Janizek, Lee 2020): a second network g predicts from what is known of each feature, its meta-features m_j, how much the feature matters, and both
/// networks are trained together: <c>λ · mean |g(m_j) − φ_j(x)|</c> over features and examples is added to the loss. The p × q meta-features come with the data,
/// <c>data.WithMetaFeatures(…)</c>, a row for each feature.
/// </summary>
/// <param name="metaFeatures">q, the number of meta-features of each feature; at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AttributionPriorAttribute(int metaFeatures) : AttributionTermAttribute
{
    /// <summary>q, the number of meta-features of each feature.</summary>
    public int MetaFeatures { get; } = metaFeatures;

    /// <summary>
    /// Units of the hidden layers of g, with ReLU between them; empty for a linear g. A nested class with <see cref="PriorNetworkAttribute"/> gives g layers of one's own instead.
    /// </summary>
    /// <value>The default is that of the <see cref="Preset"/>, without one empty.</value>
    public int[] Hidden { get; set; } = [];

    /// <summary>Probability with which each hidden unit of g is dropped in training, in [0, 1).</summary>
    /// <value>The default is that of the <see cref="Preset"/>, without one 0.</value>
    public double Dropout { get; set; }

    /// <summary>Learning rate of g, above zero.</summary>
    /// <value>The default is that of the <see cref="Preset"/>; without one 0, which stands for the learning rate of the training.</value>
    public double LearningRate { get; set; }

    /// <summary>Whether g predicts attributions with their sign; otherwise their magnitudes.</summary>
    /// <value>The default is that of the <see cref="Preset"/>, without one <see langword="false"/>.</value>
    public bool Signed { get; set; }

    /// <summary>Whether differences are taken by their absolute value or squared.</summary>
    /// <value>The default is <see cref="PenaltyNorm.L1"/>, as in the paper.</value>
    public PenaltyNorm Norm { get; set; } = PenaltyNorm.L1;

    /// <summary>Settings of an experiment of the paper; what is set beside it wins.</summary>
    /// <value>The default is <see cref="PriorPreset.None"/>.</value>
    public PriorPreset Preset { get; set; }
}
