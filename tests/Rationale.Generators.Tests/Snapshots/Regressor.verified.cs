// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "Regressor",
        InputShape: EquatableArray.Of(4),
        Layers: EquatableArray.Of<Layer>(
            new Dense(Units: 5, Bias: true, Initialization: Initialization.PyTorchDefault),
            new Softplus(),
            new Dense(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new RegressorTask(Outputs: 2, Reduction: Reduction.Mean),
        Objectives: EquatableArray.Of<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Scalar: ExplainedScalar.SumOfOutputs, Norm: PenaltyNorm.L1, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Softplus].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (z − y)², divided by the number of examples, the squared error: [Regressor(2)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = Σ z, the sum of the outputs: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ |A ⊙ ∂s/∂x|, where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 1000)], λ₁ = 1000.</description></item>
    /// <item><term>Outer gradient</term> <description>∂L/∂θ of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>θ by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for one row: the gradient of a scalar with respect to the input.</summary>
    /// <param name="x">One row of 4 numbers.</param>
    /// <param name="scalar">The scalar s of ∂s/∂x.</param>
    /// <param name="label">The class that scalars of the labeled class look at; −1 for none.</param>
    /// <exception cref="global::System.ArgumentException">The row does not fit the model, or a label is needed and not given.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Explanation Explain(ReadOnlySpan<float> x, ExplainedScalar scalar = ExplainedScalar.SumOfOutputs, int label = -1) =>
        _runtime.Explain(x, scalar, label);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for many rows.</summary>
    /// <param name="data">The rows; scalars of the labeled class look at their labels.</param>
    /// <param name="scalar">The scalar s of ∂s/∂x.</param>
    /// <returns>The gradients, [rows × 4].</returns>
    /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Column Explain(Dataset data, ExplainedScalar scalar = ExplainedScalar.SumOfOutputs) => _runtime.Explain(data, scalar);

// ======== Training/Tile/Task loss
            // ── Task loss

            // t3 = z2 − y   [rows×2], in the place of z2
            var y = frame.Column(1); // targets
            var t3 = frame.Arena(10, 2);
            Binary.Subtract(z2, y, t3);

            // t5 += Σ t3²   []
            var t5 = frame.Sum(38, 1);
            Reduce.SumOfSquares(t3, t5, accumulate: true);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // ∂s/∂z2 = 1   [rows×2]
            var ds_dz2 = frame.Arena(12, 2);
            Elementwise.Fill(ds_dz2, 1f);

            // ∂s/∂a1 = ∂s/∂z2·W2ᵀ   [rows×5]
            var W2T_panels = frame.Shared(224, 32);
            var ds_da1 = frame.Arena(14, 5);
            Gemm.MultiplyPacked(ds_dz2, W2T_panels, ds_da1, m: rows, k: 2, n: 5, accumulate: false);

            // t6 = σ(z1)   [rows×5], in the place of z1
            var t6 = frame.Arena(0, 5);
            Elementwise.Sigmoid(z1, t6);

            // ∂s/∂z1 = ∂s/∂a1 ⊙ t6   [rows×5]
            var ds_dz1 = frame.Arena(19, 5);
            Binary.Multiply(ds_da1, t6, ds_dz1);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [rows×4]
            var W1T_panels = frame.Shared(256, 80);
            var ds_dx = frame.Arena(24, 4);
            Gemm.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: rows, k: 5, n: 4, accumulate: false);

// ======== Training/Tile/Explanation penalty
            // ── Explanation penalty

            // g = A ⊙ ∂s/∂x   [rows×4], in the place of ∂s/∂x
            var A = frame.Column(2); // annotations
            var g = frame.Arena(24, 4);
            Binary.Multiply(A, ds_dx, g);

            // t7 = |g|   [rows×4]
            var t7 = frame.Arena(28, 4);
            Elementwise.Abs(g, t7);

            // t8 += Σ t7   []
            var t8 = frame.Sum(37, 1);
            Reduce.Sum(t7, t8, outer: rows * 4, middle: 1, inner: 1, accumulate: true);

// ======== Training/Epilogue
        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // task = t5 / rows   []
            var t5 = frame.Sum(38, 1);
            var batchRows = frame.Setting(0);
            var task = frame.Shared(64, 1);
            Binary.Divide(t5, batchRows, task);

            // ── Explanation penalty

            // explanation = λ₁ ⊙ t8   []
            var lambda1 = frame.Setting(1);
            var t8 = frame.Sum(37, 1);
            var explanation = frame.Shared(48, 1);
            Binary.Multiply(lambda1, t8, explanation);

            // ── Loss: the sum of its terms

            // L = task + explanation   []
            var L = frame.Shared(32, 1);
            Binary.Add(task, explanation, L);
        }

