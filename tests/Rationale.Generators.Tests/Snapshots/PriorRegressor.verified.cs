// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "PriorRegressor",
        InputShape: EquatableArray.Create(6),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 5, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DropoutLayer(Rate: 0.25),
            new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new RegressorTask(Outputs: 1, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new AttributionPrior(Weight: 0.5, MetaFeatures: 3, Network: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DropoutLayer(Rate: 0.5),
                new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)), Source: new AttributionSource(Attribution: AttributionKind.ExpectedGradients, References: 2, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All)), Signed: false, Norm: PenaltyNorm.L1, LearningRate: 0.01),
            new GraphAttributionPenalty(Weight: 0.1, Source: new AttributionSource(Attribution: AttributionKind.ExpectedGradients, References: 1, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All)))),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Relu] [Dropout].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (z − y)², the squared error: [Regressor(1)].</description></item>
    /// <item><term>Attribution</term> <description>φ = (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀), the mean over 2 references x₀ from the background and α from [0, 1), where s = z, the output itself: [AttributionPrior].</description></item>
    /// <item><term>Attribution prior</term> <description>attributionPrior = λ₄ times the mean over features of |g(m) − abs(φ)|, summed over examples: [AttributionPrior], λ₄ = 0.5.</description></item>
    /// <item><term>Attribution</term> <description>φ = (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀), with a reference x₀ from the background and α from [0, 1), where s = z, the output itself: [GraphAttributions].</description></item>
    /// <item><term>Graph of attributions</term> <description>graphAttributions = λ₆ φ̄ᵀ L φ̄, where φ̄ is the mean of abs(φ) over the batch and L the Laplacian of the graph, times the number of examples: [GraphAttributions], λ₆ = 0.1.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + attributionPrior + graphAttributions with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Training/Prologue
        /// <summary>What does not depend on the examples, before the first pass.</summary>
        public override void Prologue(Frame frame)
        {
            // ── Prior network: g(m), what the meta-features of each feature say of its attribution

            // t12 = m·dense1.weight   [6×4]
            var m = frame.Shared(704, 18);
            var dense1_weight = frame.Parameters(41, 12);
            var t12 = frame.Shared(672, 24);
            GemmKernels.Multiply(m, dense1_weight, t12, m: 6, k: 3, n: 4, transposeA: false, transposeB: false, accumulate: false);

            // z1_4 = t12 + dense1.bias   [6×4]
            var dense1_bias = frame.Parameters(53, 4);
            var z1_4 = frame.Shared(640, 24);
            BinaryKernels.Add(t12, dense1_bias, z1_4, outer: 6, middle: 4, inner: 1);

            // a1_4 = tanh(z1_4)   [6×4]
            var a1_4 = frame.Shared(608, 24);
            ElementwiseKernels.Tanh(z1_4, a1_4);

            // m1_4 = dropout(0.5)   [6×4]
            var m1_4 = frame.Shared(576, 24);
            DropoutKernels.Fill(m1_4, frame.Seed, frame.Step, site: 2097152, firstRow: 0, examples: 1, width: 24, rate: 0.5);

            // d1_2 = a1_4 ⊙ m1_4   [6×4]
            var d1_2 = frame.Shared(544, 24);
            BinaryKernels.Multiply(a1_4, m1_4, d1_2);

            // t13 = d1_2·dense2.weight   [6×1]
            var dense2_weight = frame.Parameters(57, 4);
            var t13 = frame.Shared(528, 6);
            GemmKernels.Multiply(d1_2, dense2_weight, t13, m: 6, k: 4, n: 1, transposeA: false, transposeB: false, accumulate: false);

            // z2_2 = t13 + dense2.bias   [6×1]
            var dense2_bias = frame.Parameters(61, 1);
            var z2_2 = frame.Shared(512, 6);
            BinaryKernels.Add(t13, dense2_bias, z2_2, outer: 6, middle: 1, inner: 1);

            // ── Outer gradient: of the loss with respect to the parameters

            // t26 = λ₆ ⊙ batchSize   []
            var lambda6 = frame.Setting(1);
            var batchSize = frame.Setting(0);
            var t26 = frame.Shared(288, 1);
            BinaryKernels.Multiply(lambda6, batchSize, t26);

            // t33 = λ₄ / 6   []
            var lambda4 = frame.Setting(2);
            var t33 = frame.Shared(192, 1);
            ElementwiseKernels.Affine(lambda4, t33, scale: 0.16666667f, shift: 0f);

            // ── Weights as the panels that products read

            // W1 panels   [6×5], 16 columns a panel
            var W1 = frame.Parameters(0, 30);
            var W1_panels = frame.Shared(736, 96);
            GemmKernels.Pack(W1, W1_panels, k: 6, n: 5, transposed: false);

            // W2 panels   [5×1], 16 columns a panel
            var W2 = frame.Parameters(35, 5);
            var W2_panels = frame.Shared(832, 80);
            GemmKernels.Pack(W2, W2_panels, k: 5, n: 1, transposed: false);

            // W2ᵀ panels   [1×5], 16 columns a panel
            var W2T_panels = frame.Shared(912, 16);
            GemmKernels.Pack(W2, W2T_panels, k: 1, n: 5, transposed: true);

            // W1ᵀ panels   [5×6], 16 columns a panel
            var W1T_panels = frame.Shared(928, 80);
            GemmKernels.Pack(W1, W1T_panels, k: 5, n: 6, transposed: true);
        }

