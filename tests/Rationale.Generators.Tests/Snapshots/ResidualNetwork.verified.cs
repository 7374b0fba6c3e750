// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "ResidualNetwork",
        InputShape: EquatableArray.Create(6, 6, 2),
        Layers: EquatableArray.Create<Layer>(
            new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new ResidualLayer(Block: "Same", Layers: EquatableArray.Create<Layer>(
                new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
                new ReluLayer(),
                new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault))),
            new ResidualLayer(Block: "Same", Layers: EquatableArray.Create<Layer>(
                new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
                new ReluLayer(),
                new ConvLayer(Filters: 4, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault))),
            new ReluLayer(),
            new ResidualLayer(Block: "Down", Layers: EquatableArray.Create<Layer>(
                new ConvLayer(Filters: 6, Window: new Window(Height: 3, Width: 3, Stride: 2, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
                new ReluLayer(),
                new ResidualLayer(Block: "Inner", Layers: EquatableArray.Create<Layer>(
                    new ConvLayer(Filters: 6, Window: new Window(Height: 1, Width: 1, Stride: 1, Padding: 0, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
                    new TanhLayer())))),
            new ReluLayer(),
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

            // a1 = relu(x ∗ F1 + c1)   [examples×6×6×4]
            var x = frame.Input(0); // features
            var F1_panels = frame.Shared(64, 288);
            var c1 = frame.Parameters(72, 4);
            var a1 = frame.Arena(0, 144);
            var convolution1 = new ConvolutionGeometry(height: 6, width: 6, channels: 2, outHeight: 6, outWidth: 6, outChannels: 4, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1);
            ConvolutionKernels.ForwardBiasRelu(x, F1_panels, c1, a1, images: examples, convolution1);

            // a2 = relu(a1 ∗ F2 + c2)   [examples×6×6×4]
            var F2_panels = frame.Shared(352, 576);
            var c2 = frame.Parameters(220, 4);
            var a2 = frame.Arena(144, 144);
            var convolution2 = new ConvolutionGeometry(height: 6, width: 6, channels: 4, outHeight: 6, outWidth: 6, outChannels: 4, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1);
            ConvolutionKernels.ForwardBiasRelu(a1, F2_panels, c2, a2, images: examples, convolution2);

            // u3 = a2 ∗ F3 + c3   [examples×6×6×4]
            var F3_panels = frame.Shared(928, 576);
            var c3 = frame.Parameters(368, 4);
            var u3 = frame.Arena(288, 144);
            ConvolutionKernels.ForwardBias(a2, F3_panels, c3, u3, images: examples, convolution2);

            // r1 = u3 + a1   [examples×6×6×4], in the place of u3
            var r1 = frame.Arena(288, 144);
            BinaryKernels.Add(u3, a1, r1);

            // a3 = relu(r1 ∗ F4 + c4)   [examples×6×6×4]
            var F4_panels = frame.Shared(1504, 576);
            var c4 = frame.Parameters(516, 4);
            var a3 = frame.Arena(432, 144);
            ConvolutionKernels.ForwardBiasRelu(r1, F4_panels, c4, a3, images: examples, convolution2);

            // u5 = a3 ∗ F5 + c5   [examples×6×6×4]
            var F5_panels = frame.Shared(2080, 576);
            var c5 = frame.Parameters(664, 4);
            var u5 = frame.Arena(576, 144);
            ConvolutionKernels.ForwardBias(a3, F5_panels, c5, u5, images: examples, convolution2);

            // r2 = u5 + r1   [examples×6×6×4], in the place of u5
            var r2 = frame.Arena(576, 144);
            BinaryKernels.Add(u5, r1, r2);

            // a4 = relu(r2)   [examples×6×6×4], in the place of r2
            var a4 = frame.Arena(576, 144);
            ElementwiseKernels.Relu(r2, a4);

            // a5 = relu(a4 ∗ F6 + c6)   [examples×3×3×6]
            var F6_panels = frame.Shared(2656, 576);
            var c6 = frame.Parameters(884, 6);
            var a5 = frame.Arena(720, 54);
            var convolution3 = new ConvolutionGeometry(height: 6, width: 6, channels: 4, outHeight: 3, outWidth: 3, outChannels: 6, kernelHeight: 3, kernelWidth: 3, strideY: 2, strideX: 2, padTop: 1, padLeft: 1);
            ConvolutionKernels.ForwardBiasRelu(a4, F6_panels, c6, a5, images: examples, convolution3);

            // u7 = a5 ∗ F7 + c7   [examples×3×3×6]
            var F7_panels = frame.Shared(3232, 96);
            var c7 = frame.Parameters(926, 6);
            var u7 = frame.Arena(774, 54);
            var convolution4 = new ConvolutionGeometry(height: 3, width: 3, channels: 6, outHeight: 3, outWidth: 3, outChannels: 6, kernelHeight: 1, kernelWidth: 1);
            ConvolutionKernels.ForwardBias(a5, F7_panels, c7, u7, images: examples, convolution4);

            // a6 = tanh(u7)   [examples×3×3×6], in the place of u7
            var a6 = frame.Arena(774, 54);
            ElementwiseKernels.Tanh(u7, a6);

            // r3 = a6 + a5   [examples×3×3×6]
            var r3 = frame.Arena(828, 54);
            BinaryKernels.Add(a6, a5, r3);

            // u8 = a4 ∗ F8   [examples×3×3×6]
            var F8_panels = frame.Shared(3328, 64);
            var u8 = frame.Arena(882, 54);
            var convolution5 = new ConvolutionGeometry(height: 6, width: 6, channels: 4, outHeight: 3, outWidth: 3, outChannels: 6, kernelHeight: 1, kernelWidth: 1, strideY: 2, strideX: 2);
            ConvolutionKernels.Forward(a4, F8_panels, u8, images: examples, convolution5);

            // r4 = r3 + u8   [examples×3×3×6], in the place of r3
            var r4 = frame.Arena(828, 54);
            BinaryKernels.Add(r3, u8, r4);

            // a7 = relu(r4)   [examples×3×3×6], in the place of r4
            var a7 = frame.Arena(828, 54);
            ElementwiseKernels.Relu(r4, a7);

            // q1 = avgpool(a7)   [examples×1×1×6]
            var q1 = frame.Arena(882, 6);
            var pooling1 = new PoolGeometry(height: 3, width: 3, channels: 6, outHeight: 1, outWidth: 1, kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1);
            PoolingKernels.Average(a7, q1, images: examples, pooling1);

            // z1 = q1·W1 + b1   [examples×3]
            var W1_panels = frame.Shared(3392, 96);
            var b1 = frame.Parameters(974, 3);
            var z1 = frame.Arena(888, 3);
            GemmKernels.MultiplyPackedBias(q1, W1_panels, b1, z1, m: examples, k: 6, n: 3);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(888, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z1 = 1 − 3·p   [examples×3]
            var ds_dz1 = frame.Arena(894, 3);
            ElementwiseKernels.Affine(p, ds_dz1, scale: -3f, shift: 1f);

            // ∂s/∂q1 = ∂s/∂z1·W1ᵀ   [examples×6]
            var W1T_panels = frame.Shared(3488, 48);
            var ds_dq1 = frame.Arena(897, 6);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dq1, m: examples, k: 3, n: 6, accumulate: false);

            // ∂s/∂a7 = avgpoolᵀ(∂s/∂q1)   [examples×3×3×6]
            var ds_da7 = frame.Arena(903, 54);
            PoolingKernels.AvgPoolBackward(ds_dq1, ds_da7, images: examples, pooling1);

            // ∂s/∂r4 = ∂s/∂a7 ⊙ [a7 > 0]   [examples×3×3×6], in the place of ∂s/∂a7
            var ds_dr4 = frame.Arena(903, 54);
            ElementwiseKernels.ReluBackward(a7, ds_da7, ds_dr4, below: 0f);

            // t11 = ∂s/∂r4 ∗ᵀ F8   [examples×6×6×4]
            var F8T_panels = frame.Shared(3536, 96);
            var t11 = frame.Arena(957, 144);
            ConvolutionKernels.InputGradient(ds_dr4, F8T_panels, t11, images: examples, convolution5);

            // t12 = a6²   [examples×3×3×6]
            var t12 = frame.Arena(1101, 54);
            ElementwiseKernels.Square(a6, t12);

            // t13 = 1 − t12   [examples×3×3×6], in the place of t12
            var t13 = frame.Arena(1101, 54);
            ElementwiseKernels.Affine(t12, t13, scale: -1f, shift: 1f);

            // ∂s/∂u7 = ∂s/∂r4 ⊙ t13   [examples×3×3×6]
            var ds_du7 = frame.Arena(1155, 54);
            BinaryKernels.Multiply(ds_dr4, t13, ds_du7);

            // t14 = ∂s/∂u7 ∗ᵀ F7   [examples×3×3×6]
            var F7T_panels = frame.Shared(3632, 96);
            var t14 = frame.Arena(1209, 54);
            ConvolutionKernels.InputGradient(ds_du7, F7T_panels, t14, images: examples, convolution4);

            // ∂s/∂a5 = ∂s/∂r4 + t14   [examples×3×3×6], in the place of t14
            var ds_da5 = frame.Arena(1209, 54);
            BinaryKernels.Add(ds_dr4, t14, ds_da5);

            // ∂s/∂u6 = ∂s/∂a5 ⊙ [a5 > 0]   [examples×3×3×6], in the place of ∂s/∂a5
            var ds_du6 = frame.Arena(1209, 54);
            ElementwiseKernels.ReluBackward(a5, ds_da5, ds_du6, below: 0f);

            // t15 = ∂s/∂u6 ∗ᵀ F6   [examples×6×6×4]
            var F6T_panels = frame.Shared(3728, 864);
            var t15 = frame.Arena(1263, 144);
            ConvolutionKernels.InputGradient(ds_du6, F6T_panels, t15, images: examples, convolution3);

            // ∂s/∂a4 = t11 + t15   [examples×6×6×4], in the place of t11
            var ds_da4 = frame.Arena(957, 144);
            BinaryKernels.Add(t11, t15, ds_da4);

            // ∂s/∂r2 = ∂s/∂a4 ⊙ [a4 > 0]   [examples×6×6×4], in the place of ∂s/∂a4
            var ds_dr2 = frame.Arena(957, 144);
            ElementwiseKernels.ReluBackward(a4, ds_da4, ds_dr2, below: 0f);

            // ∂s/∂u4 = ∂s/∂r2 ∗ᵀ F5 ⊙ [a3 > 0]   [examples×6×6×4]
            var F5T_panels = frame.Shared(4592, 576);
            var ds_du4 = frame.Arena(1263, 144);
            ConvolutionKernels.InputGradientReluBackward(ds_dr2, F5T_panels, a3, ds_du4, images: examples, convolution2, below: 0f);

            // t16 = ∂s/∂u4 ∗ᵀ F4   [examples×6×6×4]
            var F4T_panels = frame.Shared(5168, 576);
            var t16 = frame.Arena(1407, 144);
            ConvolutionKernels.InputGradient(ds_du4, F4T_panels, t16, images: examples, convolution2);

            // ∂s/∂r1 = ∂s/∂r2 + t16   [examples×6×6×4], in the place of t16
            var ds_dr1 = frame.Arena(1407, 144);
            BinaryKernels.Add(ds_dr2, t16, ds_dr1);

            // ∂s/∂u2 = ∂s/∂r1 ∗ᵀ F3 ⊙ [a2 > 0]   [examples×6×6×4]
            var F3T_panels = frame.Shared(5744, 576);
            var ds_du2 = frame.Arena(1551, 144);
            ConvolutionKernels.InputGradientReluBackward(ds_dr1, F3T_panels, a2, ds_du2, images: examples, convolution2, below: 0f);

            // t17 = ∂s/∂u2 ∗ᵀ F2   [examples×6×6×4]
            var F2T_panels = frame.Shared(6320, 576);
            var t17 = frame.Arena(1695, 144);
            ConvolutionKernels.InputGradient(ds_du2, F2T_panels, t17, images: examples, convolution2);

            // ∂s/∂a1 = ∂s/∂r1 + t17   [examples×6×6×4], in the place of t17
            var ds_da1 = frame.Arena(1695, 144);
            BinaryKernels.Add(ds_dr1, t17, ds_da1);

            // ∂s/∂u1 = ∂s/∂a1 ⊙ [a1 > 0]   [examples×6×6×4], in the place of ∂s/∂a1
            var ds_du1 = frame.Arena(1695, 144);
            ElementwiseKernels.ReluBackward(a1, ds_da1, ds_du1, below: 0f);

            // ∂s/∂x = ∂s/∂u1 ∗ᵀ F1   [examples×6×6×2]
            var F1T_panels = frame.Shared(6896, 576);
            var ds_dx = frame.Arena(1839, 72);
            ConvolutionKernels.InputGradient(ds_du1, F1T_panels, ds_dx, images: examples, convolution1);

