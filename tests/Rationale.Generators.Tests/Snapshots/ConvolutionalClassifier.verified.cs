// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "ConvolutionalClassifier",
        InputShape: EquatableArray.Create(8, 8, 1),
        Layers: EquatableArray.Create<Layer>(
            new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new MaxPoolLayer(Window: new Window(Height: 2, Width: 2, Stride: 2, Padding: 0, Dilation: 1)),
            new ReluLayer(),
            new ConvLayer(Filters: 6, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 0, Dilation: 1), Groups: 2, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new FlattenLayer(),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 10, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Tile
        /// <summary>All that is computed for the examples of one tile.</summary>
        public override void Tile(int pass, Frame frame)
        {
            var examples = frame.Examples;

            // ── Forward pass

            // u1 = x ∗ F1 + c1   [examples×8×8×4]
            var x = frame.Input(0); // features
            var F1_panels = frame.Shared(64, 144);
            var c1 = frame.Parameters(36, 4);
            var u1 = frame.Arena(0, 256);
            var convolution1 = new ConvolutionGeometry(height: 8, width: 8, channels: 1, outHeight: 8, outWidth: 8, outChannels: 4, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1);
            ConvolutionKernels.ForwardBias(x, F1_panels, c1, u1, images: examples, convolution1);

            // q1 = maxpool(u1)   [examples×4×4×4]
            var q1 = frame.Arena(256, 64);
            var pooling1 = new PoolGeometry(height: 8, width: 8, channels: 4, outHeight: 4, outWidth: 4, kernelHeight: 2, kernelWidth: 2, strideY: 2, strideX: 2);
            PoolingKernels.Max(u1, q1, images: examples, pooling1);

            // a1 = relu(q1)   [examples×4×4×4], in the place of q1
            var a1 = frame.Arena(256, 64);
            ElementwiseKernels.Relu(q1, a1);

            // a2 = relu(a1 ∗ F2 + c2)   [examples×2×2×6]
            var F2_panels = frame.Shared(208, 576);
            var c2 = frame.Parameters(148, 6);
            var a2 = frame.Arena(320, 24);
            var convolution2 = new ConvolutionGeometry(height: 4, width: 4, channels: 4, outHeight: 2, outWidth: 2, outChannels: 6, kernelHeight: 3, kernelWidth: 3, groups: 2);
            ConvolutionKernels.ForwardBiasRelu(a1, F2_panels, c2, a2, images: examples, convolution2);

            // z1 = a2·W1 + b1   [examples×3]
            var W1_panels = frame.Shared(784, 384);
            var b1 = frame.Parameters(226, 3);
            var z1 = frame.Arena(344, 3);
            GemmKernels.MultiplyPackedBias(a2, W1_panels, b1, z1, m: examples, k: 24, n: 3);

            // ── Task loss

            // y = onehot(labels)   [examples×3]
            var labels = frame.Labels;
            var y = frame.Arena(347, 3);
            SelectionKernels.OneHot(labels, y, rows: examples, classes: 3);

            // log p = log softmax(z1)   [examples×3], in the place of z1
            var log_p = frame.Arena(344, 3);
            SoftmaxKernels.LogProbabilities(z1, log_p, rows: examples, classes: 3);

            // t4 = y ⊙ (log p)   [examples×3]
            var t4 = frame.Arena(350, 3);
            BinaryKernels.Multiply(y, log_p, t4);

            // t5 += Σ t4   []
            var t5 = frame.Sum(230, 1);
            ReduceKernels.Sum(t4, t5, outer: examples * 3, middle: 1, inner: 1, accumulate: true);

            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(344, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z1 = 1 − 3·p   [examples×3]
            var ds_dz1 = frame.Arena(350, 3);
            ElementwiseKernels.Affine(p, ds_dz1, scale: -3f, shift: 1f);

            // ∂s/∂a2 = ∂s/∂z1·W1ᵀ   [examples×24]
            var W1T_panels = frame.Shared(1168, 96);
            var ds_da2 = frame.Arena(353, 24);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_da2, m: examples, k: 3, n: 24, accumulate: false);

            // ∂s/∂u2 = ∂s/∂a2 ⊙ [a2 > 0]   [examples×2×2×6], in the place of ∂s/∂a2
            var ds_du2 = frame.Arena(353, 24);
            ElementwiseKernels.ReluBackward(a2, ds_da2, ds_du2, below: 0f);

            // ∂s/∂q1 = ∂s/∂u2 ∗ᵀ F2 ⊙ [a1 > 0]   [examples×4×4×4]
            var F2T_panels = frame.Shared(1264, 864);
            var ds_dq1 = frame.Arena(377, 64);
            ConvolutionKernels.InputGradientReluBackward(ds_du2, F2T_panels, a1, ds_dq1, images: examples, convolution2, below: 0f);

            // ∂s/∂x = (∂s/∂q1 at argmax(u1)) ∗ᵀ F1   [examples×8×8×1]
            var padded_F1 = frame.Shared(2128, 160);
            var ds_dx = frame.Arena(441, 64);
            PooledConvolutionKernels.InputGradient(u1, ds_dq1, padded_F1, ds_dx, images: examples, convolution1, pooling1);

            // ── Explanation penalty

            // g = A ⊙ ∂s/∂x   [examples×8×8×1], in the place of ∂s/∂x
            var A = frame.Input(1); // annotations
            var g = frame.Arena(441, 64);
            BinaryKernels.Multiply(A, ds_dx, g);

            // t7 += Σ g²   []
            var t7 = frame.Sum(229, 1);
            ReduceKernels.SumOfSquares(g, t7, accumulate: true);

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂g = t8 ⊙ g   [examples×8×8×1], in the place of g
            var t8 = frame.Shared(0, 1);
            var dL_dg = frame.Arena(441, 64);
            BinaryKernels.Multiply(t8, g, dL_dg, outer: examples * 64, middle: 1, inner: 1, broadcastLeft: true);

            // ∂L/∂(∂s/∂x) = ∂L/∂g ⊙ A   [examples×8×8×1], in the place of ∂L/∂g
            var dL_dds_dx = frame.Arena(441, 64);
            BinaryKernels.Multiply(dL_dg, A, dL_dds_dx);

            // ∂L/∂F1 += ∂L/∂(∂s/∂x) ⋆ (∂s/∂q1 at argmax(u1))   [3×3×1×4]
            var dL_dF1 = frame.Sum(0, 36);
            PooledConvolutionKernels.WeightGradient(u1, ds_dq1, dL_dds_dx, dL_dF1, images: examples, convolution1, pooling1, accumulate: true);

            // ∂L/∂(∂s/∂u1) = ∂L/∂(∂s/∂x) ∗ F1   [examples×8×8×4]
            var dL_dds_du1 = frame.Arena(505, 256);
            ConvolutionKernels.Forward(dL_dds_dx, F1_panels, dL_dds_du1, images: examples, convolution1);

            // ∂L/∂(∂s/∂q1) = ∂L/∂(∂s/∂u1)[argmax(u1)]   [examples×4×4×4]
            var dL_dds_dq1 = frame.Arena(377, 64);
            PoolingKernels.MaxPoolGather(u1, dL_dds_du1, dL_dds_dq1, images: examples, pooling1);

            // ∂L/∂(∂s/∂a1) = ∂L/∂(∂s/∂q1) ⊙ [a1 > 0]   [examples×4×4×4], in the place of ∂L/∂(∂s/∂q1)
            var dL_dds_da1 = frame.Arena(377, 64);
            ElementwiseKernels.ReluBackward(a1, dL_dds_dq1, dL_dds_da1, below: 0f);

            // ∂L/∂F2 += ∂L/∂(∂s/∂a1) ⋆ ∂s/∂u2   [2×3×3×2×3]
            var dL_dF2 = frame.Sum(40, 108);
            ConvolutionKernels.WeightGradient(dL_dds_da1, ds_du2, dL_dF2, images: examples, convolution2, accumulate: true);

            // ∂L/∂(∂s/∂a2) = ∂L/∂(∂s/∂a1) ∗ F2 ⊙ [a2 > 0]   [examples×2×2×6]
            var dL_dds_da2 = frame.Arena(353, 24);
            ConvolutionKernels.ForwardReluBackward(dL_dds_da1, F2_panels, a2, dL_dds_da2, images: examples, convolution2, below: 0f);

            // ∂L/∂W1 += (∂L/∂(∂s/∂a2))ᵀ·∂s/∂z1   [24×3]
            var dL_dW1 = frame.Sum(154, 72);
            GemmKernels.MultiplyTransposedLeft(dL_dds_da2, ds_dz1, dL_dW1, m: 24, k: examples, n: 3, accumulate: true);

            // ∂L/∂(∂s/∂z1) = ∂L/∂(∂s/∂a2)·W1   [examples×3]
            var dL_dds_dz1 = frame.Arena(350, 3);
            GemmKernels.MultiplyPacked(dL_dds_da2, W1_panels, dL_dds_dz1, m: examples, k: 24, n: 3, accumulate: false);

            // t12 = ∂L/∂(∂s/∂z1) ⊙ p   [examples×3], in the place of ∂L/∂(∂s/∂z1)
            var t12 = frame.Arena(350, 3);
            BinaryKernels.Multiply(dL_dds_dz1, p, t12);

            // t13 = −3·t12   [examples×3], in the place of t12
            var t13 = frame.Arena(350, 3);
            ElementwiseKernels.Affine(t12, t13, scale: -3f, shift: 0f);

            // ∂L/∂log p = t13 − y   [examples×3], in the place of t13
            var dL_dlog_p = frame.Arena(350, 3);
            BinaryKernels.Subtract(t13, y, dL_dlog_p);

            // t14 = Σ (∂L/∂log p)   [examples×1]
            var t14 = frame.Arena(347, 1);
            ReduceKernels.Sum(dL_dlog_p, t14, outer: 1, middle: examples, inner: 3, accumulate: false);

            // t15 = p ⊙ t14   [examples×3], in the place of p
            var t15 = frame.Arena(344, 3);
            BinaryKernels.Multiply(p, t14, t15, outer: 1, middle: examples, inner: 3);

            // ∂L/∂z1 = ∂L/∂log p − t15   [examples×3], in the place of ∂L/∂log p
            var dL_dz1 = frame.Arena(350, 3);
            BinaryKernels.Subtract(dL_dlog_p, t15, dL_dz1);

            // ∂L/∂b1 += Σ ∂L/∂z1   [3]
            var dL_db1 = frame.Sum(226, 3);
            ReduceKernels.Sum(dL_dz1, dL_db1, outer: examples, middle: 3, inner: 1, accumulate: true);

            // ∂L/∂W1 += a2ᵀ·∂L/∂z1   [24×3]
            GemmKernels.MultiplyTransposedLeft(a2, dL_dz1, dL_dW1, m: 24, k: examples, n: 3, accumulate: true);

            // ∂L/∂a2 = ∂L/∂z1·W1ᵀ   [examples×24]
            var dL_da2 = frame.Arena(353, 24);
            GemmKernels.MultiplyPacked(dL_dz1, W1T_panels, dL_da2, m: examples, k: 3, n: 24, accumulate: false);

            // ∂L/∂u2 = ∂L/∂a2 ⊙ [a2 > 0]   [examples×2×2×6], in the place of ∂L/∂a2
            var dL_du2 = frame.Arena(353, 24);
            ElementwiseKernels.ReluBackward(a2, dL_da2, dL_du2, below: 0f);

            // ∂L/∂c2 += Σ ∂L/∂u2   [6]
            var dL_dc2 = frame.Sum(148, 6);
            ReduceKernels.Sum(dL_du2, dL_dc2, outer: examples * 4, middle: 6, inner: 1, accumulate: true);

            // ∂L/∂F2 += a1 ⋆ ∂L/∂u2   [2×3×3×2×3]
            ConvolutionKernels.WeightGradient(a1, dL_du2, dL_dF2, images: examples, convolution2, accumulate: true);

            // ∂L/∂q1 = ∂L/∂u2 ∗ᵀ F2 ⊙ [a1 > 0]   [examples×4×4×4]
            var dL_dq1 = frame.Arena(377, 64);
            ConvolutionKernels.InputGradientReluBackward(dL_du2, F2T_panels, a1, dL_dq1, images: examples, convolution2, below: 0f);

            // ∂L/∂c1 += Σ ∂L/∂q1   [4]
            var dL_dc1 = frame.Sum(36, 4);
            ReduceKernels.Sum(dL_dq1, dL_dc1, outer: examples * 16, middle: 4, inner: 1, accumulate: true);

            // ∂L/∂F1 += x ⋆ (∂L/∂q1 at argmax(u1))   [3×3×1×4]
            PooledConvolutionKernels.WeightGradient(u1, dL_dq1, x, dL_dF1, images: examples, convolution1, pooling1, accumulate: true);
        }

