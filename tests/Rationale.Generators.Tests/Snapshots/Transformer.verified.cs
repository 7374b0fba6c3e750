// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Transformer",
        InputShape: EquatableArray.Of(5),
        Layers: EquatableArray.Of<Layer>(
            new Embedding(Vocabulary: 11, Width: 4),
            new PositionalEmbedding(),
            new Residual(Block: "Mixing", Layers: EquatableArray.Of<Layer>(
                new LayerNorm(Epsilon: 1E-05),
                new Attention(Heads: 2, Causal: true, Bias: true, Initialization: Initialization.XavierUniform))),
            new Residual(Block: "Thinking", Layers: EquatableArray.Of<Layer>(
                new LayerNorm(Epsilon: 1E-05),
                new TokenDense(Units: 8, Bias: true, Initialization: Initialization.PyTorchDefault),
                new Gelu(),
                new TokenDense(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault))),
            new GlobalAveragePooling(),
            new Dense(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Of<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Scalar: ExplainedScalar.SumOfLogProbabilities, Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // e = E1[x]   [rows×5×4]
            var E1 = frame.Parameters(0, 44);
            var x = frame.Column(0); // features
            var e = frame.Arena(0, 20);
            Selection.Gather(E1, x, e, width: 4);

            // p1 = e + T1   [rows×5×4], in the place of e
            var T1 = frame.Parameters(44, 20);
            var p1 = frame.Arena(0, 20);
            Binary.Add(e, T1, p1, outer: rows, middle: 20, inner: 1);

            // t1 = Σ p1   [rows×5×1]
            var t1 = frame.Arena(20, 5);
            Reduce.Sum(p1, t1, outer: 1, middle: rows * 5, inner: 4, accumulate: false);

            // t2 = 0.25·t1   [rows×5×1], in the place of t1
            var t2 = frame.Arena(20, 5);
            Elementwise.Affine(t1, t2, scale: 0.25f, shift: 0f);

            // t3 = p1 − t2   [rows×5×4]
            var t3 = frame.Arena(25, 20);
            Binary.Subtract(p1, t2, t3, outer: 1, middle: rows * 5, inner: 4);

            // t4 = t3²   [rows×5×4]
            var t4 = frame.Arena(45, 20);
            Elementwise.Square(t3, t4);

            // t5 = Σ t4   [rows×5×1]
            var t5 = frame.Arena(20, 5);
            Reduce.Sum(t4, t5, outer: 1, middle: rows * 5, inner: 4, accumulate: false);

            // t6 = 0.25·t5 + 1E−05   [rows×5×1], in the place of t5
            var t6 = frame.Arena(20, 5);
            Elementwise.Affine(t5, t6, scale: 0.25f, shift: 1E-05f);

            // t7 = √(t6)   [rows×5×1], in the place of t6
            var t7 = frame.Arena(20, 5);
            Elementwise.Sqrt(t6, t7);

            // t8 = t3 / t7   [rows×5×4]
            var t8 = frame.Arena(45, 20);
            Binary.Divide(t3, t7, t8, outer: 1, middle: rows * 5, inner: 4);

            // t9 = t8 ⊙ γ1   [rows×5×4]
            var γ1 = frame.Parameters(64, 4);
            var t9 = frame.Arena(65, 20);
            Binary.Multiply(t8, γ1, t9, outer: rows * 5, middle: 4, inner: 1);

            // n1 = t9 + β1   [rows×5×4], in the place of t9
            var β1 = frame.Parameters(68, 4);
            var n1 = frame.Arena(65, 20);
            Binary.Add(t9, β1, n1, outer: rows * 5, middle: 4, inner: 1);

            // Q1 = n1·WQ1 + bQ1   [rows×5×4]
            var WQ1_panels = frame.Shared(64, 64);
            var bQ1 = frame.Parameters(88, 4);
            var Q1 = frame.Arena(85, 20);
            Gemm.MultiplyPackedBias(n1, WQ1_panels, bQ1, Q1, m: rows * 5, k: 4, n: 4);

            // t11 = 0.7071067811865475·Q1   [rows×5×4], in the place of Q1
            var t11 = frame.Arena(85, 20);
            Elementwise.Affine(Q1, t11, scale: 0.70710677f, shift: 0f);

            // K1 = n1·WK1 + bK1   [rows×5×4]
            var WK1_panels = frame.Shared(128, 64);
            var bK1 = frame.Parameters(108, 4);
            var K1 = frame.Arena(105, 20);
            Gemm.MultiplyPackedBias(n1, WK1_panels, bK1, K1, m: rows * 5, k: 4, n: 4);

            // V1 = n1·WV1 + bV1   [rows×5×4]
            var WV1_panels = frame.Shared(192, 64);
            var bV1 = frame.Parameters(128, 4);
            var V1 = frame.Arena(125, 20);
            Gemm.MultiplyPackedBias(n1, WV1_panels, bV1, V1, m: rows * 5, k: 4, n: 4);

            // t14 = permute(t11, (1, 0, 2))   [rows×2×5×2]
            var t14 = frame.Arena(145, 20);
            Selection.Permute(t11, t14, rows, shape: [5, 2, 2], order: [1, 0, 2]);

            // t15 = permute(K1, (1, 0, 2))   [rows×2×5×2]
            var t15 = frame.Arena(85, 20);
            Selection.Permute(K1, t15, rows, shape: [5, 2, 2], order: [1, 0, 2]);

            // S1 = t14·t15ᵀ of each   [rows×2×5×5]
            var S1 = frame.Arena(165, 50);
            Gemm.MultiplyBatched(t14, t15, S1, batch: rows * 2, m: 5, k: 2, n: 5, transposeA: false, transposeB: true, accumulate: false);

            // t16 = lower(S1, −∞ above)   [rows×2×5×5], in the place of S1
            var t16 = frame.Arena(165, 50);
            Selection.LowerTriangle(S1, t16, matrices: rows * 2, rows: 5, columns: 5, above: float.NegativeInfinity);

            // P1 = softmax(t16)   [rows×2×5×5], in the place of t16
            var P1 = frame.Arena(165, 50);
            Softmax.Probabilities(t16, P1, rows * 10, classes: 5);

            // t17 = permute(V1, (1, 0, 2))   [rows×2×5×2]
            var t17 = frame.Arena(105, 20);
            Selection.Permute(V1, t17, rows, shape: [5, 2, 2], order: [1, 0, 2]);

            // t18 = P1·t17 of each   [rows×2×5×2]
            var t18 = frame.Arena(125, 20);
            Gemm.MultiplyBatched(P1, t17, t18, batch: rows * 2, m: 5, k: 5, n: 2, transposeA: false, transposeB: false, accumulate: false);

            // C1 = permute(t18, (1, 0, 2))   [rows×5×2×2]
            var C1 = frame.Arena(215, 20);
            Selection.Permute(t18, C1, rows, shape: [2, 5, 2], order: [1, 0, 2]);

            // h1 = C1·WO1 + bO1   [rows×5×4]
            var WO1_panels = frame.Shared(256, 64);
            var bO1 = frame.Parameters(148, 4);
            var h1 = frame.Arena(125, 20);
            Gemm.MultiplyPackedBias(C1, WO1_panels, bO1, h1, m: rows * 5, k: 4, n: 4);

            // r1 = h1 + p1   [rows×5×4], in the place of h1
            var r1 = frame.Arena(125, 20);
            Binary.Add(h1, p1, r1);

            // t20 = Σ r1   [rows×5×1]
            var t20 = frame.Arena(0, 5);
            Reduce.Sum(r1, t20, outer: 1, middle: rows * 5, inner: 4, accumulate: false);

            // t21 = 0.25·t20   [rows×5×1], in the place of t20
            var t21 = frame.Arena(0, 5);
            Elementwise.Affine(t20, t21, scale: 0.25f, shift: 0f);

            // t22 = r1 − t21   [rows×5×4]
            var t22 = frame.Arena(235, 20);
            Binary.Subtract(r1, t21, t22, outer: 1, middle: rows * 5, inner: 4);

            // t23 = t22²   [rows×5×4]
            var t23 = frame.Arena(0, 20);
            Elementwise.Square(t22, t23);

            // t24 = Σ t23   [rows×5×1]
            var t24 = frame.Arena(255, 5);
            Reduce.Sum(t23, t24, outer: 1, middle: rows * 5, inner: 4, accumulate: false);

            // t25 = 0.25·t24 + 1E−05   [rows×5×1], in the place of t24
            var t25 = frame.Arena(255, 5);
            Elementwise.Affine(t24, t25, scale: 0.25f, shift: 1E-05f);

            // t26 = √(t25)   [rows×5×1], in the place of t25
            var t26 = frame.Arena(255, 5);
            Elementwise.Sqrt(t25, t26);

            // t27 = t22 / t26   [rows×5×4]
            var t27 = frame.Arena(0, 20);
            Binary.Divide(t22, t26, t27, outer: 1, middle: rows * 5, inner: 4);

            // t28 = t27 ⊙ γ2   [rows×5×4]
            var γ2 = frame.Parameters(152, 4);
            var t28 = frame.Arena(260, 20);
            Binary.Multiply(t27, γ2, t28, outer: rows * 5, middle: 4, inner: 1);

            // n2 = t28 + β2   [rows×5×4], in the place of t28
            var β2 = frame.Parameters(156, 4);
            var n2 = frame.Arena(260, 20);
            Binary.Add(t28, β2, n2, outer: rows * 5, middle: 4, inner: 1);

            // z1 = n2·W1 + b1   [rows×5×8]
            var W1_panels = frame.Shared(320, 64);
            var b1 = frame.Parameters(192, 8);
            var z1 = frame.Arena(280, 40);
            Gemm.MultiplyPackedBias(n2, W1_panels, b1, z1, m: rows * 5, k: 4, n: 8);

            // t30 = Φ(z1)   [rows×5×8]
            var t30 = frame.Arena(320, 40);
            Elementwise.NormalCdf(z1, t30);

            // a1 = z1 ⊙ t30   [rows×5×8]
            var a1 = frame.Arena(360, 40);
            Binary.Multiply(z1, t30, a1);

            // z2 = a1·W2 + b2   [rows×5×4]
            var W2_panels = frame.Shared(384, 128);
            var b2 = frame.Parameters(232, 4);
            var z2 = frame.Arena(400, 20);
            Gemm.MultiplyPackedBias(a1, W2_panels, b2, z2, m: rows * 5, k: 8, n: 4);

            // r2 = z2 + r1   [rows×5×4], in the place of z2
            var r2 = frame.Arena(400, 20);
            Binary.Add(z2, r1, r2);

            // q1 = avgpool(r2)   [rows×1×1×4]
            var q1 = frame.Arena(125, 4);
            var pooling1 = new PoolGeometry(height: 5, width: 1, channels: 4, outHeight: 1, outWidth: 1, kernelHeight: 5, kernelWidth: 1, strideY: 1, strideX: 1);
            Pooling.Average(r2, q1, rows, pooling1);

            // z3 = q1·W3 + b3   [rows×3]
            var W3_panels = frame.Shared(512, 64);
            var b3 = frame.Parameters(248, 3);
            var z3 = frame.Arena(129, 3);
            Gemm.MultiplyPackedBias(q1, W3_panels, b3, z3, m: rows, k: 4, n: 3);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = −t34   []
            var t34 = frame.Sum(252, 1);
            var task = frame.Shared(48, 1);
            Elementwise.Affine(t34, task, scale: -1f, shift: 0f);

            // ── Explanation penalty

            // explanation = λ₁ ⊙ t87   []
            var lambda1 = frame.Setting(1);
            var t87 = frame.Sum(251, 1);
            var explanation = frame.Shared(32, 1);
            Binary.Multiply(lambda1, t87, explanation);

            // ── Loss: the sum of its terms

            // L = explanation − t34   []
            var L = frame.Shared(16, 1);
            Binary.Subtract(explanation, t34, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂bQ1 = 0.7071067811865475·t237   [4]
            var t237 = frame.Sum(88, 4);
            var dL_dbQ1 = frame.Sum(88, 4);
            Elementwise.Affine(t237, dL_dbQ1, scale: 0.70710677f, shift: 0f);
        }

