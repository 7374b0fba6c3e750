// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "SelfExplainingChoice",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new SelfExplainingNetwork(Source: new ChosenConcepts(Features: EquatableArray.Create(3, 1), Bias: true), Relevance: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 64, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)), Classes: 1, Aggregator: ConceptAggregator.PositiveAffine)),
        Task: new ClassifierTask(Classes: 1, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new RobustnessPenalty(Target: new Target(Output: TargetOutput.Probability, Class: TargetClass.All), Reduction: RobustnessReduction.BatchFrobenius, Weight: 0.01),
            new SparsityPenalty(Weight: 2E-05)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [SelfExplaining].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (softplus(z) − y z), the binary cross-entropy: [Classifier(1)].</description></item>
    /// <item><term>Robustness</term> <description>robustness = λ ‖r‖ over the whole batch, times the number of examples, of r = ∇p − Σ A θ ∇h, for all classes: [SelfExplaining], λ = 0.01.</description></item>
    /// <item><term>Sparsity</term> <description>sparsity = ξ Σ |h| of an example, summed over examples: [SelfExplaining], ξ = 2E−05.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + robustness + sparsity with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== SelfExplaining/ExplainConcepts
    /// <summary>Says why the model gives what it gives for one example: 3 concepts h, their relevances θ for each class, and what they add to the outputs.</summary>
    /// <remarks>Each output is Σ Aᵢ θᵢ(x) hᵢ(x) + b, with Aᵢ above zero (Alvarez-Melis and Jaakkola 2018, definition 3.3). Take a concept away, or set it, to see what the model would say.</remarks>
    /// <param name="x">One example of 4 numbers.</param>
    /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public ConceptExplanation ExplainConcepts(ReadOnlySpan<float> x) => ExplainConcepts(FeatureMatrix.FromSpan(x, x.Length))[0];

// ======== SelfExplaining/ExplainConcepts
    /// <summary>Says why the model gives what it gives for many examples; their explanations name the prototypes of each concept.</summary>
    /// <param name="features">The examples, [examples × 4].</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of examples.</param>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public ConceptExplanations ExplainConcepts(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        ConceptExplanations.Compute(this, features, progress, cancellationToken);

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 4)],
            Settings: ["batchSize", "sparsity", "robustness"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Accumulator, 9363), new TotalLayout("robustness", Region.Shared, 4864), new TotalLayout("sparsity", Region.Shared, 4848), new TotalLayout("loss", Region.Shared, 4816)],
            Passes: [[new SumRange(0, 4679), new SumRange(4679, 256), new SumRange(4935, 64), new SumRange(4999, 4096), new SumRange(9095, 64), new SumRange(9159, 192), new SumRange(9351, 3), new SumRange(9354, 3), new SumRange(9357, 1), new SumRange(9358, 3), new SumRange(9361, 1), new SumRange(9362, 1), new SumRange(9363, 1)]],
            Parameters: 4679,
            Accumulators: 9364,
            Shared: 15632,
            TileWidth: 666);

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // t1 = x[3..4]   [examples×1]
            var x = frame.Input(0); // features
            var t1 = frame.Arena(0, 1);
            SelectionKernels.CopyBlock(x, t1, outer: examples, xStride: 4, yStride: 1, xOffset: 3, yOffset: 0, length: 1);

            // t2 = x[1..2]   [examples×1]
            var t2 = frame.Arena(1, 1);
            SelectionKernels.CopyBlock(x, t2, outer: examples, xStride: 4, yStride: 1, xOffset: 1, yOffset: 0, length: 1);

            // t3 = [t1; t2]   [examples×2]
            var t3 = frame.Arena(2, 2);
            SelectionKernels.CopyBlock(t1, t3, outer: examples, xStride: 1, yStride: 2, xOffset: 0, yOffset: 0, length: 1);
            SelectionKernels.CopyBlock(t2, t3, outer: examples, xStride: 1, yStride: 2, xOffset: 0, yOffset: 1, length: 1);

            // t4 = 1   [examples×1]
            var t4 = frame.Arena(0, 1);
            ElementwiseKernels.Fill(t4, 1f);

            // h = [t3; t4]   [examples×3]
            var h = frame.Arena(4, 3);
            SelectionKernels.CopyBlock(t3, h, outer: examples, xStride: 2, yStride: 3, xOffset: 0, yOffset: 0, length: 2);
            SelectionKernels.CopyBlock(t4, h, outer: examples, xStride: 1, yStride: 3, xOffset: 0, yOffset: 2, length: 1);

            // z1 = x·W1 + b1   [examples×64]
            var W1_panels = frame.Shared(4944, 256);
            var b1 = frame.Parameters(256, 64);
            var z1 = frame.Arena(7, 64);
            GemmKernels.MultiplyPackedBias(x, W1_panels, b1, z1, m: examples, k: 4, n: 64);

            // a1 = tanh(z1)   [examples×64], in the place of z1
            var a1 = frame.Arena(7, 64);
            ElementwiseKernels.Tanh(z1, a1);

            // z2 = a1·W2 + b2   [examples×64]
            var W2_panels = frame.Shared(5200, 4096);
            var b2 = frame.Parameters(4416, 64);
            var z2 = frame.Arena(71, 64);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 64, n: 64);

            // a2 = tanh(z2)   [examples×64], in the place of z2
            var a2 = frame.Arena(71, 64);
            ElementwiseKernels.Tanh(z2, a2);

            // z3 = a2·W3 + b3   [examples×3]
            var W3_panels = frame.Shared(9296, 1024);
            var b3 = frame.Parameters(4672, 3);
            var z3 = frame.Arena(0, 3);
            GemmKernels.MultiplyPackedBias(a2, W3_panels, b3, z3, m: examples, k: 64, n: 3);

            // Aθ = A ⊙ θ(x)   [examples×3×1]
            var A = frame.Shared(4928, 3);
            var thetax = frame.Arena(0, 3); // z3 as [examples×3×1]
            var Atheta = frame.Arena(135, 3);
            BinaryKernels.Multiply(A, thetax, Atheta, outer: examples, middle: 3, inner: 1, broadcastLeft: true);

            // t8 = h·Aθ, per example   [examples×1×1]
            var t8 = frame.Arena(3, 1);
            GemmKernels.MultiplyBatched(h, Atheta, t8, batch: examples, m: 1, k: 3, n: 1, transposeA: false, transposeB: false, accumulate: false);

            // f = t8 + b   [examples×1], in the place of t8
            var b = frame.Parameters(4678, 1);
            var f = frame.Arena(3, 1);
            BinaryKernels.Add(t8, b, f, outer: examples, middle: 1, inner: 1);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Robustness

            // t32 = R + 1E−24, which keeps the slope of the root finite   []
            var R = frame.Sum(9362, 1);
            var t32 = frame.Shared(4912, 1);
            ElementwiseKernels.Affine(R, t32, scale: 1f, shift: 1E-24f);

            // t33 = √(t32)   []
            var t33 = frame.Shared(4896, 1);
            ElementwiseKernels.Sqrt(t32, t33);

            // t34 = batchSize ⊙ t33   []
            var batchSize = frame.Setting(0);
            var t34 = frame.Shared(4880, 1);
            BinaryKernels.Multiply(batchSize, t33, t34);

            // robustness = λ ⊙ t34   []
            var lambda = frame.Setting(2);
            var robustness = frame.Shared(4864, 1);
            BinaryKernels.Multiply(lambda, t34, robustness);

            // ── Sparsity

            // sparsity = ξ ⊙ t36   []
            var xi = frame.Setting(1);
            var t36 = frame.Sum(9361, 1);
            var sparsity = frame.Shared(4848, 1);
            BinaryKernels.Multiply(xi, t36, sparsity);

            // ── Loss: the sum of its terms

            // t37 = task + robustness   []
            var task = frame.Sum(9363, 1);
            var t37 = frame.Shared(4832, 1);
            BinaryKernels.Add(task, robustness, t37);

            // L = t37 + sparsity   []
            var L = frame.Shared(4816, 1);
            BinaryKernels.Add(t37, sparsity, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // t38 = λ ⊙ batchSize   []
            var t38 = frame.Shared(4800, 1);
            BinaryKernels.Multiply(lambda, batchSize, t38);

            // t39 = 2·t33   []
            var t39 = frame.Shared(4784, 1);
            ElementwiseKernels.Affine(t33, t39, scale: 2f, shift: 0f);

            // ∂λ√R/∂R = t38 / t39   []
            var dlambdaR_dR = frame.Shared(4768, 1);
            BinaryKernels.Divide(t38, t39, dlambdaR_dR);

            // t41 = σ(a)   [3×1]
            var a = frame.Parameters(4675, 3);
            var t41 = frame.Shared(4752, 3);
            ElementwiseKernels.Sigmoid(a, t41);

            // ∂L/∂a = ∂L/∂A ⊙ t41   [3×1]
            var dL_dA = frame.Sum(9358, 3);
            var dL_da = frame.Shared(4736, 3);
            BinaryKernels.Multiply(dL_dA, t41, dL_da);

            // ∂R/∂a = ∂R/∂A ⊙ t41   [3×1]
            var dR_dA = frame.Sum(9354, 3);
            var dR_da = frame.Shared(4720, 3);
            BinaryKernels.Multiply(dR_dA, t41, dR_da);

            // t79 = ∂λ√R/∂R ⊙ ∂R/∂W1   [4×64]
            var dR_dW1 = frame.Sum(4679, 256);
            var t79 = frame.Shared(4464, 256);
            BinaryKernels.Multiply(dlambdaR_dR, dR_dW1, t79, outer: 256, middle: 1, inner: 1, broadcastLeft: true);

            // t80 = ∂L/∂W1 + t79   [4×64]
            var dL_dW1 = frame.Sum(0, 256);
            var t80 = frame.Sum(0, 256);
            BinaryKernels.Add(dL_dW1, t79, t80);

            // t81 = ∂λ√R/∂R ⊙ ∂R/∂b1   [64]
            var dR_db1 = frame.Sum(4935, 64);
            var t81 = frame.Shared(4400, 64);
            BinaryKernels.Multiply(dlambdaR_dR, dR_db1, t81, outer: 64, middle: 1, inner: 1, broadcastLeft: true);

            // t82 = ∂L/∂b1 + t81   [64]
            var dL_db1 = frame.Sum(256, 64);
            var t82 = frame.Sum(256, 64);
            BinaryKernels.Add(dL_db1, t81, t82);

            // t83 = ∂λ√R/∂R ⊙ ∂R/∂W2   [64×64]
            var dR_dW2 = frame.Sum(4999, 4096);
            var t83 = frame.Shared(304, 4096);
            BinaryKernels.Multiply(dlambdaR_dR, dR_dW2, t83, outer: 4096, middle: 1, inner: 1, broadcastLeft: true);

            // t84 = ∂L/∂W2 + t83   [64×64]
            var dL_dW2 = frame.Sum(320, 4096);
            var t84 = frame.Sum(320, 4096);
            BinaryKernels.Add(dL_dW2, t83, t84);

            // t85 = ∂λ√R/∂R ⊙ ∂R/∂b2   [64]
            var dR_db2 = frame.Sum(9095, 64);
            var t85 = frame.Shared(240, 64);
            BinaryKernels.Multiply(dlambdaR_dR, dR_db2, t85, outer: 64, middle: 1, inner: 1, broadcastLeft: true);

            // t86 = ∂L/∂b2 + t85   [64]
            var dL_db2 = frame.Sum(4416, 64);
            var t86 = frame.Sum(4416, 64);
            BinaryKernels.Add(dL_db2, t85, t86);

            // t87 = ∂λ√R/∂R ⊙ ∂R/∂W3   [64×3]
            var dR_dW3 = frame.Sum(9159, 192);
            var t87 = frame.Shared(48, 192);
            BinaryKernels.Multiply(dlambdaR_dR, dR_dW3, t87, outer: 192, middle: 1, inner: 1, broadcastLeft: true);

            // t88 = ∂L/∂W3 + t87   [64×3]
            var dL_dW3 = frame.Sum(4480, 192);
            var t88 = frame.Sum(4480, 192);
            BinaryKernels.Add(dL_dW3, t87, t88);

            // t89 = ∂λ√R/∂R ⊙ ∂R/∂b3   [3]
            var dR_db3 = frame.Sum(9351, 3);
            var t89 = frame.Shared(32, 3);
            BinaryKernels.Multiply(dlambdaR_dR, dR_db3, t89, outer: 3, middle: 1, inner: 1, broadcastLeft: true);

            // t90 = ∂L/∂b3 + t89   [3]
            var dL_db3 = frame.Sum(4672, 3);
            var t90 = frame.Sum(4672, 3);
            BinaryKernels.Add(dL_db3, t89, t90);

            // t91 = ∂λ√R/∂R ⊙ ∂R/∂a   [3×1]
            var t91 = frame.Shared(16, 3);
            BinaryKernels.Multiply(dlambdaR_dR, dR_da, t91, outer: 3, middle: 1, inner: 1, broadcastLeft: true);

            // t92 = ∂L/∂a + t91   [3×1]
            var t92 = frame.Sum(4675, 3);
            BinaryKernels.Add(dL_da, t91, t92);

            // t93 = ∂λ√R/∂R ⊙ ∂R/∂b   [1]
            var dR_db = frame.Sum(9357, 1);
            var t93 = frame.Shared(0, 1);
            BinaryKernels.Multiply(dlambdaR_dR, dR_db, t93, outer: 1, middle: 1, inner: 1, broadcastLeft: true);

            // t94 = ∂L/∂b + t93   [1]
            var dL_db = frame.Sum(4678, 1);
            var t94 = frame.Sum(4678, 1);
            BinaryKernels.Add(dL_db, t93, t94);
        }

