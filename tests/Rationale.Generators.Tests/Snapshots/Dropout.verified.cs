// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Dropout",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 5, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DropoutLayer(Rate: 0.25),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 4), new ValueLayout("annotations", 4)],
            Settings: ["batchSize", "explanation"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 48), new TotalLayout("explanation", Region.Shared, 32), new TotalLayout("loss", Region.Shared, 16)],
            Passes: [[new SumRange(0, 43), new SumRange(43, 1), new SumRange(44, 1)]],
            Parameters: 43,
            Accumulators: 45,
            Shared: 336,
            TileWidth: 33);

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // a1 = relu(x·W1 + b1)   [examples×5]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(64, 64);
            var b1 = frame.Parameters(20, 5);
            var a1 = frame.Arena(0, 5);
            GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 4, n: 5);

            // m1 = dropout(0.25)   [examples×5]
            var m1 = frame.Arena(5, 5);
            DropoutKernels.Fill(m1, frame.Seed, frame.Step, site: 0, frame.FirstExample, examples, width: 5, rate: 0.25);

            // d1 = a1 ⊙ m1   [examples×5]
            var d1 = frame.Arena(10, 5);
            BinaryKernels.Multiply(a1, m1, d1);

            // z2 = d1·W2 + b2   [examples×3]
            var W2_panels = frame.Shared(128, 80);
            var b2 = frame.Parameters(40, 3);
            var z2 = frame.Arena(15, 3);
            GemmKernels.MultiplyPackedBias(d1, W2_panels, b2, z2, m: examples, k: 5, n: 3);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(15, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z2 = 1 − 3·p   [examples×3]
            var ds_dz2 = frame.Arena(21, 3);
            ElementwiseKernels.Affine(p, ds_dz2, scale: -3f, shift: 1f);

            // ∂s/∂d1 = ∂s/∂z2·W2ᵀ   [examples×5]
            var W2T_panels = frame.Shared(208, 48);
            var ds_dd1 = frame.Arena(24, 5);
            GemmKernels.MultiplyPacked(ds_dz2, W2T_panels, ds_dd1, m: examples, k: 3, n: 5, accumulate: false);

            // ∂s/∂a1 = ∂s/∂d1 ⊙ m1   [examples×5], in the place of ∂s/∂d1
            var ds_da1 = frame.Arena(24, 5);
            BinaryKernels.Multiply(ds_dd1, m1, ds_da1);

            // ∂s/∂z1 = ∂s/∂a1 ⊙ [a1 > 0]   [examples×5], in the place of ∂s/∂a1
            var ds_dz1 = frame.Arena(24, 5);
            ElementwiseKernels.ReluBackward(a1, ds_da1, ds_dz1, below: 0f);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [examples×4]
            var W1T_panels = frame.Shared(256, 80);
            var ds_dx = frame.Arena(29, 4);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: examples, k: 5, n: 4, accumulate: false);

