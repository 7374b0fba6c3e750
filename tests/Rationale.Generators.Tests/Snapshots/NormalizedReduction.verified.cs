// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Relu].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), divided by the number of examples, the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = Σ log p, the sum of the log-probabilities of all classes: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ (A ⊙ ∂s/∂x)², divided by the number of annotated inputs, where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 1000)], λ₁ = 1000.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 4), new ValueLayout("annotations", 4)],
            Settings: ["batchSize", "explanation"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 144), new TotalLayout("explanation", Region.Shared, 80), new TotalLayout("loss", Region.Shared, 64)],
            Passes: [[new SumRange(43, 1), new SumRange(44, 1), new SumRange(45, 1)], [new SumRange(0, 43)]],
            Parameters: 43,
            Accumulators: 46,
            Shared: 448,
            TileWidth: 23);

// ======== Training/Prologue/Explanation penalty
            // ── Explanation penalty

            // t10 = 1   []
            var t10 = frame.Shared(112, 1);
            ElementwiseKernels.Fill(t10, 1f);

// ======== Training/Tile
        /// <summary>All that is computed for the examples of one tile.</summary>
        public override void Tile(int pass, Frame frame)
        {
            switch (pass)
            {
                case 0: Pass1(frame); break;
                default: Pass2(frame); break;
            }
        }

// ======== Training/Pass1/Explanation penalty
            // ── Explanation penalty

            // t9 += Σ A   []
            var A = frame.Input(1); // annotations
            var t9 = frame.Sum(43, 1);
            ReduceKernels.Sum(A, t9, outer: examples * 4, middle: 1, inner: 1, accumulate: true);

// ======== Training/Pass1/Explanation penalty
            // ── Explanation penalty

            // g = A ⊙ ∂s/∂x   [examples×4], in the place of ∂s/∂x
            var g = frame.Arena(0, 4);
            BinaryKernels.Multiply(A, ds_dx, g);

            // t7 += Σ g²   []
            var t7 = frame.Sum(44, 1);
            ReduceKernels.SumOfSquares(g, t7, accumulate: true);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            switch (pass)
            {
                case 0: AfterPass1(frame); break;
                default: AfterPass2(frame); break;
            }
        }

// ======== Training/AfterPass1
        // After pass 1 of 2: outer gradient, up to t14 = 2·t13   []
        private static void AfterPass1(Frame frame)
        {
            // ── Explanation penalty

            // t11 = maximum(t9, t10)   []
            var t9 = frame.Sum(43, 1);
            var t10 = frame.Shared(112, 1);
            var t11 = frame.Shared(96, 1);
            BinaryKernels.Maximum(t9, t10, t11);

            // ── Outer gradient: of the loss with respect to the parameters

            // t12 = 1 / t11   []
            var t12 = frame.Shared(48, 1);
            ElementwiseKernels.Reciprocal(t11, t12);

            // t13 = t12 ⊙ λ₁   []
            var lambda1 = frame.Setting(1);
            var t13 = frame.Shared(32, 1);
            BinaryKernels.Multiply(t12, lambda1, t13);

            // t14 = 2·t13   []
            var t14 = frame.Shared(16, 1);
            ElementwiseKernels.Affine(t13, t14, scale: 2f, shift: 0f);
        }

// ======== Training/AfterPass2
        // After pass 2 of 2: loss, up to L = task + explanation   []
        private static void AfterPass2(Frame frame)
        {
            // ── Task loss

            // t5 = −t4   []
            var t4 = frame.Sum(45, 1);
            var t5 = frame.Shared(160, 1);
            ElementwiseKernels.Affine(t4, t5, scale: -1f, shift: 0f);

            // task = t5 / batchSize   []
            var batchSize = frame.Setting(0);
            var task = frame.Shared(144, 1);
            BinaryKernels.Divide(t5, batchSize, task);

            // ── Explanation penalty

            // t8 = λ₁ ⊙ t7   []
            var lambda1 = frame.Setting(1);
            var t7 = frame.Sum(44, 1);
            var t8 = frame.Shared(128, 1);
            BinaryKernels.Multiply(lambda1, t7, t8);

            // explanation = t8 / t11   []
            var t11 = frame.Shared(96, 1);
            var explanation = frame.Shared(80, 1);
            BinaryKernels.Divide(t8, t11, explanation);

            // ── Loss: the sum of its terms

            // L = task + explanation   []
            var L = frame.Shared(64, 1);
            BinaryKernels.Add(task, explanation, L);
        }

