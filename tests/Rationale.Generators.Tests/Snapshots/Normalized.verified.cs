// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Normalized",
        InputShape: EquatableArray.Create(5, 5, 2),
        Layers: EquatableArray.Create<Layer>(
            new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 0, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new BatchNormLayer(Momentum: 0.1, Epsilon: 1E-05, Frozen: false),
            new ReluLayer(),
            new InstanceNormLayer(Epsilon: 1E-05, Affine: true),
            new FlattenLayer(),
            new BatchNormLayer(Momentum: 0.1, Epsilon: 1E-05, Frozen: true),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum),
            new WeightPenalty(L2: 0.01, L1: 0)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 50), new ValueLayout("annotations", 50)],
            Settings: ["batchSize", "weights.L2", "explanation"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 1360), new TotalLayout("explanation", Region.Shared, 1200), new TotalLayout("weights", Region.Shared, 880), new TotalLayout("loss", Region.Shared, 848)],
            Passes: [[new SumRange(692, 4)], [new SumRange(688, 4)], [new SumRange(683, 4), new SumRange(687, 1)], [new SumRange(679, 4)], [new SumRange(602, 4), new SumRange(606, 72), new SumRange(678, 1)], [new SumRange(594, 4), new SumRange(598, 4)], [new SumRange(359, 4), new SumRange(363, 4), new SumRange(367, 4), new SumRange(371, 4), new SumRange(375, 36), new SumRange(411, 36), new SumRange(447, 108), new SumRange(555, 3), new SumRange(558, 36)], [new SumRange(355, 4)], [new SumRange(0, 355)]],
            Parameters: 355,
            Accumulators: 696,
            Shared: 3408,
            TileWidth: 597);

// ======== Training/Prologue/Forward pass
            // ── Forward pass

            // t2 = 9·batchSize   []
            var batchSize = frame.Setting(0);
            var t2 = frame.Shared(1808, 1);
            ElementwiseKernels.Affine(batchSize, t2, scale: 9f, shift: 0f);

            // t33 = v2 + 1E−05   [36]
            var v2 = frame.Parameters(319, 36);
            var t33 = frame.Shared(1568, 36);
            ElementwiseKernels.Affine(v2, t33, scale: 1f, shift: 1E-05f);

            // t34 = √(t33)   [36]
            var t34 = frame.Shared(1520, 36);
            ElementwiseKernels.Sqrt(t33, t34);

            // t35 = γᵇ2 / t34   [36]
            var γᵇ2 = frame.Parameters(92, 36);
            var t35 = frame.Shared(1472, 36);
            BinaryKernels.Divide(γᵇ2, t34, t35);

            // t37 = μ2 ⊙ t35   [36]
            var μ2 = frame.Parameters(283, 36);
            var t37 = frame.Shared(1424, 36);
            BinaryKernels.Multiply(μ2, t35, t37);

            // t38 = βᵇ2 − t37   [36]
            var βᵇ2 = frame.Parameters(128, 36);
            var t38 = frame.Shared(1376, 36);
            BinaryKernels.Subtract(βᵇ2, t37, t38);

// ======== Training/Tile
        /// <summary>All that is computed for the examples of one tile.</summary>
        public override void Tile(int pass, Frame frame)
        {
            switch (pass)
            {
                case 0: Pass1(frame); break;
                case 1: Pass2(frame); break;
                case 2: Pass3(frame); break;
                case 3: Pass4(frame); break;
                case 4: Pass5(frame); break;
                case 5: Pass6(frame); break;
                case 6: Pass7(frame); break;
                case 7: Pass8(frame); break;
                default: Pass9(frame); break;
            }
        }

// ======== Training/Pass1
        // Pass 1 of 9: forward pass, up to t3 += Σ u1   [4]
        private static void Pass1(Frame frame)
        {
            var examples = frame.Examples;

            // ── Forward pass

            // u1 = x ∗ F1 + c1   [examples×3×3×4]
            var x = frame.Input(0); // features
            var F1_panels = frame.Shared(1824, 288);
            var c1 = frame.Parameters(72, 4);
            var u1 = frame.Arena(0, 36);
            var convolution1 = new ConvolutionGeometry(height: 5, width: 5, channels: 2, outHeight: 3, outWidth: 3, outChannels: 4, kernelHeight: 3, kernelWidth: 3);
            ConvolutionKernels.ForwardBias(x, F1_panels, c1, u1, images: examples, convolution1);

            // t3 += Σ u1   [4]
            var t3 = frame.Sum(692, 4);
            ReduceKernels.Sum(u1, t3, outer: examples * 9, middle: 4, inner: 1, accumulate: true);
        }

// ======== Training/Pass3/Forward pass
            // ── Forward pass

            // u1 = x ∗ F1 + c1   [examples×3×3×4], again
            var x = frame.Input(0); // features
            var F1_panels = frame.Shared(1824, 288);
            var c1 = frame.Parameters(72, 4);
            var u1 = frame.Arena(0, 36);
            var convolution1 = new ConvolutionGeometry(height: 5, width: 5, channels: 2, outHeight: 3, outWidth: 3, outChannels: 4, kernelHeight: 3, kernelWidth: 3);
            ConvolutionKernels.ForwardBias(x, F1_panels, c1, u1, images: examples, convolution1);

            // t5 = u1 − t4   [examples×3×3×4], in the place of u1, again
            var t4 = frame.Shared(1792, 4);
            var t5 = frame.Arena(0, 36);
            BinaryKernels.Subtract(u1, t4, t5, outer: examples * 9, middle: 4, inner: 1);

            // t21 = t5 ⊙ t20   [examples×3×3×4]
            var t20 = frame.Shared(1616, 4);
            var t21 = frame.Arena(36, 36);
            BinaryKernels.Multiply(t5, t20, t21, outer: examples * 9, middle: 4, inner: 1);

            // b1 = t21 + βᵇ1   [examples×3×3×4], in the place of t21
            var βᵇ1 = frame.Parameters(80, 4);
            var b1 = frame.Arena(36, 36);
            BinaryKernels.Add(t21, βᵇ1, b1, outer: examples * 9, middle: 4, inner: 1);

            // a1 = relu(b1)   [examples×3×3×4], in the place of b1
            var a1 = frame.Arena(36, 36);
            ElementwiseKernels.Relu(b1, a1);

            // t22 = permute(a1, (2, 0, 1))   [examples×4×3×3]
            var t22 = frame.Arena(72, 36);
            SelectionKernels.Permute(a1, t22, rows: examples, shape: [3, 3, 4], order: [2, 0, 1]);

            // t23 = Σ t22   [examples×4×1×1]
            var t23 = frame.Arena(108, 4);
            ReduceKernels.Sum(t22, t23, outer: 1, middle: examples * 4, inner: 9, accumulate: false);

            // t24 = t23 / 9   [examples×4×1×1], in the place of t23
            var t24 = frame.Arena(108, 4);
            ElementwiseKernels.Affine(t23, t24, scale: 0.11111111f, shift: 0f);

            // t25 = t22 − t24   [examples×4×3×3], in the place of t22
            var t25 = frame.Arena(72, 36);
            BinaryKernels.Subtract(t22, t24, t25, outer: 1, middle: examples * 4, inner: 9);

            // t26 = t25²   [examples×4×3×3]
            var t26 = frame.Arena(108, 36);
            ElementwiseKernels.Square(t25, t26);

            // t27 = Σ t26   [examples×4×1×1]
            var t27 = frame.Arena(144, 4);
            ReduceKernels.Sum(t26, t27, outer: 1, middle: examples * 4, inner: 9, accumulate: false);

            // t28 = t27 / 9 + 1E−05   [examples×4×1×1], in the place of t27
            var t28 = frame.Arena(144, 4);
            ElementwiseKernels.Affine(t27, t28, scale: 0.11111111f, shift: 1E-05f);

            // t29 = √(t28)   [examples×4×1×1], in the place of t28
            var t29 = frame.Arena(144, 4);
            ElementwiseKernels.Sqrt(t28, t29);

            // t30 = t25 / t29   [examples×4×3×3]
            var t30 = frame.Arena(108, 36);
            BinaryKernels.Divide(t25, t29, t30, outer: 1, middle: examples * 4, inner: 9);

            // t31 = permute(t30, (1, 2, 0))   [examples×3×3×4]
            var t31 = frame.Arena(148, 36);
            SelectionKernels.Permute(t30, t31, rows: examples, shape: [4, 3, 3], order: [1, 2, 0]);

            // t32 = t31 ⊙ γⁱ1   [examples×3×3×4], in the place of t31
            var γⁱ1 = frame.Parameters(84, 4);
            var t32 = frame.Arena(148, 36);
            BinaryKernels.Multiply(t31, γⁱ1, t32, outer: examples * 9, middle: 4, inner: 1);

            // i1 = t32 + βⁱ1   [examples×3×3×4], in the place of t32
            var βⁱ1 = frame.Parameters(88, 4);
            var i1 = frame.Arena(148, 36);
            BinaryKernels.Add(t32, βⁱ1, i1, outer: examples * 9, middle: 4, inner: 1);

            // t36 = i1 ⊙ t35   [examples×36], in the place of i1
            var t35 = frame.Shared(1472, 36);
            var t36 = frame.Arena(148, 36);
            BinaryKernels.Multiply(i1, t35, t36, outer: examples, middle: 36, inner: 1);

            // b2 = t36 + t38   [examples×36], in the place of t36
            var t38 = frame.Shared(1376, 36);
            var b2 = frame.Arena(148, 36);
            BinaryKernels.Add(t36, t38, b2, outer: examples, middle: 36, inner: 1);

            // z1 = b2·W1 + b1_2   [examples×3]
            var W1_panels = frame.Shared(2112, 576);
            var b1_2 = frame.Parameters(272, 3);
            var z1 = frame.Arena(184, 3);
            GemmKernels.MultiplyPackedBias(b2, W1_panels, b1_2, z1, m: examples, k: 36, n: 3);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            switch (pass)
            {
                case 0: AfterPass1(frame); break;
                case 1: AfterPass2(frame); break;
                case 2: AfterPass3(frame); break;
                case 3: AfterPass4(frame); break;
                case 4: AfterPass5(frame); break;
                case 5: AfterPass6(frame); break;
                case 6: AfterPass7(frame); break;
                case 7: AfterPass8(frame); break;
                default: AfterPass9(frame); break;
            }
        }

// ======== Training/AfterPass2
        // After pass 2 of 9: outer gradient, up to t99 = t61 / t19   [4]
        private static void AfterPass2(Frame frame)
        {
            // ── Forward pass

            // t8 = t7 / t2   [4]
            var t7 = frame.Sum(688, 4);
            var t2 = frame.Shared(1808, 1);
            var t8 = frame.Shared(1776, 4);
            BinaryKernels.Divide(t7, t2, t8, outer: 4, middle: 1, inner: 1);

            // t18 = t8 + 1E−05   [4]
            var t18 = frame.Shared(1648, 4);
            ElementwiseKernels.Affine(t8, t18, scale: 1f, shift: 1E-05f);

            // t19 = √(t18)   [4]
            var t19 = frame.Shared(1632, 4);
            ElementwiseKernels.Sqrt(t18, t19);

            // t20 = γᵇ1 / t19   [4]
            var γᵇ1 = frame.Parameters(76, 4);
            var t20 = frame.Shared(1616, 4);
            BinaryKernels.Divide(γᵇ1, t19, t20);

            // ── Inner gradient: the explanation ∂s/∂x

            // t61 = t20 / t19   [4]
            var t61 = frame.Shared(1344, 4);
            BinaryKernels.Divide(t20, t19, t61);

            // t64 = 2·t19   [4]
            var t64 = frame.Shared(1296, 4);
            ElementwiseKernels.Affine(t19, t64, scale: 2f, shift: 0f);

            // ── Outer gradient: of the loss with respect to the parameters

            // t99 = t61 / t19   [4]
            var t99 = frame.Shared(320, 4);
            BinaryKernels.Divide(t61, t19, t99);
        }

