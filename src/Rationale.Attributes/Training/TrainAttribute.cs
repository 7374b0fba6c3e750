namespace Rationale;

/// <summary>Defaults of the training of this model. Each can be changed for one training in <c>TrainingOptions</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TrainAttribute : Attribute
{
    /// <summary>Passes over the training data, at least 1.</summary>
    /// <value>The default is 10.</value>
    public int Epochs { get; set; } = 10;

    /// <summary>Examples per step, at least 1.</summary>
    /// <value>The default is 256.</value>
    public int BatchSize { get; set; } = 256;

    /// <summary>The optimizer.</summary>
    /// <value>The default is <see cref="OptimizerKind.Adam"/>.</value>
    public OptimizerKind Optimizer { get; set; } = OptimizerKind.Adam;

    /// <summary>Step size, above zero.</summary>
    /// <value>The default is 0.001.</value>
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>, in [0, 1).</summary>
    /// <value>The default is 0.</value>
    public double Momentum { get; set; }

    /// <summary>Decoupled weight decay of <see cref="OptimizerKind.AdamW"/>, zero or more.</summary>
    /// <value>The default is 0.01.</value>
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Largest L2 norm of the whole gradient; a longer one is scaled down. Zero switches clipping off.</summary>
    /// <value>The default is 0.</value>
    public double ClipNorm { get; set; }
}
