// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Relu].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Gradient</term> <description>the gradient of L = task with respect to every parameter.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Main/RunAsync
    /// <summary>The training loop: the steps that are listed above, batch by batch.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    private static async Task<TrainingResult> RunAsync(TrainingRun training)
    {
        using (training)
        {
            // Resumes from a checkpoint if there is one, then continues on a thread-pool thread.
            await training.StartAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            while (training.NextEpoch())
            {
                while (await training.NextBatchAsync().ConfigureAwait(false))
                {
                    // Forward pass, loss, gradient: TrainingProgram, on every worker.
                    training.ComputeGradients();

                    // Scales the whole gradient down where it is longer than the limit.
                    training.ClipGradients();

                    // Adam, in one pass over all parameters; then the callbacks of a step.
                    training.UpdateParameters();
                }

                // Validation and callbacks: history, checkpoint, whether to stop early.
                await training.EndEpochAsync().ConfigureAwait(false);
            }

            return await training.CompleteAsync().ConfigureAwait(false);
        }
    }

// ======== Main/Programs
    /// <summary>The programs that were compiled for this model; explanations of other targets than the probability of the predicted class are interpreted.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    private sealed class Programs : ProgramSource
    {
        private readonly StepProgram _explanation = new ExplanationProgram();

        public Programs()
            : base(Specification)
        {
        }

        public override StepProgram Training { get; } = new TrainingProgram();

        public override StepProgram Evaluation { get; } = new EvaluationProgram();

        public override StepProgram Prediction { get; } = new PredictionProgram();

        public override StepProgram Explanation(Target target) => target == new Target(TargetOutput.Probability, TargetClass.Predicted) ? _explanation : base.Explanation(target);
    }

// ======== Training/Tile
        /// <summary>All that is computed for the examples of one tile.</summary>
        public override void Tile(int pass, Frame frame)
        {
            var examples = frame.Examples;

            // ── Forward pass

            // a1 = relu(x·W1 + b1)   [examples×5]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(16, 64);
            var b1 = frame.Parameters(20, 5);
            var a1 = frame.Arena(0, 5);
            GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 4, n: 5);

            // z2 = a1·W2 + b2   [examples×3]
            var W2_panels = frame.Shared(80, 80);
            var b2 = frame.Parameters(40, 3);
            var z2 = frame.Arena(5, 3);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 5, n: 3);

            // ── Task loss

            // y = onehot(labels)   [examples×3]
            var labels = frame.Labels;
            var y = frame.Arena(8, 3);
            SelectionKernels.OneHot(labels, y, rows: examples, classes: 3);

            // log p = log softmax(z2)   [examples×3], in the place of z2
            var log_p = frame.Arena(5, 3);
            SoftmaxKernels.LogProbabilities(z2, log_p, rows: examples, classes: 3);

            // t3 = y ⊙ (log p)   [examples×3]
            var t3 = frame.Arena(11, 3);
            BinaryKernels.Multiply(y, log_p, t3);

            // t4 += Σ t3   []
            var t4 = frame.Sum(43, 1);
            ReduceKernels.Sum(t3, t4, outer: examples * 3, middle: 1, inner: 1, accumulate: true);

            // ── Outer gradient: of the loss with respect to the parameters

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(5, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂L/∂z2 = p − y   [examples×3], in the place of p
            var dL_dz2 = frame.Arena(5, 3);
            BinaryKernels.Subtract(p, y, dL_dz2);

            // ∂L/∂b2 += Σ ∂L/∂z2   [3]
            var dL_db2 = frame.Sum(40, 3);
            ReduceKernels.Sum(dL_dz2, dL_db2, outer: examples, middle: 3, inner: 1, accumulate: true);

            // ∂L/∂W2 += a1ᵀ·∂L/∂z2   [5×3]
            var dL_dW2 = frame.Sum(25, 15);
            GemmKernels.MultiplyTransposedLeft(a1, dL_dz2, dL_dW2, m: 5, k: examples, n: 3, accumulate: true);

            // ∂L/∂z1 = ∂L/∂z2·W2ᵀ ⊙ [a1 > 0]   [examples×5]
            var W2T_panels = frame.Shared(160, 48);
            var dL_dz1 = frame.Arena(8, 5);
            GemmKernels.MultiplyPackedReluBackward(dL_dz2, W2T_panels, a1, dL_dz1, m: examples, k: 3, n: 5, below: 0f);

            // ∂L/∂b1 += Σ ∂L/∂z1   [5]
            var dL_db1 = frame.Sum(20, 5);
            ReduceKernels.Sum(dL_dz1, dL_db1, outer: examples, middle: 5, inner: 1, accumulate: true);

            // ∂L/∂W1 += xᵀ·∂L/∂z1   [4×5]
            var dL_dW1 = frame.Sum(0, 20);
            GemmKernels.MultiplyTransposedLeft(x, dL_dz1, dL_dW1, m: 4, k: examples, n: 5, accumulate: true);
        }

