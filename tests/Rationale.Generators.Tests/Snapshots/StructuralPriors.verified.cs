// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "StructuralPriors",
        InputShape: EquatableArray.Create(4, 5, 2),
        Layers: EquatableArray.Create<Layer>(
            new ConvLayer(Filters: 3, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 0, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new BatchNormLayer(Momentum: 0.1, Epsilon: 1E-05, Frozen: false),
            new ReluLayer(),
            new FlattenLayer(),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum),
            new SmoothAttributionPenalty(Weight: 0.01, Source: new AttributionSource(Attribution: AttributionKind.ExpectedGradients, References: 1, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.Labeled))),
            new SparseAttributionPenalty(Weight: 1, Measure: SparsityMeasure.L1, Source: new AttributionSource(Attribution: AttributionKind.Gradient, References: 1, Target: Target.ForClass(1, TargetOutput.Logit)))),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Conv] [BatchNorm] [Relu] [Flatten] [Dense].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = Σ log p, the sum of the log-probabilities of all classes: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ (A ⊙ ∂s/∂x)², where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 1000)], λ₁ = 1000.</description></item>
    /// <item><term>Attribution</term> <description>φ = (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀), with a reference x₀ from the background and α from [0, 1), where s = z of the labeled class: [SmoothAttributions].</description></item>
    /// <item><term>Smooth attributions</term> <description>smoothAttributions = λ₅ Σ |a(i+1, j) − a(i, j)| + |a(i, j+1) − a(i, j)| of a, the attribution of an image summed over channels and brought to mean 0 and deviation 1, summed over examples: [SmoothAttributions], λ₅ = 0.01.</description></item>
    /// <item><term>Attribution</term> <description>φ = ∂s/∂x, where s = z of class 1: [SparseAttributions].</description></item>
    /// <item><term>Sparse attributions</term> <description>sparseAttributions = λ₇ times the mean over features of abs(φ), summed over examples: [SparseAttributions], λ₇ = 1.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation + smoothAttributions + sparseAttributions with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 40), new ValueLayout("annotations", 40), new ValueLayout("reference1", 40), new ValueLayout("place1", 1)],
            Settings: ["batchSize", "sparseAttributions", "smoothAttributions", "explanation"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 1744), new TotalLayout("explanation", Region.Shared, 1584), new TotalLayout("smoothAttributions", Region.Shared, 1344), new TotalLayout("sparseAttributions", Region.Shared, 1200), new TotalLayout("loss", Region.Shared, 1152)],
            Passes: [[new SumRange(404, 3), new SumRange(418, 3)], [new SumRange(401, 3), new SumRange(415, 3)], [new SumRange(391, 3), new SumRange(398, 3), new SumRange(411, 3), new SumRange(414, 1)], [new SumRange(388, 3), new SumRange(395, 3), new SumRange(408, 3)], [new SumRange(198, 3), new SumRange(201, 54), new SumRange(321, 3), new SumRange(324, 54), new SumRange(384, 3), new SumRange(387, 1), new SumRange(394, 1), new SumRange(407, 1)], [new SumRange(192, 3), new SumRange(195, 3), new SumRange(315, 3), new SumRange(318, 3), new SumRange(378, 3), new SumRange(381, 3)], [new SumRange(129, 3), new SumRange(132, 3), new SumRange(135, 54), new SumRange(189, 3), new SumRange(312, 3)], [new SumRange(126, 3), new SumRange(255, 54), new SumRange(309, 3)], [new SumRange(0, 126)]],
            Parameters: 126,
            Accumulators: 421,
            Shared: 3072,
            TileWidth: 374);

