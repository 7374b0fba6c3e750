// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Transformer",
        InputShape: EquatableArray.Create(5),
        Layers: EquatableArray.Create<Layer>(
            new EmbeddingLayer(Vocabulary: 11, Width: 4),
            new PositionalEmbeddingLayer(),
            new ResidualLayer(Block: "Mixing", Layers: EquatableArray.Create<Layer>(
                new LayerNormLayer(Epsilon: 1E-05),
                new AttentionLayer(Heads: 2, Causal: true, Bias: true, Initialization: Initialization.XavierUniform))),
            new ResidualLayer(Block: "Thinking", Layers: EquatableArray.Create<Layer>(
                new LayerNormLayer(Epsilon: 1E-05),
                new LastAxisDenseLayer(Units: 8, Bias: true, Initialization: Initialization.PyTorchDefault),
                new GeluLayer(),
                new LastAxisDenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault))),
            new GlobalAveragePoolLayer(),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
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

            // e = E1[x]   [examples×5×4]
            var E1 = frame.Parameters(0, 44);
            var x = frame.Input(0); // features
            var e = frame.Arena(0, 20);
            SelectionKernels.Gather(E1, x, e, width: 4);

            // p1 = e + T1   [examples×5×4], in the place of e
            var T1 = frame.Parameters(44, 20);
            var p1 = frame.Arena(0, 20);
            BinaryKernels.Add(e, T1, p1, outer: examples, middle: 20, inner: 1);

            // t1 = Σ p1   [examples×5×1]
            var t1 = frame.Arena(20, 5);
            ReduceKernels.Sum(p1, t1, outer: 1, middle: examples * 5, inner: 4, accumulate: false);

            // t2 = 0.25·t1   [examples×5×1], in the place of t1
            var t2 = frame.Arena(20, 5);
            ElementwiseKernels.Affine(t1, t2, scale: 0.25f, shift: 0f);

            // t3 = p1 − t2   [examples×5×4]
            var t3 = frame.Arena(25, 20);
            BinaryKernels.Subtract(p1, t2, t3, outer: 1, middle: examples * 5, inner: 4);

            // t4 = t3²   [examples×5×4]
            var t4 = frame.Arena(45, 20);
            ElementwiseKernels.Square(t3, t4);

            // t5 = Σ t4   [examples×5×1]
            var t5 = frame.Arena(20, 5);
            ReduceKernels.Sum(t4, t5, outer: 1, middle: examples * 5, inner: 4, accumulate: false);

            // t6 = 0.25·t5 + 1E−05   [examples×5×1], in the place of t5
            var t6 = frame.Arena(20, 5);
            ElementwiseKernels.Affine(t5, t6, scale: 0.25f, shift: 1E-05f);

            // t7 = √(t6)   [examples×5×1], in the place of t6
            var t7 = frame.Arena(20, 5);
            ElementwiseKernels.Sqrt(t6, t7);

            // t8 = t3 / t7   [examples×5×4]
            var t8 = frame.Arena(45, 20);
            BinaryKernels.Divide(t3, t7, t8, outer: 1, middle: examples * 5, inner: 4);

            // t9 = t8 ⊙ γ1   [examples×5×4]
            var γ1 = frame.Parameters(64, 4);
            var t9 = frame.Arena(65, 20);
            BinaryKernels.Multiply(t8, γ1, t9, outer: examples * 5, middle: 4, inner: 1);

            // n1 = t9 + β1   [examples×5×4], in the place of t9
            var β1 = frame.Parameters(68, 4);
            var n1 = frame.Arena(65, 20);
            BinaryKernels.Add(t9, β1, n1, outer: examples * 5, middle: 4, inner: 1);

            // Q1 = n1·WQ1 + bQ1   [examples×5×4]
            var WQ1_panels = frame.Shared(64, 64);
            var bQ1 = frame.Parameters(88, 4);
            var Q1 = frame.Arena(85, 20);
            GemmKernels.MultiplyPackedBias(n1, WQ1_panels, bQ1, Q1, m: examples * 5, k: 4, n: 4);

            // t11 = 0.7071067811865475·Q1   [examples×5×4], in the place of Q1
            var t11 = frame.Arena(85, 20);
            ElementwiseKernels.Affine(Q1, t11, scale: 0.70710677f, shift: 0f);

            // K1 = n1·WK1 + bK1   [examples×5×4]
            var WK1_panels = frame.Shared(128, 64);
            var bK1 = frame.Parameters(108, 4);
            var K1 = frame.Arena(105, 20);
            GemmKernels.MultiplyPackedBias(n1, WK1_panels, bK1, K1, m: examples * 5, k: 4, n: 4);

            // V1 = n1·WV1 + bV1   [examples×5×4]
            var WV1_panels = frame.Shared(192, 64);
            var bV1 = frame.Parameters(128, 4);
            var V1 = frame.Arena(125, 20);
            GemmKernels.MultiplyPackedBias(n1, WV1_panels, bV1, V1, m: examples * 5, k: 4, n: 4);

            // t14 = permute(t11, (1, 0, 2))   [examples×2×5×2]
            var t14 = frame.Arena(145, 20);
            SelectionKernels.Permute(t11, t14, rows: examples, shape: [5, 2, 2], order: [1, 0, 2]);

            // t15 = permute(K1, (1, 0, 2))   [examples×2×5×2]
            var t15 = frame.Arena(85, 20);
            SelectionKernels.Permute(K1, t15, rows: examples, shape: [5, 2, 2], order: [1, 0, 2]);

            // S1 = t14·t15ᵀ, per example   [examples×2×5×5]
            var S1 = frame.Arena(165, 50);
            GemmKernels.MultiplyBatched(t14, t15, S1, batch: examples * 2, m: 5, k: 2, n: 5, transposeA: false, transposeB: true, accumulate: false);

            // t16 = lower(S1, −∞ above)   [examples×2×5×5], in the place of S1
            var t16 = frame.Arena(165, 50);
            SelectionKernels.LowerTriangle(S1, t16, matrices: examples * 2, rows: 5, columns: 5, above: float.NegativeInfinity);

            // P1 = softmax(t16)   [examples×2×5×5], in the place of t16
            var P1 = frame.Arena(165, 50);
            SoftmaxKernels.Probabilities(t16, P1, rows: examples * 10, classes: 5);

            // t17 = permute(V1, (1, 0, 2))   [examples×2×5×2]
            var t17 = frame.Arena(105, 20);
            SelectionKernels.Permute(V1, t17, rows: examples, shape: [5, 2, 2], order: [1, 0, 2]);

            // t18 = P1·t17, per example   [examples×2×5×2]
            var t18 = frame.Arena(125, 20);
            GemmKernels.MultiplyBatched(P1, t17, t18, batch: examples * 2, m: 5, k: 5, n: 2, transposeA: false, transposeB: false, accumulate: false);

            // C1 = permute(t18, (1, 0, 2))   [examples×5×2×2]
            var C1 = frame.Arena(215, 20);
            SelectionKernels.Permute(t18, C1, rows: examples, shape: [2, 5, 2], order: [1, 0, 2]);

            // h1 = C1·WO1 + bO1   [examples×5×4]
            var WO1_panels = frame.Shared(256, 64);
            var bO1 = frame.Parameters(148, 4);
            var h1 = frame.Arena(125, 20);
            GemmKernels.MultiplyPackedBias(C1, WO1_panels, bO1, h1, m: examples * 5, k: 4, n: 4);

            // r1 = h1 + p1   [examples×5×4], in the place of h1
            var r1 = frame.Arena(125, 20);
            BinaryKernels.Add(h1, p1, r1);

            // t20 = Σ r1   [examples×5×1]
            var t20 = frame.Arena(0, 5);
            ReduceKernels.Sum(r1, t20, outer: 1, middle: examples * 5, inner: 4, accumulate: false);

            // t21 = 0.25·t20   [examples×5×1], in the place of t20
            var t21 = frame.Arena(0, 5);
            ElementwiseKernels.Affine(t20, t21, scale: 0.25f, shift: 0f);

            // t22 = r1 − t21   [examples×5×4]
            var t22 = frame.Arena(235, 20);
            BinaryKernels.Subtract(r1, t21, t22, outer: 1, middle: examples * 5, inner: 4);

            // t23 = t22²   [examples×5×4]
            var t23 = frame.Arena(0, 20);
            ElementwiseKernels.Square(t22, t23);

            // t24 = Σ t23   [examples×5×1]
            var t24 = frame.Arena(255, 5);
            ReduceKernels.Sum(t23, t24, outer: 1, middle: examples * 5, inner: 4, accumulate: false);

            // t25 = 0.25·t24 + 1E−05   [examples×5×1], in the place of t24
            var t25 = frame.Arena(255, 5);
            ElementwiseKernels.Affine(t24, t25, scale: 0.25f, shift: 1E-05f);

            // t26 = √(t25)   [examples×5×1], in the place of t25
            var t26 = frame.Arena(255, 5);
            ElementwiseKernels.Sqrt(t25, t26);

            // t27 = t22 / t26   [examples×5×4]
            var t27 = frame.Arena(0, 20);
            BinaryKernels.Divide(t22, t26, t27, outer: 1, middle: examples * 5, inner: 4);

            // t28 = t27 ⊙ γ2   [examples×5×4]
            var γ2 = frame.Parameters(152, 4);
            var t28 = frame.Arena(260, 20);
            BinaryKernels.Multiply(t27, γ2, t28, outer: examples * 5, middle: 4, inner: 1);

            // n2 = t28 + β2   [examples×5×4], in the place of t28
            var β2 = frame.Parameters(156, 4);
            var n2 = frame.Arena(260, 20);
            BinaryKernels.Add(t28, β2, n2, outer: examples * 5, middle: 4, inner: 1);

            // z1 = n2·W1 + b1   [examples×5×8]
            var W1_panels = frame.Shared(320, 64);
            var b1 = frame.Parameters(192, 8);
            var z1 = frame.Arena(280, 40);
            GemmKernels.MultiplyPackedBias(n2, W1_panels, b1, z1, m: examples * 5, k: 4, n: 8);

            // t30 = Φ(z1)   [examples×5×8]
            var t30 = frame.Arena(320, 40);
            ElementwiseKernels.NormalCdf(z1, t30);

            // a1 = z1 ⊙ t30   [examples×5×8]
            var a1 = frame.Arena(360, 40);
            BinaryKernels.Multiply(z1, t30, a1);

            // z2 = a1·W2 + b2   [examples×5×4]
            var W2_panels = frame.Shared(384, 128);
            var b2 = frame.Parameters(232, 4);
            var z2 = frame.Arena(400, 20);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples * 5, k: 8, n: 4);

            // r2 = z2 + r1   [examples×5×4], in the place of z2
            var r2 = frame.Arena(400, 20);
            BinaryKernels.Add(z2, r1, r2);

            // q1 = avgpool(r2)   [examples×1×1×4]
            var q1 = frame.Arena(125, 4);
            var pooling1 = new PoolGeometry(height: 5, width: 1, channels: 4, outHeight: 1, outWidth: 1, kernelHeight: 5, kernelWidth: 1, strideY: 1, strideX: 1);
            PoolingKernels.Average(r2, q1, images: examples, pooling1);

            // z3 = q1·W3 + b3   [examples×3]
            var W3_panels = frame.Shared(512, 64);
            var b3 = frame.Parameters(248, 3);
            var z3 = frame.Arena(129, 3);
            GemmKernels.MultiplyPackedBias(q1, W3_panels, b3, z3, m: examples, k: 4, n: 3);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = −t34   []
            var t34 = frame.Sum(252, 1);
            var task = frame.Shared(48, 1);
            ElementwiseKernels.Affine(t34, task, scale: -1f, shift: 0f);

            // ── Explanation penalty

            // explanation = λ₁ ⊙ t87   []
            var lambda1 = frame.Setting(1);
            var t87 = frame.Sum(251, 1);
            var explanation = frame.Shared(32, 1);
            BinaryKernels.Multiply(lambda1, t87, explanation);

            // ── Loss: the sum of its terms

            // L = explanation − t34   []
            var L = frame.Shared(16, 1);
            BinaryKernels.Subtract(explanation, t34, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂bQ1 = 0.7071067811865475·t237   [4]
            var t237 = frame.Sum(88, 4);
            var dL_dbQ1 = frame.Sum(88, 4);
            ElementwiseKernels.Affine(t237, dL_dbQ1, scale: 0.70710677f, shift: 0f);
        }

