// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "ConvolutionForms",
        InputShape: EquatableArray.Create(9, 7, 2),
        Layers: EquatableArray.Create<Layer>(
            new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 2, Padding: 2, Dilation: 2), Groups: 1, Bias: false, Initialization: Initialization.PyTorchDefault),
            new TanhLayer(),
            new ConvLayer(Filters: 4, Window: new Window(Height: 2, Width: 2, Stride: 1, Padding: 0, Dilation: 1), Groups: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
            new SiluLayer(),
            new MaxPoolLayer(Window: new Window(Height: 2, Width: 2, Stride: 1, Padding: 1, Dilation: 1)),
            new ConvLayer(Filters: 3, Window: new Window(Height: 1, Width: 1, Stride: 1, Padding: 0, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new AveragePoolLayer(Window: new Window(Height: 2, Width: 2, Stride: 1, Padding: 0, Dilation: 1)),
            new GlobalAveragePoolLayer(),
            new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L1, Reduction: Reduction.Normalized),
            new WeightPenalty(L2: 0.01, L1: 0)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Training/Prologue
        /// <summary>What does not depend on the examples, before the first pass.</summary>
        public override void Prologue(Frame frame)
        {
            // ── Explanation penalty

            // t18 = 1   []
            var t18 = frame.Shared(400, 1);
            ElementwiseKernels.Fill(t18, 1f);

            // ── Weights as the panels that products read

            // F1 panels   [288], 16 columns a panel
            var F1 = frame.Parameters(0, 72);
            var F1_panels = frame.Shared(448, 288);
            var convolution1 = new ConvolutionGeometry(height: 9, width: 7, channels: 2, outHeight: 5, outWidth: 4, outChannels: 4, kernelHeight: 3, kernelWidth: 3, strideY: 2, strideX: 2, padTop: 2, padLeft: 2, dilationY: 2, dilationX: 2);
            ConvolutionKernels.Pack(F1, F1_panels, convolution1);

            // F2 panels = panels of F2   [16]
            var F2 = frame.Parameters(72, 16);
            var F2_panels = frame.Shared(736, 16);
            var convolution2 = new ConvolutionGeometry(height: 5, width: 4, channels: 4, outHeight: 4, outWidth: 3, outChannels: 4, kernelHeight: 2, kernelWidth: 2, groups: 4);
            ConvolutionKernels.Pack(F2, F2_panels, convolution2);

            // F3 panels   [64], 16 columns a panel
            var F3 = frame.Parameters(92, 12);
            var F3_panels = frame.Shared(752, 64);
            var convolution3 = new ConvolutionGeometry(height: 5, width: 4, channels: 4, outHeight: 5, outWidth: 4, outChannels: 3, kernelHeight: 1, kernelWidth: 1);
            ConvolutionKernels.Pack(F3, F3_panels, convolution3);

            // W1 panels   [3×2], 16 columns a panel
            var W1 = frame.Parameters(107, 6);
            var W1_panels = frame.Shared(816, 48);
            GemmKernels.Pack(W1, W1_panels, k: 3, n: 2, transposed: false);

            // W1ᵀ panels   [2×3], 16 columns a panel
            var W1T_panels = frame.Shared(864, 32);
            GemmKernels.Pack(W1, W1T_panels, k: 2, n: 3, transposed: true);

            // F3ᵀ panels   [48], 16 columns a panel
            var F3T_panels = frame.Shared(896, 48);
            ConvolutionKernels.PackTransposed(F3, F3T_panels, convolution3);

            // F2ᵀ panels = panels of F2ᵀ   [16]
            var F2T_panels = frame.Shared(944, 16);
            ConvolutionKernels.PackTransposed(F2, F2T_panels, convolution2);

            // F1ᵀ panels   [576], 16 columns a panel
            var F1T_panels = frame.Shared(960, 576);
            ConvolutionKernels.PackTransposed(F1, F1T_panels, convolution1);
        }

// ======== Training/Pass1/Forward pass
            // ── Forward pass

            // u1 = x ∗ F1   [examples×5×4×4]
            var x = frame.Input(0); // features
            var F1_panels = frame.Shared(448, 288);
            var u1 = frame.Arena(0, 80);
            var convolution1 = new ConvolutionGeometry(height: 9, width: 7, channels: 2, outHeight: 5, outWidth: 4, outChannels: 4, kernelHeight: 3, kernelWidth: 3, strideY: 2, strideX: 2, padTop: 2, padLeft: 2, dilationY: 2, dilationX: 2);
            ConvolutionKernels.Forward(x, F1_panels, u1, images: examples, convolution1);

            // a1 = tanh(u1)   [examples×5×4×4], in the place of u1
            var a1 = frame.Arena(0, 80);
            ElementwiseKernels.Tanh(u1, a1);

            // u2 = a1 ∗ F2 + c2   [examples×4×3×4]
            var F2_panels = frame.Shared(736, 16);
            var c2 = frame.Parameters(88, 4);
            var u2 = frame.Arena(80, 48);
            var convolution2 = new ConvolutionGeometry(height: 5, width: 4, channels: 4, outHeight: 4, outWidth: 3, outChannels: 4, kernelHeight: 2, kernelWidth: 2, groups: 4);
            ConvolutionKernels.ForwardBias(a1, F2_panels, c2, u2, images: examples, convolution2);

            // t2 = σ(u2)   [examples×4×3×4]
            var t2 = frame.Arena(128, 48);
            ElementwiseKernels.Sigmoid(u2, t2);

            // a2 = u2 ⊙ t2   [examples×4×3×4]
            var a2 = frame.Arena(176, 48);
            BinaryKernels.Multiply(u2, t2, a2);

            // q1 = maxpool(a2)   [examples×5×4×4]
            var q1 = frame.Arena(224, 80);
            var pooling1 = new PoolGeometry(height: 4, width: 3, channels: 4, outHeight: 5, outWidth: 4, kernelHeight: 2, kernelWidth: 2, strideY: 1, strideX: 1, padTop: 1, padLeft: 1);
            PoolingKernels.Max(a2, q1, images: examples, pooling1);

            // u3 = q1 ∗ F3 + c3   [examples×5×4×3]
            var F3_panels = frame.Shared(752, 64);
            var c3 = frame.Parameters(104, 3);
            var u3 = frame.Arena(304, 60);
            var convolution3 = new ConvolutionGeometry(height: 5, width: 4, channels: 4, outHeight: 5, outWidth: 4, outChannels: 3, kernelHeight: 1, kernelWidth: 1);
            ConvolutionKernels.ForwardBias(q1, F3_panels, c3, u3, images: examples, convolution3);

            // q2 = avgpool(u3)   [examples×4×3×3]
            var q2 = frame.Arena(224, 36);
            var pooling2 = new PoolGeometry(height: 5, width: 4, channels: 3, outHeight: 4, outWidth: 3, kernelHeight: 2, kernelWidth: 2, strideY: 1, strideX: 1);
            PoolingKernels.Average(u3, q2, images: examples, pooling2);

            // q3 = avgpool(q2)   [examples×1×1×3]
            var q3 = frame.Arena(260, 3);
            var pooling3 = new PoolGeometry(height: 4, width: 3, channels: 3, outHeight: 1, outWidth: 1, kernelHeight: 4, kernelWidth: 3, strideY: 1, strideX: 1);
            PoolingKernels.Average(q2, q3, images: examples, pooling3);

            // z1 = q3·W1 + b1   [examples×2]
            var W1_panels = frame.Shared(816, 48);
            var b1 = frame.Parameters(113, 2);
            var z1 = frame.Arena(224, 2);
            GemmKernels.MultiplyPackedBias(q3, W1_panels, b1, z1, m: examples, k: 3, n: 2);

// ======== Training/Pass1/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×2], in the place of log p
            var p = frame.Arena(224, 2);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z1 = 1 − 2·p   [examples×2], in the place of p
            var ds_dz1 = frame.Arena(224, 2);
            ElementwiseKernels.Affine(p, ds_dz1, scale: -2f, shift: 1f);

            // ∂s/∂q3 = ∂s/∂z1·W1ᵀ   [examples×3]
            var W1T_panels = frame.Shared(864, 32);
            var ds_dq3 = frame.Arena(226, 3);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dq3, m: examples, k: 2, n: 3, accumulate: false);

            // ∂s/∂q2 = avgpoolᵀ(∂s/∂q3)   [examples×4×3×3]
            var ds_dq2 = frame.Arena(229, 36);
            PoolingKernels.AvgPoolBackward(ds_dq3, ds_dq2, images: examples, pooling3);

            // ∂s/∂u3 = avgpoolᵀ(∂s/∂q2)   [examples×5×4×3]
            var ds_du3 = frame.Arena(265, 60);
            PoolingKernels.AvgPoolBackward(ds_dq2, ds_du3, images: examples, pooling2);

            // ∂s/∂q1 = ∂s/∂u3 ∗ᵀ F3   [examples×5×4×4]
            var F3T_panels = frame.Shared(896, 48);
            var ds_dq1 = frame.Arena(325, 80);
            ConvolutionKernels.InputGradient(ds_du3, F3T_panels, ds_dq1, images: examples, convolution3);

            // ∂s/∂a2 = ∂s/∂q1 at argmax(a2)   [examples×4×3×4]
            var ds_da2 = frame.Arena(224, 48);
            PoolingKernels.MaxPoolBackward(a2, ds_dq1, ds_da2, images: examples, pooling1);

            // t7 = ∂s/∂a2 ⊙ t2   [examples×4×3×4]
            var t7 = frame.Arena(176, 48);
            BinaryKernels.Multiply(ds_da2, t2, t7);

            // t8 = ∂s/∂a2 ⊙ u2   [examples×4×3×4], in the place of ∂s/∂a2
            var t8 = frame.Arena(224, 48);
            BinaryKernels.Multiply(ds_da2, u2, t8);

            // t9 = t2²   [examples×4×3×4]
            var t9 = frame.Arena(80, 48);
            ElementwiseKernels.Square(t2, t9);

            // t10 = t2 − t9   [examples×4×3×4], in the place of t2
            var t10 = frame.Arena(128, 48);
            BinaryKernels.Subtract(t2, t9, t10);

            // t11 = t8 ⊙ t10   [examples×4×3×4], in the place of t8
            var t11 = frame.Arena(224, 48);
            BinaryKernels.Multiply(t8, t10, t11);

            // ∂s/∂u2 = t7 + t11   [examples×4×3×4], in the place of t7
            var ds_du2 = frame.Arena(176, 48);
            BinaryKernels.Add(t7, t11, ds_du2);

            // ∂s/∂a1 = ∂s/∂u2 ∗ᵀ F2   [examples×5×4×4]
            var F2T_panels = frame.Shared(944, 16);
            var ds_da1 = frame.Arena(80, 80);
            ConvolutionKernels.InputGradient(ds_du2, F2T_panels, ds_da1, images: examples, convolution2);

            // t12 = a1²   [examples×5×4×4], in the place of a1
            var t12 = frame.Arena(0, 80);
            ElementwiseKernels.Square(a1, t12);

            // t13 = 1 − t12   [examples×5×4×4], in the place of t12
            var t13 = frame.Arena(0, 80);
            ElementwiseKernels.Affine(t12, t13, scale: -1f, shift: 1f);

            // ∂s/∂u1 = ∂s/∂a1 ⊙ t13   [examples×5×4×4], in the place of ∂s/∂a1
            var ds_du1 = frame.Arena(80, 80);
            BinaryKernels.Multiply(ds_da1, t13, ds_du1);

            // ∂s/∂x = ∂s/∂u1 ∗ᵀ F1   [examples×9×7×2]
            var F1T_panels = frame.Shared(960, 576);
            var ds_dx = frame.Arena(160, 126);
            ConvolutionKernels.InputGradient(ds_du1, F1T_panels, ds_dx, images: examples, convolution1);

