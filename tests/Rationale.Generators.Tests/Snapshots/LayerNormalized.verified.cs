// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "LayerNormalized",
        InputShape: EquatableArray.Create(5),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault),
            new LayerNormLayer(Epsilon: 1E-05),
            new GeluLayer(),
            new ResidualLayer(Block: "Hidden", Layers: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 8, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new LayerNormLayer(Epsilon: 1E-05),
                new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault))),
            new LayerNormLayer(Epsilon: 0.1),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Mean)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // z1 = x·W1 + b1   [examples×6]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(112, 80);
            var b1 = frame.Parameters(30, 6);
            var z1 = frame.Arena(0, 6);
            GemmKernels.MultiplyPackedBias(x, W1_panels, b1, z1, m: examples, k: 5, n: 6);

            // t2 = Σ z1   [examples×1]
            var t2 = frame.Arena(6, 1);
            ReduceKernels.Sum(z1, t2, outer: 1, middle: examples, inner: 6, accumulate: false);

            // t3 = t2 / 6   [examples×1], in the place of t2
            var t3 = frame.Arena(6, 1);
            ElementwiseKernels.Affine(t2, t3, scale: 0.16666667f, shift: 0f);

            // t4 = z1 − t3   [examples×6], in the place of z1
            var t4 = frame.Arena(0, 6);
            BinaryKernels.Subtract(z1, t3, t4, outer: 1, middle: examples, inner: 6);

            // t5 = t4²   [examples×6]
            var t5 = frame.Arena(6, 6);
            ElementwiseKernels.Square(t4, t5);

            // t6 = Σ t5   [examples×1]
            var t6 = frame.Arena(12, 1);
            ReduceKernels.Sum(t5, t6, outer: 1, middle: examples, inner: 6, accumulate: false);

            // t7 = t6 / 6 + 1E−05   [examples×1], in the place of t6
            var t7 = frame.Arena(12, 1);
            ElementwiseKernels.Affine(t6, t7, scale: 0.16666667f, shift: 1E-05f);

            // t8 = √(t7)   [examples×1], in the place of t7
            var t8 = frame.Arena(12, 1);
            ElementwiseKernels.Sqrt(t7, t8);

            // t9 = t4 / t8   [examples×6]
            var t9 = frame.Arena(6, 6);
            BinaryKernels.Divide(t4, t8, t9, outer: 1, middle: examples, inner: 6);

            // t10 = t9 ⊙ γ1   [examples×6]
            var γ1 = frame.Parameters(36, 6);
            var t10 = frame.Arena(13, 6);
            BinaryKernels.Multiply(t9, γ1, t10, outer: examples, middle: 6, inner: 1);

            // n1 = t10 + β1   [examples×6], in the place of t10
            var β1 = frame.Parameters(42, 6);
            var n1 = frame.Arena(13, 6);
            BinaryKernels.Add(t10, β1, n1, outer: examples, middle: 6, inner: 1);

            // t11 = Φ(n1)   [examples×6]
            var t11 = frame.Arena(19, 6);
            ElementwiseKernels.NormalCdf(n1, t11);

            // a1 = n1 ⊙ t11   [examples×6]
            var a1 = frame.Arena(25, 6);
            BinaryKernels.Multiply(n1, t11, a1);

            // z2 = a1·W2 + b2   [examples×8]
            var W2_panels = frame.Shared(192, 96);
            var b2 = frame.Parameters(96, 8);
            var z2 = frame.Arena(31, 8);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 6, n: 8);

            // a2 = tanh(z2)   [examples×8], in the place of z2
            var a2 = frame.Arena(31, 8);
            ElementwiseKernels.Tanh(z2, a2);

            // t13 = Σ a2   [examples×1]
            var t13 = frame.Arena(39, 1);
            ReduceKernels.Sum(a2, t13, outer: 1, middle: examples, inner: 8, accumulate: false);

            // t14 = 0.125·t13   [examples×1], in the place of t13
            var t14 = frame.Arena(39, 1);
            ElementwiseKernels.Affine(t13, t14, scale: 0.125f, shift: 0f);

            // t15 = a2 − t14   [examples×8]
            var t15 = frame.Arena(40, 8);
            BinaryKernels.Subtract(a2, t14, t15, outer: 1, middle: examples, inner: 8);

            // t16 = t15²   [examples×8]
            var t16 = frame.Arena(48, 8);
            ElementwiseKernels.Square(t15, t16);

            // t17 = Σ t16   [examples×1]
            var t17 = frame.Arena(39, 1);
            ReduceKernels.Sum(t16, t17, outer: 1, middle: examples, inner: 8, accumulate: false);

            // t18 = 0.125·t17 + 1E−05   [examples×1], in the place of t17
            var t18 = frame.Arena(39, 1);
            ElementwiseKernels.Affine(t17, t18, scale: 0.125f, shift: 1E-05f);

            // t19 = √(t18)   [examples×1], in the place of t18
            var t19 = frame.Arena(39, 1);
            ElementwiseKernels.Sqrt(t18, t19);

            // t20 = t15 / t19   [examples×8]
            var t20 = frame.Arena(48, 8);
            BinaryKernels.Divide(t15, t19, t20, outer: 1, middle: examples, inner: 8);

            // t21 = t20 ⊙ γ2   [examples×8]
            var γ2 = frame.Parameters(104, 8);
            var t21 = frame.Arena(56, 8);
            BinaryKernels.Multiply(t20, γ2, t21, outer: examples, middle: 8, inner: 1);

            // n2 = t21 + β2   [examples×8], in the place of t21
            var β2 = frame.Parameters(112, 8);
            var n2 = frame.Arena(56, 8);
            BinaryKernels.Add(t21, β2, n2, outer: examples, middle: 8, inner: 1);

            // z3 = n2·W3 + b3   [examples×6]
            var W3_panels = frame.Shared(288, 128);
            var b3 = frame.Parameters(168, 6);
            var z3 = frame.Arena(64, 6);
            GemmKernels.MultiplyPackedBias(n2, W3_panels, b3, z3, m: examples, k: 8, n: 6);

            // r1 = z3 + a1   [examples×6], in the place of z3
            var r1 = frame.Arena(64, 6);
            BinaryKernels.Add(z3, a1, r1);

            // t23 = Σ r1   [examples×1]
            var t23 = frame.Arena(70, 1);
            ReduceKernels.Sum(r1, t23, outer: 1, middle: examples, inner: 6, accumulate: false);

            // t24 = t23 / 6   [examples×1], in the place of t23
            var t24 = frame.Arena(70, 1);
            ElementwiseKernels.Affine(t23, t24, scale: 0.16666667f, shift: 0f);

            // t25 = r1 − t24   [examples×6], in the place of r1
            var t25 = frame.Arena(64, 6);
            BinaryKernels.Subtract(r1, t24, t25, outer: 1, middle: examples, inner: 6);

            // t26 = t25²   [examples×6]
            var t26 = frame.Arena(70, 6);
            ElementwiseKernels.Square(t25, t26);

            // t27 = Σ t26   [examples×1]
            var t27 = frame.Arena(76, 1);
            ReduceKernels.Sum(t26, t27, outer: 1, middle: examples, inner: 6, accumulate: false);

            // t28 = t27 / 6 + 0.1   [examples×1], in the place of t27
            var t28 = frame.Arena(76, 1);
            ElementwiseKernels.Affine(t27, t28, scale: 0.16666667f, shift: 0.1f);

            // t29 = √(t28)   [examples×1], in the place of t28
            var t29 = frame.Arena(76, 1);
            ElementwiseKernels.Sqrt(t28, t29);

            // t30 = t25 / t29   [examples×6]
            var t30 = frame.Arena(70, 6);
            BinaryKernels.Divide(t25, t29, t30, outer: 1, middle: examples, inner: 6);

            // t31 = t30 ⊙ γ3   [examples×6]
            var γ3 = frame.Parameters(174, 6);
            var t31 = frame.Arena(77, 6);
            BinaryKernels.Multiply(t30, γ3, t31, outer: examples, middle: 6, inner: 1);

            // n3 = t31 + β3   [examples×6], in the place of t31
            var β3 = frame.Parameters(180, 6);
            var n3 = frame.Arena(77, 6);
            BinaryKernels.Add(t31, β3, n3, outer: examples, middle: 6, inner: 1);

            // z4 = n3·W4 + b4   [examples×3]
            var W4_panels = frame.Shared(416, 96);
            var b4 = frame.Parameters(204, 3);
            var z4 = frame.Arena(83, 3);
            GemmKernels.MultiplyPackedBias(n3, W4_panels, b4, z4, m: examples, k: 6, n: 3);

