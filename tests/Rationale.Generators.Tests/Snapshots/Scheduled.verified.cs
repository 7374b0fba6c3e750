// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Scheduled",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss()),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0, Schedule: new CosineSchedule(Epochs: 0, Steps: 0, MinFactor: 0.1, WarmUp: new WarmUp(Epochs: 0, Steps: 100, StartFactor: 0.01))));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Gradient</term> <description>the gradient of L = task with respect to every parameter.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Learning rate</term> <description>0.001 along a cosine to × 0.1 over all epochs, with a linear warm-up from × 0.01 over 100 steps: [CosineSchedule] [WarmUp].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with that learning rate: [Train].</description></item>
    /// </list>
    /// </remarks>

