// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "EveryActivation",
        InputShape: EquatableArray.Create(3),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new LeakyReluLayer(Slope: 0.1),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new EluLayer(Alpha: 0.5),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new GeluLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SiluLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new TanhLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SigmoidLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SoftplusLayer(),
            new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SoftmaxLayer(),
            new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // a1 = relu(x·W1 + b1)   [examples×4]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(64, 48);
            var b1 = frame.Parameters(12, 4);
            var a1 = frame.Arena(0, 4);
            GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 3, n: 4);

            // z2 = a1·W2 + b2   [examples×4]
            var W2_panels = frame.Shared(112, 64);
            var b2 = frame.Parameters(32, 4);
            var z2 = frame.Arena(4, 4);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 4, n: 4);

            // a2 = z2 ⊙ (z2 > 0 ? 1 : 0.1)   [examples×4]
            var a2 = frame.Arena(8, 4);
            ElementwiseKernels.ReluBackward(z2, z2, a2, below: 0.1f);

            // z3 = a2·W3 + b3   [examples×4]
            var W3_panels = frame.Shared(176, 64);
            var b3 = frame.Parameters(52, 4);
            var z3 = frame.Arena(12, 4);
            GemmKernels.MultiplyPackedBias(a2, W3_panels, b3, z3, m: examples, k: 4, n: 4);

            // t4 = relu(z3)   [examples×4]
            var t4 = frame.Arena(16, 4);
            ElementwiseKernels.Relu(z3, t4);

            // t5 = z3 − t4   [examples×4], in the place of z3
            var t5 = frame.Arena(12, 4);
            BinaryKernels.Subtract(z3, t4, t5);

            // t6 = exp(t5)   [examples×4], in the place of t5
            var t6 = frame.Arena(12, 4);
            ElementwiseKernels.Exp(t5, t6);

            // t7 = 0.5·t6 − 0.5   [examples×4]
            var t7 = frame.Arena(20, 4);
            ElementwiseKernels.Affine(t6, t7, scale: 0.5f, shift: -0.5f);

            // a3 = t4 + t7   [examples×4], in the place of t7
            var a3 = frame.Arena(20, 4);
            BinaryKernels.Add(t4, t7, a3);

            // z4 = a3·W4 + b4   [examples×4]
            var W4_panels = frame.Shared(240, 64);
            var b4 = frame.Parameters(72, 4);
            var z4 = frame.Arena(24, 4);
            GemmKernels.MultiplyPackedBias(a3, W4_panels, b4, z4, m: examples, k: 4, n: 4);

            // t9 = Φ(z4)   [examples×4]
            var t9 = frame.Arena(28, 4);
            ElementwiseKernels.NormalCdf(z4, t9);

            // a4 = z4 ⊙ t9   [examples×4]
            var a4 = frame.Arena(32, 4);
            BinaryKernels.Multiply(z4, t9, a4);

            // z5 = a4·W5 + b5   [examples×4]
            var W5_panels = frame.Shared(304, 64);
            var b5 = frame.Parameters(92, 4);
            var z5 = frame.Arena(36, 4);
            GemmKernels.MultiplyPackedBias(a4, W5_panels, b5, z5, m: examples, k: 4, n: 4);

            // t11 = σ(z5)   [examples×4]
            var t11 = frame.Arena(40, 4);
            ElementwiseKernels.Sigmoid(z5, t11);

            // a5 = z5 ⊙ t11   [examples×4]
            var a5 = frame.Arena(44, 4);
            BinaryKernels.Multiply(z5, t11, a5);

            // z6 = a5·W6 + b6   [examples×4]
            var W6_panels = frame.Shared(368, 64);
            var b6 = frame.Parameters(112, 4);
            var z6 = frame.Arena(48, 4);
            GemmKernels.MultiplyPackedBias(a5, W6_panels, b6, z6, m: examples, k: 4, n: 4);

            // a6 = tanh(z6)   [examples×4], in the place of z6
            var a6 = frame.Arena(48, 4);
            ElementwiseKernels.Tanh(z6, a6);

            // z7 = a6·W7 + b7   [examples×4]
            var W7_panels = frame.Shared(432, 64);
            var b7 = frame.Parameters(132, 4);
            var z7 = frame.Arena(52, 4);
            GemmKernels.MultiplyPackedBias(a6, W7_panels, b7, z7, m: examples, k: 4, n: 4);

            // a7 = σ(z7)   [examples×4], in the place of z7
            var a7 = frame.Arena(52, 4);
            ElementwiseKernels.Sigmoid(z7, a7);

            // z8 = a7·W8 + b8   [examples×4]
            var W8_panels = frame.Shared(496, 64);
            var b8 = frame.Parameters(152, 4);
            var z8 = frame.Arena(56, 4);
            GemmKernels.MultiplyPackedBias(a7, W8_panels, b8, z8, m: examples, k: 4, n: 4);

            // a8 = softplus(z8)   [examples×4]
            var a8 = frame.Arena(60, 4);
            ElementwiseKernels.Softplus(z8, a8);

            // z9 = a8·W9 + b9   [examples×4]
            var W9_panels = frame.Shared(560, 64);
            var b9 = frame.Parameters(172, 4);
            var z9 = frame.Arena(64, 4);
            GemmKernels.MultiplyPackedBias(a8, W9_panels, b9, z9, m: examples, k: 4, n: 4);

            // a9 = softmax(z9)   [examples×4], in the place of z9
            var a9 = frame.Arena(64, 4);
            SoftmaxKernels.Probabilities(z9, a9, rows: examples, classes: 4);

            // z10 = a9·W10 + b10   [examples×2]
            var W10_panels = frame.Shared(624, 64);
            var b10 = frame.Parameters(184, 2);
            var z10 = frame.Arena(68, 2);
            GemmKernels.MultiplyPackedBias(a9, W10_panels, b10, z10, m: examples, k: 4, n: 2);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×2], in the place of log p
            var p = frame.Arena(68, 2);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z10 = 1 − 2·p   [examples×2]
            var ds_dz10 = frame.Arena(72, 2);
            ElementwiseKernels.Affine(p, ds_dz10, scale: -2f, shift: 1f);

            // ∂s/∂a9 = ∂s/∂z10·W10ᵀ   [examples×4]
            var W10T_panels = frame.Shared(688, 32);
            var ds_da9 = frame.Arena(74, 4);
            GemmKernels.MultiplyPacked(ds_dz10, W10T_panels, ds_da9, m: examples, k: 2, n: 4, accumulate: false);

            // t19 = onehot(argmax a9)   [examples×4]
            var t19 = frame.Arena(78, 4);
            SelectionKernels.ArgMaxMask(a9, t19, rows: examples, classes: 4);

            // t20 = t19 ⊙ ∂s/∂a9   [examples×4]
            var t20 = frame.Arena(82, 4);
            BinaryKernels.Multiply(t19, ds_da9, t20);

            // t21 = Σ t20   [examples×1]
            var t21 = frame.Arena(86, 1);
            ReduceKernels.Sum(t20, t21, outer: 1, middle: examples, inner: 4, accumulate: false);

            // t22 = ∂s/∂a9 − t21   [examples×4], in the place of ∂s/∂a9
            var t22 = frame.Arena(74, 4);
            BinaryKernels.Subtract(ds_da9, t21, t22, outer: 1, middle: examples, inner: 4);

            // t23 = t22 ⊙ a9   [examples×4]
            var t23 = frame.Arena(82, 4);
            BinaryKernels.Multiply(t22, a9, t23);

            // t24 = Σ t23   [examples×1]
            var t24 = frame.Arena(86, 1);
            ReduceKernels.Sum(t23, t24, outer: 1, middle: examples, inner: 4, accumulate: false);

            // t25 = a9 ⊙ t24   [examples×4]
            var t25 = frame.Arena(87, 4);
            BinaryKernels.Multiply(a9, t24, t25, outer: 1, middle: examples, inner: 4);

            // ∂s/∂z9 = t23 − t25   [examples×4], in the place of t23
            var ds_dz9 = frame.Arena(82, 4);
            BinaryKernels.Subtract(t23, t25, ds_dz9);

            // ∂s/∂a8 = ∂s/∂z9·W9ᵀ   [examples×4]
            var W9T_panels = frame.Shared(720, 64);
            var ds_da8 = frame.Arena(87, 4);
            GemmKernels.MultiplyPacked(ds_dz9, W9T_panels, ds_da8, m: examples, k: 4, n: 4, accumulate: false);

            // t26 = σ(z8)   [examples×4], in the place of z8
            var t26 = frame.Arena(56, 4);
            ElementwiseKernels.Sigmoid(z8, t26);

            // ∂s/∂z8 = ∂s/∂a8 ⊙ t26   [examples×4]
            var ds_dz8 = frame.Arena(91, 4);
            BinaryKernels.Multiply(ds_da8, t26, ds_dz8);

            // ∂s/∂a7 = ∂s/∂z8·W8ᵀ   [examples×4]
            var W8T_panels = frame.Shared(784, 64);
            var ds_da7 = frame.Arena(95, 4);
            GemmKernels.MultiplyPacked(ds_dz8, W8T_panels, ds_da7, m: examples, k: 4, n: 4, accumulate: false);

            // t27 = a7²   [examples×4]
            var t27 = frame.Arena(99, 4);
            ElementwiseKernels.Square(a7, t27);

            // t28 = a7 − t27   [examples×4], in the place of t27
            var t28 = frame.Arena(99, 4);
            BinaryKernels.Subtract(a7, t27, t28);

            // ∂s/∂z7 = ∂s/∂a7 ⊙ t28   [examples×4]
            var ds_dz7 = frame.Arena(103, 4);
            BinaryKernels.Multiply(ds_da7, t28, ds_dz7);

            // ∂s/∂a6 = ∂s/∂z7·W7ᵀ   [examples×4]
            var W7T_panels = frame.Shared(848, 64);
            var ds_da6 = frame.Arena(107, 4);
            GemmKernels.MultiplyPacked(ds_dz7, W7T_panels, ds_da6, m: examples, k: 4, n: 4, accumulate: false);

            // t29 = a6²   [examples×4]
            var t29 = frame.Arena(111, 4);
            ElementwiseKernels.Square(a6, t29);

            // t30 = 1 − t29   [examples×4], in the place of t29
            var t30 = frame.Arena(111, 4);
            ElementwiseKernels.Affine(t29, t30, scale: -1f, shift: 1f);

            // ∂s/∂z6 = ∂s/∂a6 ⊙ t30   [examples×4]
            var ds_dz6 = frame.Arena(115, 4);
            BinaryKernels.Multiply(ds_da6, t30, ds_dz6);

            // ∂s/∂a5 = ∂s/∂z6·W6ᵀ   [examples×4]
            var W6T_panels = frame.Shared(912, 64);
            var ds_da5 = frame.Arena(119, 4);
            GemmKernels.MultiplyPacked(ds_dz6, W6T_panels, ds_da5, m: examples, k: 4, n: 4, accumulate: false);

            // t31 = ∂s/∂a5 ⊙ t11   [examples×4]
            var t31 = frame.Arena(123, 4);
            BinaryKernels.Multiply(ds_da5, t11, t31);

            // t32 = ∂s/∂a5 ⊙ z5   [examples×4]
            var t32 = frame.Arena(127, 4);
            BinaryKernels.Multiply(ds_da5, z5, t32);

            // t33 = t11²   [examples×4]
            var t33 = frame.Arena(131, 4);
            ElementwiseKernels.Square(t11, t33);

            // t34 = t11 − t33   [examples×4], in the place of t33
            var t34 = frame.Arena(131, 4);
            BinaryKernels.Subtract(t11, t33, t34);

            // t35 = t32 ⊙ t34   [examples×4]
            var t35 = frame.Arena(135, 4);
            BinaryKernels.Multiply(t32, t34, t35);

            // ∂s/∂z5 = t31 + t35   [examples×4], in the place of t31
            var ds_dz5 = frame.Arena(123, 4);
            BinaryKernels.Add(t31, t35, ds_dz5);

            // ∂s/∂a4 = ∂s/∂z5·W5ᵀ   [examples×4]
            var W5T_panels = frame.Shared(976, 64);
            var ds_da4 = frame.Arena(135, 4);
            GemmKernels.MultiplyPacked(ds_dz5, W5T_panels, ds_da4, m: examples, k: 4, n: 4, accumulate: false);

            // t36 = ∂s/∂a4 ⊙ t9   [examples×4]
            var t36 = frame.Arena(139, 4);
            BinaryKernels.Multiply(ds_da4, t9, t36);

            // t37 = ∂s/∂a4 ⊙ z4   [examples×4]
            var t37 = frame.Arena(143, 4);
            BinaryKernels.Multiply(ds_da4, z4, t37);

            // t38 = φ(z4)   [examples×4]
            var t38 = frame.Arena(147, 4);
            ElementwiseKernels.NormalPdf(z4, t38);

            // t39 = t37 ⊙ t38   [examples×4]
            var t39 = frame.Arena(151, 4);
            BinaryKernels.Multiply(t37, t38, t39);

            // ∂s/∂z4 = t36 + t39   [examples×4], in the place of t36
            var ds_dz4 = frame.Arena(139, 4);
            BinaryKernels.Add(t36, t39, ds_dz4);

            // ∂s/∂a3 = ∂s/∂z4·W4ᵀ   [examples×4]
            var W4T_panels = frame.Shared(1040, 64);
            var ds_da3 = frame.Arena(151, 4);
            GemmKernels.MultiplyPacked(ds_dz4, W4T_panels, ds_da3, m: examples, k: 4, n: 4, accumulate: false);

            // t40 = ∂s/∂a3 ⊙ t6   [examples×4]
            var t40 = frame.Arena(155, 4);
            BinaryKernels.Multiply(ds_da3, t6, t40);

            // t41 = 0.5·t40   [examples×4]
            var t41 = frame.Arena(159, 4);
            ElementwiseKernels.Affine(t40, t41, scale: 0.5f, shift: 0f);

            // t42 = −0.5·t40   [examples×4], in the place of t40
            var t42 = frame.Arena(155, 4);
            ElementwiseKernels.Affine(t40, t42, scale: -0.5f, shift: 0f);

            // t43 = ∂s/∂a3 + t42   [examples×4], in the place of t42
            var t43 = frame.Arena(155, 4);
            BinaryKernels.Add(ds_da3, t42, t43);

            // t44 = t43 ⊙ [t4 > 0]   [examples×4], in the place of t43
            var t44 = frame.Arena(155, 4);
            ElementwiseKernels.ReluBackward(t4, t43, t44, below: 0f);

            // ∂s/∂z3 = t41 + t44   [examples×4], in the place of t41
            var ds_dz3 = frame.Arena(159, 4);
            BinaryKernels.Add(t41, t44, ds_dz3);

            // ∂s/∂z2 = ∂s/∂z3·W3ᵀ ⊙ (z2 > 0 ? 1 : 0.1)   [examples×4]
            var W3T_panels = frame.Shared(1104, 64);
            var ds_dz2 = frame.Arena(155, 4);
            GemmKernels.MultiplyPackedReluBackward(ds_dz3, W3T_panels, z2, ds_dz2, m: examples, k: 4, n: 4, below: 0.1f);

            // ∂s/∂z1 = ∂s/∂z2·W2ᵀ ⊙ [a1 > 0]   [examples×4]
            var W2T_panels = frame.Shared(1168, 64);
            var ds_dz1 = frame.Arena(163, 4);
            GemmKernels.MultiplyPackedReluBackward(ds_dz2, W2T_panels, a1, ds_dz1, m: examples, k: 4, n: 4, below: 0f);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [examples×3]
            var W1T_panels = frame.Shared(1232, 64);
            var ds_dx = frame.Arena(167, 3);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: examples, k: 4, n: 3, accumulate: false);

