// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Relu].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Weight penalty</term> <description>weights = λ₂ Σ θ² + λ₃ Σ |θ|: [WeightPenalty], λ₂ = 0.01, λ₃ = 0.001.</description></item>
    /// <item><term>Gradient</term> <description>the gradient of L = task + weights with respect to every parameter.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 4)],
            Settings: ["batchSize", "weights.L1", "weights.L2"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 400), new TotalLayout("weights", Region.Shared, 224), new TotalLayout("loss", Region.Shared, 208)],
            Passes: [[new SumRange(0, 43), new SumRange(43, 1)]],
            Parameters: 43,
            Accumulators: 44,
            Shared: 608,
            TileWidth: 14);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = −t4   []
            var t4 = frame.Sum(43, 1);
            var task = frame.Shared(400, 1);
            ElementwiseKernels.Affine(t4, task, scale: -1f, shift: 0f);

            // ── Weight penalty

            // t6 = Σ θ²   []
            var theta = frame.Parameters(0, 43);
            var t6 = frame.Shared(336, 1);
            ReduceKernels.SumOfSquares(theta, t6, accumulate: false);

            // t7 = λ₂ ⊙ t6   []
            var lambda2 = frame.Setting(2);
            var t7 = frame.Shared(320, 1);
            BinaryKernels.Multiply(lambda2, t6, t7);

            // t8 = |θ|   [43]
            var t8 = frame.Shared(272, 43);
            ElementwiseKernels.Abs(theta, t8);

            // t9 = Σ t8   []
            var t9 = frame.Shared(256, 1);
            ReduceKernels.Sum(t8, t9, outer: 43, middle: 1, inner: 1, accumulate: false);

            // t10 = λ₃ ⊙ t9   []
            var lambda3 = frame.Setting(1);
            var t10 = frame.Shared(240, 1);
            BinaryKernels.Multiply(lambda3, t9, t10);

            // weights = t7 + t10   []
            var weights = frame.Shared(224, 1);
            BinaryKernels.Add(t7, t10, weights);

            // ── Loss: the sum of its terms

            // L = weights − t4   []
            var L = frame.Shared(208, 1);
            BinaryKernels.Subtract(weights, t4, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // t11 = sign(θ)   [43]
            var t11 = frame.Shared(160, 43);
            ElementwiseKernels.Sign(theta, t11);

            // t12 = λ₃ ⊙ t11   [43]
            var t12 = frame.Shared(112, 43);
            BinaryKernels.Multiply(lambda3, t11, t12, outer: 43, middle: 1, inner: 1, broadcastLeft: true);

            // t13 = 2·λ₂   []
            var t13 = frame.Shared(96, 1);
            ElementwiseKernels.Affine(lambda2, t13, scale: 2f, shift: 0f);

            // t14 = t13 ⊙ θ   [43]
            var t14 = frame.Shared(48, 43);
            BinaryKernels.Multiply(t13, theta, t14, outer: 43, middle: 1, inner: 1, broadcastLeft: true);

            // ∂L/∂θ = t12 + t14   [43]
            var dL_dtheta = frame.Shared(0, 43);
            BinaryKernels.Add(t12, t14, dL_dtheta);

            // gradients += ∂L/∂θ   [43]
            var gradients = frame.Sum(0, 43);
            ElementwiseKernels.AddInto(dL_dtheta, gradients);
        }

