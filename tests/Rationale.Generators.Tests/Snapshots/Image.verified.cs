// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Image",
        InputShape: EquatableArray.Of(3, 2, 2),
        Layers: EquatableArray.Of<Layer>(
            new Flatten(),
            new Dense(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new Relu(),
            new Dense(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Of<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Scalar: ExplainedScalar.SumOfLogProbabilities, Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Predict
    /// <summary>Says what the model gives for one row.</summary>
    /// <param name="x">One row of 12 numbers.</param>
    /// <exception cref="global::System.ArgumentException">The row does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Prediction Predict(ReadOnlySpan<float> x) => _runtime.Predict(x);

// ======== Main/Predict
    /// <summary>Says what the model gives for many rows.</summary>
    /// <param name="features">The rows, [rows × 12].</param>
    /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Predictions Predict(Column features) => _runtime.Predict(features);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for one row: the gradient of a scalar with respect to the input.</summary>
    /// <param name="x">One row of 12 numbers.</param>
    /// <param name="scalar">The scalar s of ∂s/∂x.</param>
    /// <param name="label">The class that scalars of the labeled class look at; −1 for none.</param>
    /// <exception cref="global::System.ArgumentException">The row does not fit the model, or a label is needed and not given.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Explanation Explain(ReadOnlySpan<float> x, ExplainedScalar scalar = ExplainedScalar.PredictedProbability, int label = -1) =>
        _runtime.Explain(x, scalar, label);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for many rows.</summary>
    /// <param name="data">The rows; scalars of the labeled class look at their labels.</param>
    /// <param name="scalar">The scalar s of ∂s/∂x.</param>
    /// <returns>The gradients, [rows × 12].</returns>
    /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Column Explain(Dataset data, ExplainedScalar scalar = ExplainedScalar.PredictedProbability) => _runtime.Explain(data, scalar);

