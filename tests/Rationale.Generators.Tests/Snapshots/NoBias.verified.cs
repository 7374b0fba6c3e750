// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "NoBias",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 5, Bias: false, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DenseLayer(Units: 3, Bias: false, Initialization: Initialization.KaimingNormal)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // z1 = x·W1   [examples×5]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(64, 64);
            var z1 = frame.Arena(0, 5);
            GemmKernels.MultiplyPacked(x, W1_panels, z1, m: examples, k: 4, n: 5, accumulate: false);

            // a1 = relu(z1)   [examples×5], in the place of z1
            var a1 = frame.Arena(0, 5);
            ElementwiseKernels.Relu(z1, a1);

            // z2 = a1·W2   [examples×3]
            var W2_panels = frame.Shared(128, 80);
            var z2 = frame.Arena(5, 3);
            GemmKernels.MultiplyPacked(a1, W2_panels, z2, m: examples, k: 5, n: 3, accumulate: false);

// ======== Training/Tile/Outer gradient
            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂g = t5 ⊙ g   [examples×4], in the place of g
            var t5 = frame.Shared(0, 1);
            var dL_dg = frame.Arena(19, 4);
            BinaryKernels.Multiply(t5, g, dL_dg, outer: examples * 4, middle: 1, inner: 1, broadcastLeft: true);

            // ∂L/∂(∂s/∂x) = ∂L/∂g ⊙ A   [examples×4], in the place of ∂L/∂g
            var dL_dds_dx = frame.Arena(19, 4);
            BinaryKernels.Multiply(dL_dg, A, dL_dds_dx);

            // ∂L/∂W1 += (∂L/∂(∂s/∂x))ᵀ·∂s/∂z1   [4×5]
            var dL_dW1 = frame.Sum(0, 20);
            GemmKernels.MultiplyTransposedLeft(dL_dds_dx, ds_dz1, dL_dW1, m: 4, k: examples, n: 5, accumulate: true);

            // ∂L/∂(∂s/∂a1) = ∂L/∂(∂s/∂x)·W1 ⊙ [a1 > 0]   [examples×5]
            var dL_dds_da1 = frame.Arena(14, 5);
            GemmKernels.MultiplyPackedReluBackward(dL_dds_dx, W1_panels, a1, dL_dds_da1, m: examples, k: 4, n: 5, below: 0f);

            // ∂L/∂W2 += (∂L/∂(∂s/∂a1))ᵀ·∂s/∂z2   [5×3]
            var dL_dW2 = frame.Sum(20, 15);
            GemmKernels.MultiplyTransposedLeft(dL_dds_da1, ds_dz2, dL_dW2, m: 5, k: examples, n: 3, accumulate: true);

            // ∂L/∂(∂s/∂z2) = ∂L/∂(∂s/∂a1)·W2   [examples×3]
            var dL_dds_dz2 = frame.Arena(11, 3);
            GemmKernels.MultiplyPacked(dL_dds_da1, W2_panels, dL_dds_dz2, m: examples, k: 5, n: 3, accumulate: false);

            // t8 = ∂L/∂(∂s/∂z2) ⊙ p   [examples×3], in the place of ∂L/∂(∂s/∂z2)
            var t8 = frame.Arena(11, 3);
            BinaryKernels.Multiply(dL_dds_dz2, p, t8);

            // t9 = −3·t8   [examples×3], in the place of t8
            var t9 = frame.Arena(11, 3);
            ElementwiseKernels.Affine(t8, t9, scale: -3f, shift: 0f);

            // ∂L/∂log p = t9 − y   [examples×3], in the place of t9
            var dL_dlog_p = frame.Arena(11, 3);
            BinaryKernels.Subtract(t9, y, dL_dlog_p);

            // t10 = Σ (∂L/∂log p)   [examples×1]
            var t10 = frame.Arena(8, 1);
            ReduceKernels.Sum(dL_dlog_p, t10, outer: 1, middle: examples, inner: 3, accumulate: false);

            // t11 = p ⊙ t10   [examples×3], in the place of p
            var t11 = frame.Arena(5, 3);
            BinaryKernels.Multiply(p, t10, t11, outer: 1, middle: examples, inner: 3);

            // ∂L/∂z2 = ∂L/∂log p − t11   [examples×3], in the place of ∂L/∂log p
            var dL_dz2 = frame.Arena(11, 3);
            BinaryKernels.Subtract(dL_dlog_p, t11, dL_dz2);

            // ∂L/∂W2 += a1ᵀ·∂L/∂z2   [5×3]
            GemmKernels.MultiplyTransposedLeft(a1, dL_dz2, dL_dW2, m: 5, k: examples, n: 3, accumulate: true);

            // ∂L/∂z1 = ∂L/∂z2·W2ᵀ ⊙ [a1 > 0]   [examples×5]
            var dL_dz1 = frame.Arena(5, 5);
            GemmKernels.MultiplyPackedReluBackward(dL_dz2, W2T_panels, a1, dL_dz1, m: examples, k: 3, n: 5, below: 0f);

            // ∂L/∂W1 += xᵀ·∂L/∂z1   [4×5]
            GemmKernels.MultiplyTransposedLeft(x, dL_dz1, dL_dW1, m: 4, k: examples, n: 5, accumulate: true);

