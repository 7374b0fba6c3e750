// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "AutomaticWeight",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0.5, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.AdamW, LearningRate: 0.01, Momentum: 0, WeightDecay: 0.01, ClipNorm: 1));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = Σ log p, the sum of the log-probabilities of all classes: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ (A ⊙ ∂s/∂x)², where A is 1 where a feature must not matter: [ExplainConstraint(AutomaticRatio = 0.5)].</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>the norm of the gradient to at most 1: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by AdamW with learning rate 0.01: [Train].</description></item>
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
                    // Forward pass, loss, inner gradient, penalty, outer gradient: TrainingProgram, on every worker.
                    training.ComputeGradients();

                    // Scales the whole gradient down where it is longer than the limit.
                    training.ClipGradients();

                    // AdamW, in one pass over all parameters; then the callbacks of a step.
                    training.UpdateParameters();
                }

                // Validation and callbacks: history, checkpoint, whether to stop early.
                await training.EndEpochAsync().ConfigureAwait(false);
            }

            return await training.CompleteAsync().ConfigureAwait(false);
        }
    }

// ======== Training/Memory
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 4), new ValueLayout("annotations", 4)],
            Settings: ["batchSize", "explanation"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 48), new TotalLayout("explanation", Region.Shared, 32), new TotalLayout("loss", Region.Shared, 16)],
            Passes: [[new SumRange(0, 15), new SumRange(15, 1), new SumRange(16, 1)]],
            Parameters: 15,
            Accumulators: 17,
            Shared: 176,
            TileWidth: 13);

// ======== Training/Prologue/Outer gradient
            // ── Outer gradient: of the loss with respect to the parameters

            // t6 = 2·λ₁   []
            var lambda1 = frame.Setting(1);
            var t6 = frame.Shared(0, 1);
            ElementwiseKernels.Affine(lambda1, t6, scale: 2f, shift: 0f);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = −t3   []
            var t3 = frame.Sum(16, 1);
            var task = frame.Shared(48, 1);
            ElementwiseKernels.Affine(t3, task, scale: -1f, shift: 0f);

            // ── Explanation penalty

            // explanation = λ₁ ⊙ t5   []
            var lambda1 = frame.Setting(1);
            var t5 = frame.Sum(15, 1);
            var explanation = frame.Shared(32, 1);
            BinaryKernels.Multiply(lambda1, t5, explanation);

            // ── Loss: the sum of its terms

            // L = explanation − t3   []
            var L = frame.Shared(16, 1);
            BinaryKernels.Subtract(explanation, t3, L);
        }

