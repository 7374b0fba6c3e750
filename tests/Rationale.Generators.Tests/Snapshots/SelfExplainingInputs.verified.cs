// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "SelfExplainingInputs",
        Inputs: EquatableArray.Create<ModelInput>(
            new ModelInput(Name: "x", Shape: EquatableArray.Create(2)),
            new ModelInput(Name: "ExplainConcepts", Shape: EquatableArray.Create(3))),
        Layers: EquatableArray.Create<Layer>(
            new SelfExplainingNetwork(Source: new LearnedConcepts(Encoder: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)), Decoder: EquatableArray.Create<Layer>()), Relevance: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault)), Classes: 2, Aggregator: ConceptAggregator.Sum)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new RobustnessPenalty(Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All), Reduction: RobustnessReduction.MeanOfNorms, Weight: 0.01) { OnInputs = EquatableArray.Create("ExplainConcepts") },
            new SparsityPenalty(Weight: 2E-05)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== SelfExplaining/ExplainConcepts
    /// <summary>Says why the model gives what it gives for one example: 3 concepts h, their relevances θ for each class, and what they add to the outputs.</summary>
    /// <remarks>Each output is Σ θᵢ(x) hᵢ(x) (Alvarez-Melis and Jaakkola 2018, definition 3.3). Take a concept away, or set it, to see what the model would say.</remarks>
    /// <param name="x">One example, the inputs side by side: <c>x</c> (2 numbers), then <c>ExplainConcepts</c> (3 numbers).</param>
    /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public ConceptExplanation ExplainConcepts(ReadOnlySpan<float> x) => ExplainConcepts(FeatureMatrix.FromSpan(x, x.Length))[0];

// ======== SelfExplaining/ExplainConcepts
    /// <summary>Says why the model gives what it gives for many examples; their explanations name the prototypes of each concept.</summary>
    /// <param name="features">The examples, [examples × 5].</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of examples.</param>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public ConceptExplanations ExplainConcepts(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        ConceptExplanations.Compute(this, features, progress, cancellationToken);

// ======== Inputs/ExplainConcepts
    /// <summary>Says why the model gives what it gives for one example: concepts, their relevances for each class, and what they add to the outputs.</summary>
    /// <param name="x">The input <c>x</c> of the example: 2 numbers.</param>
    /// <param name="ExplainConcepts">The input <c>ExplainConcepts</c> of the example: 3 numbers.</param>
    /// <exception cref="global::System.ArgumentException">An input has another number of values than the model takes.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public ConceptExplanation ExplainConcepts(ReadOnlySpan<float> x, ReadOnlySpan<float> ExplainConcepts) =>
        this.ExplainConcepts(_runtime.Example().With(x).With(ExplainConcepts).Values);

