// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "SmoothedTable",
        InputShape: EquatableArray.Create(40),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 1, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss()),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0),
        Smoothing: new MaskSmoothing(Keep: 0.125, Quantization: 64, Seeds: EquatableArray.Create(
            46, 37, 12, 19, 46, 44, 31, 14, 23, 51, 6, 18, 50, 38, 60, 59, 47, 54, 11, 33, 21, 21, 0, 6, 28, 38, 41, 43, 25, 6, 11, 7,
            31, 44, 38, 46, 10, 56, 48, 32), Groups: new SingleFeatures(), Replacement: 0.5, Output: SmoothedOutput.Averages, Base: BaseOutput.Logits, Training: MaskedTraining.Bernoulli));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Masks</term> <description>each group of features is kept with probability 0.125; the others are replaced: [Smoothed].</description></item>
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (softplus(z) − y z), the binary cross-entropy: [Classifier(1)].</description></item>
    /// <item><term>Gradient</term> <description>the gradient of L = task with respect to every parameter.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Smoothing/Smoothed
    /// <summary>The model as a classifier that votes over 64 masked versions of an example, all of which are asked.</summary>
    /// <remarks>
    /// <para>
    /// An example is 40 groups: each feature by itself. Version j = 0 … 63 keeps group i where (Seeds[i] + j) mod 64 &lt; 8, and puts
    /// 0.5 in place of the others; its probabilities are added up, in units of 2⁻²⁰. The seeds are constants of the <see cref="Specification"/>.
    /// </para>
    /// <para>
    /// Each group is kept in exactly 8 versions, so r changed groups change the count of a class by at most 8 r. With counts c_A of the first class and
    /// c_B of another, A stays first as long as r ≤ ⌊(c_A − c_B − t_B) / 16⌋, where t_B = 1 if B comes before A and so wins a tie (counts, and what one change can do, in units of 2⁻²⁰). No radius is above
    /// 4 (Xue, Alur and Wong 2023, theorem 1, in integers).
    /// </para>
    /// </remarks>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public SmoothedModel Smoothed => _runtime.Smoothed;

// ======== Smoothing/Certify
    /// <summary>Proves how much an explanation of an example can bear: how many groups can be added to it, or taken from the example, before the class can change.</summary>
    /// <param name="x">The example.</param>
    /// <param name="explanation">A flag for each of the 40 groups.</param>
    /// <param name="cancellationToken">Ends the work after the versions in progress.</param>
    /// <returns>Votes and radii.</returns>
    /// <exception cref="global::System.ArgumentException">Example or explanation do not fit the model, or a value is not finite.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Certificate Certify(ReadOnlySpan<float> x, ReadOnlySpan<bool> explanation, CancellationToken cancellationToken = default) =>
        Smoothed.Certify(x, explanation, cancellationToken: cancellationToken);

// ======== Smoothing/Certify
    /// <summary>Proves how much explanations of many examples can bear.</summary>
    /// <param name="features">The examples.</param>
    /// <param name="explanations">[examples × 40] zeros and ones.</param>
    /// <param name="progress">Told about progress between blocks of versions.</param>
    /// <param name="cancellationToken">Ends the work after the versions in progress.</param>
    /// <exception cref="global::System.ArgumentException">Examples or explanations do not fit the model, or a value is not finite.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public IReadOnlyList<Certificate> Certify(
        FeatureMatrix features,
        FeatureMatrix explanations,
        IProgress<SmoothingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Smoothed.Certify(features, explanations, null, progress, cancellationToken);

