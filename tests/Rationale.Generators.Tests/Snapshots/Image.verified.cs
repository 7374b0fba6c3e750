// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Image",
        InputShape: EquatableArray.Create(3, 2, 2),
        Layers: EquatableArray.Create<Layer>(
            new FlattenLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/Predict
    /// <summary>Says what the model gives for one example.</summary>
    /// <param name="x">One example of 12 numbers.</param>
    /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Prediction Predict(ReadOnlySpan<float> x) => _runtime.Predict(x);

// ======== Main/Predict
    /// <summary>Says what the model gives for many examples.</summary>
    /// <param name="features">The examples, [examples × 12].</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _runtime.Predict(features, progress, cancellationToken);

// ======== Main/Predict
    /// <summary>Says what the model gives for the features of a data set, labeled or not.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="global::System.ArgumentException">The features do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _runtime.Predict(data, progress, cancellationToken);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for one example: the gradient of the attribution target with respect to the input.</summary>
    /// <param name="x">One example of 12 numbers.</param>
    /// <param name="target">The number s of ∂s/∂x; null for the probability of the predicted class.</param>
    /// <exception cref="global::System.ArgumentException">The example or the target does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attribution Explain(ReadOnlySpan<float> x, Target? target = null) =>
        _runtime.Explain(x, target);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for many examples.</summary>
    /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
    /// <param name="target">The number s of ∂s/∂x; null for the probability of the predicted class.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <returns>The gradients, [examples × 12].</returns>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _runtime.Explain(data, target, progress, cancellationToken);

