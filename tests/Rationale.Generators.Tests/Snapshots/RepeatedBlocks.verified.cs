// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "RepeatedBlocks",
        InputShape: EquatableArray.Create(6),
        Layers: EquatableArray.Create<Layer>([
            .. Enumerable.Repeat<Layer>(new ResidualLayer(Block: "Wide", Layers: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 8, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DropoutLayer(Rate: 0.5),
                new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault))), 6),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)]),
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

            // z1 = x·W1 + b1   [examples×8]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(64, 96);
            var b1 = frame.Parameters(48, 8);
            var z1 = frame.Arena(0, 8);
            GemmKernels.MultiplyPackedBias(x, W1_panels, b1, z1, m: examples, k: 6, n: 8);

            // a1 = tanh(z1)   [examples×8], in the place of z1
            var a1 = frame.Arena(0, 8);
            ElementwiseKernels.Tanh(z1, a1);

            // m1 = dropout(0.5)   [examples×8]
            var m1 = frame.Arena(8, 8);
            DropoutKernels.Fill(m1, frame.Seed, frame.Step, site: 0, frame.FirstExample, examples, width: 8, rate: 0.5);

            // d1 = a1 ⊙ m1   [examples×8]
            var d1 = frame.Arena(16, 8);
            BinaryKernels.Multiply(a1, m1, d1);

            // z2 = d1·W2 + b2   [examples×6]
            var W2_panels = frame.Shared(160, 128);
            var b2 = frame.Parameters(104, 6);
            var z2 = frame.Arena(24, 6);
            GemmKernels.MultiplyPackedBias(d1, W2_panels, b2, z2, m: examples, k: 8, n: 6);

            // r1 = z2 + x   [examples×6], in the place of z2
            var r1 = frame.Arena(24, 6);
            BinaryKernels.Add(z2, x, r1);

            // Wide, 5 times
            for (var turn = 0; turn < 5; turn++)
            {
                ForwardPassOfWide(frame, arena: 24 + 30 * turn, shared: 288 + 224 * turn, parameters: 158 + 110 * turn, site: 1 + turn);
            }

            // z13 = r6·W13 + b13   [examples×3]
            var r6 = frame.Arena(174, 6);
            var W13_panels = frame.Shared(1408, 96);
            var b13 = frame.Parameters(678, 3);
            var z13 = frame.Arena(180, 3);
            GemmKernels.MultiplyPackedBias(r6, W13_panels, b13, z13, m: examples, k: 6, n: 3);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(180, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z13 = 1 − 3·p   [examples×3]
            var ds_dz13 = frame.Arena(186, 3);
            ElementwiseKernels.Affine(p, ds_dz13, scale: -3f, shift: 1f);

            // ∂s/∂r6 = ∂s/∂z13·W13ᵀ   [examples×6]
            var W13T_panels = frame.Shared(1504, 48);
            var ds_dr6 = frame.Arena(189, 6);
            GemmKernels.MultiplyPacked(ds_dz13, W13T_panels, ds_dr6, m: examples, k: 3, n: 6, accumulate: false);

            // Wide, 6 times
            for (var turn = 0; turn < 6; turn++)
            {
                InnerGradientOfWide(frame, arena: 189 + 30 * turn, arena2: 158 - 30 * turn, shared: 1552 + 224 * turn);
            }

// ======== Training/Tile/Outer gradient
            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂g = t36 ⊙ g   [examples×6], in the place of g
            var t36 = frame.Shared(0, 1);
            var dL_dg = frame.Arena(369, 6);
            BinaryKernels.Multiply(t36, g, dL_dg, outer: examples * 6, middle: 1, inner: 1, broadcastLeft: true);

            // ∂L/∂(∂s/∂x) = ∂L/∂g ⊙ A   [examples×6], in the place of ∂L/∂g
            var dL_dds_dx = frame.Arena(369, 6);
            BinaryKernels.Multiply(dL_dg, A, dL_dds_dx);

            // Wide, 6 times
            OuterGradientOfWide(frame, arena: 361, arena2: 375, arena3: 0, sums: 0, shared: 64);
            for (var turn = 0; turn < 5; turn++)
            {
                OuterGradientOfWide(frame, arena: 331 - 30 * turn, arena2: 339 - 30 * turn, arena3: 30 + 30 * turn, sums: 110 + 110 * turn, shared: 288 + 224 * turn);
            }

            // ∂L/∂W13 += (∂L/∂(∂s/∂r6))ᵀ·∂s/∂z13   [6×3]
            var dL_dds_dr6 = frame.Arena(369, 6);
            var dL_dW13 = frame.Sum(660, 18);
            GemmKernels.MultiplyTransposedLeft(dL_dds_dr6, ds_dz13, dL_dW13, m: 6, k: examples, n: 3, accumulate: true);

            // ∂L/∂(∂s/∂z13) = ∂L/∂(∂s/∂r6)·W13   [examples×3]
            var dL_dds_dz13 = frame.Arena(186, 3);
            GemmKernels.MultiplyPacked(dL_dds_dr6, W13_panels, dL_dds_dz13, m: examples, k: 6, n: 3, accumulate: false);

            // t74 = ∂L/∂(∂s/∂z13) ⊙ p   [examples×3], in the place of ∂L/∂(∂s/∂z13)
            var t74 = frame.Arena(186, 3);
            BinaryKernels.Multiply(dL_dds_dz13, p, t74);

            // t75 = −3·t74   [examples×3], in the place of t74
            var t75 = frame.Arena(186, 3);
            ElementwiseKernels.Affine(t74, t75, scale: -3f, shift: 0f);

            // ∂L/∂log p = t75 − y   [examples×3], in the place of t75
            var dL_dlog_p = frame.Arena(186, 3);
            BinaryKernels.Subtract(t75, y, dL_dlog_p);

            // t76 = Σ (∂L/∂log p)   [examples×1]
            var t76 = frame.Arena(183, 1);
            ReduceKernels.Sum(dL_dlog_p, t76, outer: 1, middle: examples, inner: 3, accumulate: false);

            // t77 = p ⊙ t76   [examples×3], in the place of p
            var t77 = frame.Arena(180, 3);
            BinaryKernels.Multiply(p, t76, t77, outer: 1, middle: examples, inner: 3);

            // ∂L/∂z13 = ∂L/∂log p − t77   [examples×3], in the place of ∂L/∂log p
            var dL_dz13 = frame.Arena(186, 3);
            BinaryKernels.Subtract(dL_dlog_p, t77, dL_dz13);

            // ∂L/∂b13 += Σ ∂L/∂z13   [3]
            var dL_db13 = frame.Sum(678, 3);
            ReduceKernels.Sum(dL_dz13, dL_db13, outer: examples, middle: 3, inner: 1, accumulate: true);

            // ∂L/∂W13 += r6ᵀ·∂L/∂z13   [6×3]
            GemmKernels.MultiplyTransposedLeft(r6, dL_dz13, dL_dW13, m: 6, k: examples, n: 3, accumulate: true);

            // ∂L/∂r6 = ∂L/∂z13·W13ᵀ   [examples×6]
            var dL_dr6 = frame.Arena(174, 6);
            GemmKernels.MultiplyPacked(dL_dz13, W13T_panels, dL_dr6, m: examples, k: 3, n: 6, accumulate: false);

            // Wide, 5 times
            for (var turn = 0; turn < 5; turn++)
            {
                OuterGradientOfWide2(frame, sums: 654 - 110 * turn, arena: 166 - 30 * turn, arena2: 211 + 30 * turn, shared: 1552 + 224 * turn);
            }

            // ∂L/∂b2 += Σ ∂L/∂r1   [6]
            var dL_dr1 = frame.Arena(174, 6);
            var dL_db2 = frame.Sum(104, 6);
            ReduceKernels.Sum(dL_dr1, dL_db2, outer: examples, middle: 6, inner: 1, accumulate: true);

            // ∂L/∂W2 += d1ᵀ·∂L/∂r1   [8×6]
            var dL_dW2 = frame.Sum(56, 48);
            GemmKernels.MultiplyTransposedLeft(d1, dL_dr1, dL_dW2, m: 8, k: examples, n: 6, accumulate: true);

            // ∂L/∂d1 = ∂L/∂r1·W2ᵀ   [examples×8]
            var W2T_panels = frame.Shared(2672, 96);
            var dL_dd1 = frame.Arena(16, 8);
            GemmKernels.MultiplyPacked(dL_dr1, W2T_panels, dL_dd1, m: examples, k: 6, n: 8, accumulate: false);

            // t100 = ∂L/∂d1 ⊙ m1   [examples×8], in the place of ∂L/∂d1
            var t100 = frame.Arena(16, 8);
            BinaryKernels.Multiply(dL_dd1, m1, t100);

            // ∂L/∂a1 = t40 + t100   [examples×8], in the place of t40
            var t40 = frame.Arena(361, 8);
            var dL_da1 = frame.Arena(361, 8);
            BinaryKernels.Add(t40, t100, dL_da1);

            // ∂L/∂z1 = ∂L/∂a1 ⊙ t32   [examples×8], in the place of ∂L/∂a1
            var t32 = frame.Arena(353, 8);
            var dL_dz1 = frame.Arena(361, 8);
            BinaryKernels.Multiply(dL_da1, t32, dL_dz1);

            // ∂L/∂b1 += Σ ∂L/∂z1   [8]
            var dL_db1 = frame.Sum(48, 8);
            ReduceKernels.Sum(dL_dz1, dL_db1, outer: examples, middle: 8, inner: 1, accumulate: true);

            // ∂L/∂W1 += xᵀ·∂L/∂z1   [6×8]
            var dL_dW1 = frame.Sum(0, 48);
            GemmKernels.MultiplyTransposedLeft(x, dL_dz1, dL_dW1, m: 6, k: examples, n: 8, accumulate: true);

// ======== Training/ForwardPassOfWide
        /// <summary>One Wide block of 5: the parameters say where values stand, and formulas are those of the first.</summary>
        private static void ForwardPassOfWide(Frame frame, int arena, int shared, int parameters, int site)
        {
            var examples = frame.Examples;

            // ── Forward pass

            // z3 = r1·W3 + b3   [examples×8]
            var r1 = frame.Arena(arena, 6);
            var W3_panels = frame.Shared(shared, 96);
            var b3 = frame.Parameters(parameters, 8);
            var z3 = frame.Arena(arena + 6, 8);
            GemmKernels.MultiplyPackedBias(r1, W3_panels, b3, z3, m: examples, k: 6, n: 8);

            // a2 = tanh(z3)   [examples×8], in the place of z3
            var a2 = frame.Arena(arena + 6, 8);
            ElementwiseKernels.Tanh(z3, a2);

            // m2 = dropout(0.5)   [examples×8]
            var m2 = frame.Arena(arena + 14, 8);
            DropoutKernels.Fill(m2, frame.Seed, frame.Step, site, frame.FirstExample, examples, width: 8, rate: 0.5);

            // d2 = a2 ⊙ m2   [examples×8]
            var d2 = frame.Arena(arena + 22, 8);
            BinaryKernels.Multiply(a2, m2, d2);

            // z4 = d2·W4 + b4   [examples×6]
            var W4_panels = frame.Shared(shared + 96, 128);
            var b4 = frame.Parameters(parameters + 56, 6);
            var z4 = frame.Arena(arena + 30, 6);
            GemmKernels.MultiplyPackedBias(d2, W4_panels, b4, z4, m: examples, k: 8, n: 6);

            // r2 = z4 + r1   [examples×6], in the place of z4
            var r2 = frame.Arena(arena + 30, 6);
            BinaryKernels.Add(z4, r1, r2);
        }

// ======== Training/InnerGradientOfWide
        /// <summary>One Wide block of 6: the parameters say where values stand, and formulas are those of the first.</summary>
        private static void InnerGradientOfWide(Frame frame, int arena, int arena2, int shared)
        {
            var examples = frame.Examples;

            // ── Inner gradient: the explanation ∂s/∂x

            // ∂s/∂d6 = ∂s/∂r6·W12ᵀ   [examples×8]
            var ds_dr6 = frame.Arena(arena, 6);
            var W12T_panels = frame.Shared(shared, 96);
            var ds_dd6 = frame.Arena(arena + 6, 8);
            GemmKernels.MultiplyPacked(ds_dr6, W12T_panels, ds_dd6, m: examples, k: 6, n: 8, accumulate: false);

            // ∂s/∂a6 = ∂s/∂d6 ⊙ m6   [examples×8], in the place of ∂s/∂d6
            var m6 = frame.Arena(arena2, 8);
            var ds_da6 = frame.Arena(arena + 6, 8);
            BinaryKernels.Multiply(ds_dd6, m6, ds_da6);

            // t16 = a6²   [examples×8]
            var a6 = frame.Arena(arena2 - 8, 8);
            var t16 = frame.Arena(arena + 14, 8);
            ElementwiseKernels.Square(a6, t16);

            // t17 = 1 − t16   [examples×8], in the place of t16
            var t17 = frame.Arena(arena + 14, 8);
            ElementwiseKernels.Affine(t16, t17, scale: -1f, shift: 1f);

            // ∂s/∂z11 = ∂s/∂a6 ⊙ t17   [examples×8]
            var ds_dz11 = frame.Arena(arena + 22, 8);
            BinaryKernels.Multiply(ds_da6, t17, ds_dz11);

            // t18 = ∂s/∂z11·W11ᵀ   [examples×6]
            var W11T_panels = frame.Shared(shared + 96, 128);
            var t18 = frame.Arena(arena + 30, 6);
            GemmKernels.MultiplyPacked(ds_dz11, W11T_panels, t18, m: examples, k: 8, n: 6, accumulate: false);

            // ∂s/∂r5 = ∂s/∂r6 + t18   [examples×6], in the place of t18
            var ds_dr5 = frame.Arena(arena + 30, 6);
            BinaryKernels.Add(ds_dr6, t18, ds_dr5);
        }

// ======== Training/OuterGradientOfWide
        /// <summary>One Wide block of 6: the parameters say where values stand, and formulas are those of the first.</summary>
        private static void OuterGradientOfWide(Frame frame, int arena, int arena2, int arena3, int sums, int shared)
        {
            var examples = frame.Examples;

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂W1 += (∂L/∂(∂s/∂x))ᵀ·∂s/∂z1   [6×8]
            var dL_dds_dx = frame.Arena(369, 6);
            var ds_dz1 = frame.Arena(arena, 8);
            var dL_dW1 = frame.Sum(sums, 48);
            GemmKernels.MultiplyTransposedLeft(dL_dds_dx, ds_dz1, dL_dW1, m: 6, k: examples, n: 8, accumulate: true);

            // ∂L/∂(∂s/∂z1) = ∂L/∂(∂s/∂x)·W1   [examples×8]
            var W1_panels = frame.Shared(shared, 96);
            var dL_dds_dz1 = frame.Arena(arena, 8);
            GemmKernels.MultiplyPacked(dL_dds_dx, W1_panels, dL_dds_dz1, m: examples, k: 6, n: 8, accumulate: false);

            // ∂L/∂(∂s/∂a1) = ∂L/∂(∂s/∂z1) ⊙ t32   [examples×8]
            var t32 = frame.Arena(arena - 8, 8);
            var dL_dds_da1 = frame.Arena(arena2, 8);
            BinaryKernels.Multiply(dL_dds_dz1, t32, dL_dds_da1);

            // t38 = ∂L/∂(∂s/∂z1) ⊙ ∂s/∂a1   [examples×8], in the place of ∂L/∂(∂s/∂z1)
            var ds_da1 = frame.Arena(arena - 16, 8);
            var t38 = frame.Arena(arena, 8);
            BinaryKernels.Multiply(dL_dds_dz1, ds_da1, t38);

            // t39 = t38 ⊙ a1   [examples×8], in the place of t38
            var a1 = frame.Arena(arena3, 8);
            var t39 = frame.Arena(arena, 8);
            BinaryKernels.Multiply(t38, a1, t39);

            // t40 = −2·t39   [examples×8], in the place of t39
            var t40 = frame.Arena(arena, 8);
            ElementwiseKernels.Affine(t39, t40, scale: -2f, shift: 0f);

            // ∂L/∂(∂s/∂d1) = ∂L/∂(∂s/∂a1) ⊙ m1   [examples×8], in the place of ∂L/∂(∂s/∂a1)
            var m1 = frame.Arena(arena3 + 8, 8);
            var dL_dds_dd1 = frame.Arena(arena2, 8);
            BinaryKernels.Multiply(dL_dds_da1, m1, dL_dds_dd1);

            // ∂L/∂W2 += (∂L/∂(∂s/∂d1))ᵀ·∂s/∂r1   [8×6]
            var ds_dr1 = frame.Arena(arena - 22, 6);
            var dL_dW2 = frame.Sum(sums + 56, 48);
            GemmKernels.MultiplyTransposedLeft(dL_dds_dd1, ds_dr1, dL_dW2, m: 8, k: examples, n: 6, accumulate: true);

            // t41 = ∂L/∂(∂s/∂d1)·W2   [examples×6]
            var W2_panels = frame.Shared(shared + 96, 128);
            var t41 = frame.Arena(arena - 22, 6);
            GemmKernels.MultiplyPacked(dL_dds_dd1, W2_panels, t41, m: examples, k: 8, n: 6, accumulate: false);

            // ∂L/∂(∂s/∂r1) = ∂L/∂(∂s/∂x) + t41   [examples×6], in the place of ∂L/∂(∂s/∂x)
            var dL_dds_dr1 = frame.Arena(369, 6);
            BinaryKernels.Add(dL_dds_dx, t41, dL_dds_dr1);
        }

// ======== Training/OuterGradientOfWide2
        /// <summary>One Wide block of 5: the parameters say where values stand, and formulas are those of the first.</summary>
        private static void OuterGradientOfWide2(Frame frame, int sums, int arena, int arena2, int shared)
        {
            var examples = frame.Examples;

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂b12 += Σ ∂L/∂r6   [6]
            var dL_dr6 = frame.Arena(174, 6);
            var dL_db12 = frame.Sum(sums, 6);
            ReduceKernels.Sum(dL_dr6, dL_db12, outer: examples, middle: 6, inner: 1, accumulate: true);

            // ∂L/∂W12 += d6ᵀ·∂L/∂r6   [8×6]
            var d6 = frame.Arena(arena, 8);
            var dL_dW12 = frame.Sum(sums - 48, 48);
            GemmKernels.MultiplyTransposedLeft(d6, dL_dr6, dL_dW12, m: 8, k: examples, n: 6, accumulate: true);

            // ∂L/∂d6 = ∂L/∂r6·W12ᵀ   [examples×8]
            var W12T_panels = frame.Shared(shared, 96);
            var dL_dd6 = frame.Arena(arena, 8);
            GemmKernels.MultiplyPacked(dL_dr6, W12T_panels, dL_dd6, m: examples, k: 6, n: 8, accumulate: false);

            // t80 = ∂L/∂d6 ⊙ m6   [examples×8], in the place of ∂L/∂d6
            var m6 = frame.Arena(arena - 8, 8);
            var t80 = frame.Arena(arena, 8);
            BinaryKernels.Multiply(dL_dd6, m6, t80);

            // ∂L/∂a6 = t70 + t80   [examples×8], in the place of t70
            var t70 = frame.Arena(arena2, 8);
            var dL_da6 = frame.Arena(arena2, 8);
            BinaryKernels.Add(t70, t80, dL_da6);

            // ∂L/∂z11 = ∂L/∂a6 ⊙ t17   [examples×8], in the place of ∂L/∂a6
            var t17 = frame.Arena(arena2 - 8, 8);
            var dL_dz11 = frame.Arena(arena2, 8);
            BinaryKernels.Multiply(dL_da6, t17, dL_dz11);

            // ∂L/∂b11 += Σ ∂L/∂z11   [8]
            var dL_db11 = frame.Sum(sums - 56, 8);
            ReduceKernels.Sum(dL_dz11, dL_db11, outer: examples, middle: 8, inner: 1, accumulate: true);

            // ∂L/∂W11 += r5ᵀ·∂L/∂z11   [6×8]
            var r5 = frame.Arena(arena - 22, 6);
            var dL_dW11 = frame.Sum(sums - 104, 48);
            GemmKernels.MultiplyTransposedLeft(r5, dL_dz11, dL_dW11, m: 6, k: examples, n: 8, accumulate: true);

            // t81 = ∂L/∂z11·W11ᵀ   [examples×6]
            var W11T_panels = frame.Shared(shared + 96, 128);
            var t81 = frame.Arena(arena - 22, 6);
            GemmKernels.MultiplyPacked(dL_dz11, W11T_panels, t81, m: examples, k: 8, n: 6, accumulate: false);

            // ∂L/∂r5 = ∂L/∂r6 + t81   [examples×6], in the place of ∂L/∂r6
            var dL_dr5 = frame.Arena(174, 6);
            BinaryKernels.Add(dL_dr6, t81, dL_dr5);
        }

