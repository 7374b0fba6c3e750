// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Decoder",
        InputShape: EquatableArray.Create(6),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 12, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new ReshapeLayer(Shape: EquatableArray.Create(2, 2, 3)),
            new ConvTransposeLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 2, Padding: 1, Dilation: 1), OutputPadding: 1, Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new TanhLayer(),
            new UpsampleLayer(Scale: 2, Kind: ResizeKind.Nearest),
            new AdaptiveMaxPoolLayer(Height: 6, Width: 7),
            new ResizeLayer(Height: 5, Width: 5, Kind: ResizeKind.Bilinear),
            new PermuteLayer(Order: EquatableArray.Create(2, 0, 1)),
            new AdaptiveAveragePoolLayer(Height: 1, Width: 5),
            new PermuteLayer(Order: EquatableArray.Create(1, 2, 0)),
            new FlattenLayer(),
            new DenseLayer(Units: 25, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new RegressorTask(Outputs: 25, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // a1 = relu(x·W1 + b1)   [examples×12]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(48, 96);
            var b1 = frame.Parameters(72, 12);
            var a1 = frame.Arena(0, 12);
            GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 6, n: 12);

            // t2 = a1 ∗ᵀ G1   [examples×4×4×4]
            var G1T_panels = frame.Shared(144, 432);
            var t2 = frame.Arena(12, 64);
            var convolution1 = new ConvolutionGeometry(height: 4, width: 4, channels: 4, outHeight: 2, outWidth: 2, outChannels: 3, kernelHeight: 3, kernelWidth: 3, strideY: 2, strideX: 2, padTop: 1, padLeft: 1);
            ConvolutionKernels.InputGradient(a1, G1T_panels, t2, images: examples, convolution1);

            // up1 = t2 + g1   [examples×4×4×4], in the place of t2
            var g1 = frame.Parameters(192, 4);
            var up1 = frame.Arena(12, 64);
            BinaryKernels.Add(t2, g1, up1, outer: examples * 16, middle: 4, inner: 1);

            // a2 = tanh(up1)   [examples×4×4×4], in the place of up1
            var a2 = frame.Arena(12, 64);
            ElementwiseKernels.Tanh(up1, a2);

            // r1 = resize(a2)   [examples×8×8×4]
            var r1 = frame.Arena(76, 256);
            ResizeKernels.Nearest(a2, r1, images: examples, height: 4, width: 4, channels: 4, outHeight: 8, outWidth: 8);

            // q1 = maxpool(r1)   [examples×6×7×4]
            var q1 = frame.Arena(332, 168);
            var pooling1 = PoolGeometry.Adaptive(height: 8, width: 8, channels: 4, outHeight: 6, outWidth: 7);
            PoolingKernels.Max(r1, q1, images: examples, pooling1);

            // r2 = resize(q1)   [examples×5×5×4]
            var r2 = frame.Arena(500, 100);
            ResizeKernels.Bilinear(q1, r2, images: examples, height: 6, width: 7, channels: 4, outHeight: 5, outWidth: 5);

            // t3 = permute(r2, (2, 0, 1))   [examples×4×5×5]
            var t3 = frame.Arena(332, 100);
            SelectionKernels.Permute(r2, t3, rows: examples, shape: [5, 5, 4], order: [2, 0, 1]);

            // q2 = avgpool(t3)   [examples×1×5×5]
            var q2 = frame.Arena(432, 25);
            var pooling2 = PoolGeometry.Adaptive(height: 4, width: 5, channels: 5, outHeight: 1, outWidth: 5);
            PoolingKernels.Average(t3, q2, images: examples, pooling2);

            // z2 = q2·W2 + b2   [examples×25]
            var W2_panels = frame.Shared(576, 800);
            var b2 = frame.Parameters(821, 25);
            var z2 = frame.Arena(332, 25);
            GemmKernels.MultiplyPackedBias(q2, W2_panels, b2, z2, m: examples, k: 25, n: 25);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // ∂s/∂z2 = 1   [examples×25]
            var ds_dz2 = frame.Arena(357, 25);
            ElementwiseKernels.Fill(ds_dz2, 1f);

            // ∂s/∂q2 = ∂s/∂z2·W2ᵀ   [examples×25]
            var W2T_panels = frame.Shared(1376, 800);
            var ds_dq2 = frame.Arena(382, 25);
            GemmKernels.MultiplyPacked(ds_dz2, W2T_panels, ds_dq2, m: examples, k: 25, n: 25, accumulate: false);

            // t7 = avgpoolᵀ(∂s/∂q2)   [examples×4×5×5]
            var t7 = frame.Arena(457, 100);
            PoolingKernels.AvgPoolBackward(ds_dq2, t7, images: examples, pooling2);

            // ∂s/∂r2 = permute(t7, (1, 2, 0))   [examples×5×5×4]
            var ds_dr2 = frame.Arena(557, 100);
            SelectionKernels.Permute(t7, ds_dr2, rows: examples, shape: [4, 5, 5], order: [1, 2, 0]);

            // ∂s/∂q1 = resizebackward(∂s/∂r2)   [examples×6×7×4]
            var ds_dq1 = frame.Arena(657, 168);
            ResizeKernels.BilinearBackward(ds_dr2, ds_dq1, images: examples, height: 6, width: 7, channels: 4, outHeight: 5, outWidth: 5);

            // ∂s/∂r1 = ∂s/∂q1 at argmax(r1)   [examples×8×8×4]
            var ds_dr1 = frame.Arena(825, 256);
            PoolingKernels.MaxPoolBackward(r1, ds_dq1, ds_dr1, images: examples, pooling1);

            // ∂s/∂a2 = resizebackward(∂s/∂r1)   [examples×4×4×4]
            var ds_da2 = frame.Arena(457, 64);
            ResizeKernels.NearestBackward(ds_dr1, ds_da2, images: examples, height: 4, width: 4, channels: 4, outHeight: 8, outWidth: 8);

            // t8 = a2²   [examples×4×4×4]
            var t8 = frame.Arena(521, 64);
            ElementwiseKernels.Square(a2, t8);

            // t9 = 1 − t8   [examples×4×4×4], in the place of t8
            var t9 = frame.Arena(521, 64);
            ElementwiseKernels.Affine(t8, t9, scale: -1f, shift: 1f);

            // ∂s/∂up1 = ∂s/∂a2 ⊙ t9   [examples×4×4×4]
            var ds_dup1 = frame.Arena(585, 64);
            BinaryKernels.Multiply(ds_da2, t9, ds_dup1);

            // ∂s/∂a1 = ∂s/∂up1 ∗ G1   [examples×2×2×3]
            var G1_panels = frame.Shared(2176, 576);
            var ds_da1 = frame.Arena(382, 12);
            ConvolutionKernels.Forward(ds_dup1, G1_panels, ds_da1, images: examples, convolution1);

            // ∂s/∂z1 = ∂s/∂a1 ⊙ [a1 > 0]   [examples×12], in the place of ∂s/∂a1
            var ds_dz1 = frame.Arena(382, 12);
            ElementwiseKernels.ReluBackward(a1, ds_da1, ds_dz1, below: 0f);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [examples×6]
            var W1T_panels = frame.Shared(2752, 192);
            var ds_dx = frame.Arena(394, 6);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: examples, k: 12, n: 6, accumulate: false);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Explanation penalty

            // explanation = λ₁ ⊙ t11   []
            var lambda1 = frame.Setting(1);
            var t11 = frame.Sum(846, 1);
            var explanation = frame.Shared(32, 1);
            BinaryKernels.Multiply(lambda1, t11, explanation);

            // ── Loss: the sum of its terms

            // L = task + explanation   []
            var task = frame.Sum(847, 1);
            var L = frame.Shared(16, 1);
            BinaryKernels.Add(task, explanation, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂b2 = 2·t20   [25]
            var t20 = frame.Sum(821, 25);
            var dL_db2 = frame.Sum(821, 25);
            ElementwiseKernels.Affine(t20, dL_db2, scale: 2f, shift: 0f);
        }

