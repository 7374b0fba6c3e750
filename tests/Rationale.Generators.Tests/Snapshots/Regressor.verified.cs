// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Regressor",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 5, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SoftplusLayer(),
            new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new RegressorTask(Outputs: 2, Reduction: Reduction.Mean),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All), Norm: PenaltyNorm.L1, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Softplus].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (z − y)², divided by the number of examples, the squared error: [Regressor(2)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = Σ z, the sum of the outputs: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ |A ⊙ ∂s/∂x|, where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 1000)], λ₁ = 1000.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for one example: the gradient of the attribution target with respect to the input.</summary>
    /// <param name="x">One example of 4 numbers.</param>
    /// <param name="target">The number s of ∂s/∂x; null for the sum of the outputs.</param>
    /// <exception cref="global::System.ArgumentException">The example or the target does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attribution Explain(ReadOnlySpan<float> x, Target? target = null) =>
        _runtime.Explain(x, target);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for many examples.</summary>
    /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
    /// <param name="target">The number s of ∂s/∂x; null for the sum of the outputs.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <returns>The gradients, [examples × 4].</returns>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _runtime.Explain(data, target, progress, cancellationToken);

// ======== Training/Tile/Task loss
            // ── Task loss

            // t3 = z2 − y   [examples×2], in the place of z2
            var y = frame.Input(1); // targets
            var t3 = frame.Arena(10, 2);
            BinaryKernels.Subtract(z2, y, t3);

            // t5 += Σ t3²   []
            var t5 = frame.Sum(38, 1);
            ReduceKernels.SumOfSquares(t3, t5, accumulate: true);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // ∂s/∂z2 = 1   [examples×2]
            var ds_dz2 = frame.Arena(12, 2);
            ElementwiseKernels.Fill(ds_dz2, 1f);

            // ∂s/∂a1 = ∂s/∂z2·W2ᵀ   [examples×5]
            var W2T_panels = frame.Shared(224, 32);
            var ds_da1 = frame.Arena(14, 5);
            GemmKernels.MultiplyPacked(ds_dz2, W2T_panels, ds_da1, m: examples, k: 2, n: 5, accumulate: false);

            // t6 = σ(z1)   [examples×5], in the place of z1
            var t6 = frame.Arena(0, 5);
            ElementwiseKernels.Sigmoid(z1, t6);

            // ∂s/∂z1 = ∂s/∂a1 ⊙ t6   [examples×5]
            var ds_dz1 = frame.Arena(19, 5);
            BinaryKernels.Multiply(ds_da1, t6, ds_dz1);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [examples×4]
            var W1T_panels = frame.Shared(256, 80);
            var ds_dx = frame.Arena(24, 4);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: examples, k: 5, n: 4, accumulate: false);

// ======== Training/Tile/Explanation penalty
            // ── Explanation penalty

            // g = A ⊙ ∂s/∂x   [examples×4], in the place of ∂s/∂x
            var A = frame.Input(2); // annotations
            var g = frame.Arena(24, 4);
            BinaryKernels.Multiply(A, ds_dx, g);

            // t7 = |g|   [examples×4]
            var t7 = frame.Arena(28, 4);
            ElementwiseKernels.Abs(g, t7);

            // t8 += Σ t7   []
            var t8 = frame.Sum(37, 1);
            ReduceKernels.Sum(t7, t8, outer: examples * 4, middle: 1, inner: 1, accumulate: true);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = t5 / batchSize   []
            var t5 = frame.Sum(38, 1);
            var batchSize = frame.Setting(0);
            var task = frame.Shared(64, 1);
            BinaryKernels.Divide(t5, batchSize, task);

            // ── Explanation penalty

            // explanation = λ₁ ⊙ t8   []
            var lambda1 = frame.Setting(1);
            var t8 = frame.Sum(37, 1);
            var explanation = frame.Shared(48, 1);
            BinaryKernels.Multiply(lambda1, t8, explanation);

            // ── Loss: the sum of its terms

            // L = task + explanation   []
            var L = frame.Shared(32, 1);
            BinaryKernels.Add(task, explanation, L);
        }

