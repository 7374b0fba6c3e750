// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "PriorClassifier",
        InputShape: EquatableArray.Create(6),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 5, Bias: true, Initialization: Initialization.PyTorchDefault),
            new ReluLayer(),
            new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Mean),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new AttributionPrior(Weight: 1, MetaFeatures: 2, Network: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)), Source: new AttributionSource(Attribution: AttributionKind.ExpectedGradients, References: 1, Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.Labeled)), Signed: true, Norm: PenaltyNorm.L1, LearningRate: 0.001)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync
    /// <summary>Trains the model on data in memory.</summary>
    /// <param name="train">Examples to learn from, with metaFeatures.</param>
    /// <param name="options">What to change from what the attributes say, for this training.</param>
    /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
    /// <returns>What the training did, epoch by epoch.</returns>
    /// <exception cref="global::System.ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Relu].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), divided by the number of examples, the cross-entropy: [Classifier(2)].</description></item>
    /// <item><term>Attribution</term> <description>φ = (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀), with a reference x₀ from the background and α from [0, 1), where s = z of the labeled class: [AttributionPrior].</description></item>
    /// <item><term>Attribution prior</term> <description>attributionPrior = λ₄ times the mean over features of |g(m) − φ|, averaged over examples: [AttributionPrior], λ₄ = 1.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + attributionPrior with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Task<TrainingResult> TrainAsync(
        Dataset train,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(_runtime.PrepareTraining(train, options, progress, cancellationToken));

// ======== Main/TrainAsync
    /// <summary>Trains the model on data larger than memory, read anew in each epoch.</summary>
    /// <param name="train">Examples to learn from, with metaFeatures.</param>
    /// <param name="options">What to change from what the attributes say, for this training.</param>
    /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
    /// <returns>What the training did, epoch by epoch.</returns>
    /// <exception cref="global::System.ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    /// <inheritdoc cref="TrainAsync(Dataset, TrainingOptions, IProgress{TrainingProgress}, CancellationToken)" path="/remarks"/>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Task<TrainingResult> TrainAsync(
        DatasetStream train,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(_runtime.PrepareTraining(train, options, progress, cancellationToken));

// ======== Models.PriorClassifier-02233668.Training.g.cs
// <auto-generated>
//     Written by Rationale.Generators from the attributes of 'PriorClassifier'.
//     Changes to this file are lost when the project is built again.
// </auto-generated>

#nullable enable

// Constraints of type parameters are repeated here, and may name types that are obsolete.
#pragma warning disable CS0612, CS0618

// The types of the runtime do not claim to be CLS-compliant; a project that does may still declare models.
#pragma warning disable CS3001, CS3002, CS3003, CS3009

namespace Models;

using global::Rationale.Execution;
using global::Rationale.Graph.Scheduling;
using global::Rationale.Kernels;
using global::System.CodeDom.Compiler;
using Frame = global::Rationale.Execution.Frame<float>;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class PriorClassifier
{
    /// <summary>One step of training: the loss L = task + attributionPrior, and its gradient with respect to every parameter.</summary>
    /// <remarks>
    /// Examples come in tiles that stay in the cache; each worker runs the program over its own tiles and adds up its own gradients. A comment gives the
    /// mathematics of each line, with the shape of the result in brackets at its end:
    /// ∂a/∂b is a gradient, · a product of matrices or with a number, ⊙ a product element by element, ᵀ the transpose,
    /// Σ a sum over the dimensions that are missing or 1 in the result, += adds to the sums of the worker, [a &gt; b] 1 where a is above b and 0 elsewhere.
    /// </remarks>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    private sealed class TrainingProgram : StepProgram
    {
        private static readonly ProgramLayout Memory = new ProgramLayout(
            Inputs: [new ValueLayout("features", 6), new ValueLayout("reference1", 6), new ValueLayout("place1", 1)],
            Settings: ["batchSize", "attributionPrior"],
            Outputs: [],
            Totals: [new TotalLayout("task", Region.Shared, 160), new TotalLayout("attributionPrior", Region.Shared, 64), new TotalLayout("loss", Region.Shared, 48)],
            Passes: [[new SumRange(0, 50), new SumRange(50, 6), new SumRange(56, 1), new SumRange(57, 1)]],
            Parameters: 50,
            Accumulators: 58,
            Shared: 480,
            TileWidth: 38) { SharedInputs = [new SharedInputLayout("metaFeatures", 144, 12)] };

        /// <summary>The inputs that the program reads, the numbers that it is given, and the memory that it needs.</summary>
        public override ProgramLayout Layout => Memory;

        /// <summary>What does not depend on the examples, before the first pass.</summary>
        public override void Prologue(Frame frame)
        {
            // ── Prior network: g(m), what the meta-features of each feature say of its attribution

            // t8 = m·dense1.weight   [6×1]
            var m = frame.Shared(144, 12);
            var dense1_weight = frame.Parameters(47, 2);
            var t8 = frame.Shared(128, 6);
            GemmKernels.Multiply(m, dense1_weight, t8, m: 6, k: 2, n: 1, transposeA: false, transposeB: false, accumulate: false);

            // z1_3 = t8 + dense1.bias   [6×1]
            var dense1_bias = frame.Parameters(49, 1);
            var z1_3 = frame.Shared(112, 6);
            BinaryKernels.Add(t8, dense1_bias, z1_3, outer: 6, middle: 1, inner: 1);

            // ── Outer gradient: of the loss with respect to the parameters

            // t14 = λ₄ / batchSize   []
            var lambda4 = frame.Setting(1);
            var batchSize = frame.Setting(0);
            var t14 = frame.Shared(32, 1);
            BinaryKernels.Divide(lambda4, batchSize, t14);

            // t15 = t14 / 6   []
            var t15 = frame.Shared(16, 1);
            ElementwiseKernels.Affine(t14, t15, scale: 0.16666667f, shift: 0f);

            // t21 = 1 / batchSize   []
            var t21 = frame.Shared(0, 1);
            ElementwiseKernels.Reciprocal(batchSize, t21);

            // ── Weights as the panels that products read

            // W1 panels   [6×5], 16 columns a panel
            var W1 = frame.Parameters(0, 30);
            var W1_panels = frame.Shared(192, 96);
            GemmKernels.Pack(W1, W1_panels, k: 6, n: 5, transposed: false);

            // W2 panels   [5×2], 16 columns a panel
            var W2 = frame.Parameters(35, 10);
            var W2_panels = frame.Shared(288, 80);
            GemmKernels.Pack(W2, W2_panels, k: 5, n: 2, transposed: false);

            // W2ᵀ panels   [2×5], 16 columns a panel
            var W2T_panels = frame.Shared(368, 32);
            GemmKernels.Pack(W2, W2T_panels, k: 2, n: 5, transposed: true);

            // W1ᵀ panels   [5×6], 16 columns a panel
            var W1T_panels = frame.Shared(400, 80);
            GemmKernels.Pack(W1, W1T_panels, k: 5, n: 6, transposed: true);
        }

        /// <summary>All that is computed for the examples of one tile.</summary>
        public override void Tile(int pass, Frame frame)
        {
            var examples = frame.Examples;

            // ── Forward pass

            // a1 = relu(x·W1 + b1)   [examples×5]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(192, 96);
            var b1 = frame.Parameters(30, 5);
            var a1 = frame.Arena(0, 5);
            GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 6, n: 5);

            // z2 = a1·W2 + b2   [examples×2]
            var W2_panels = frame.Shared(288, 80);
            var b2 = frame.Parameters(45, 2);
            var z2 = frame.Arena(5, 2);
            GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 5, n: 2);

            // ── Task loss

            // y = onehot(labels)   [examples×2]
            var labels = frame.Labels;
            var y = frame.Arena(7, 2);
            SelectionKernels.OneHot(labels, y, rows: examples, classes: 2);

            // log p = log softmax(z2)   [examples×2], in the place of z2
            var log_p = frame.Arena(5, 2);
            SoftmaxKernels.LogProbabilities(z2, log_p, rows: examples, classes: 2);

            // t3 = y ⊙ (log p)   [examples×2]
            var t3 = frame.Arena(9, 2);
            BinaryKernels.Multiply(y, log_p, t3);

            // t4 += Σ t3   []
            var t4 = frame.Sum(57, 1);
            ReduceKernels.Sum(t3, t4, outer: examples * 2, middle: 1, inner: 1, accumulate: true);

            // ── Inner gradient: the attribution φ

            // Δx = x − x₀   [examples×6]
            var x0 = frame.Input(1); // reference1
            var Δx = frame.Arena(9, 6);
            BinaryKernels.Subtract(x, x0, Δx);

            // t6 = α ⊙ Δx   [examples×6]
            var alpha = frame.Input(2); // place1
            var t6 = frame.Arena(15, 6);
            BinaryKernels.Multiply(alpha, Δx, t6, outer: 1, middle: examples, inner: 6, broadcastLeft: true);

            // u = x₀ + t6   [examples×6], in the place of t6
            var u = frame.Arena(15, 6);
            BinaryKernels.Add(x0, t6, u);

            // a1_2 = relu(u·W1 + b1)   [examples×5]
            var a1_2 = frame.Arena(21, 5);
            GemmKernels.MultiplyPackedBiasRelu(u, W1_panels, b1, a1_2, m: examples, k: 6, n: 5);

            // ∂s/∂z1 = y·W2ᵀ ⊙ [a1_2 > 0]   [examples×5]
            var W2T_panels = frame.Shared(368, 32);
            var ds_dz1 = frame.Arena(15, 5);
            GemmKernels.MultiplyPackedReluBackward(y, W2T_panels, a1_2, ds_dz1, m: examples, k: 2, n: 5, below: 0f);

            // ∂s/∂u = ∂s/∂z1·W1ᵀ   [examples×6]
            var W1T_panels = frame.Shared(400, 80);
            var ds_du = frame.Arena(26, 6);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_du, m: examples, k: 5, n: 6, accumulate: false);

            // φ = Δx ⊙ ∂s/∂u   [examples×6], in the place of ∂s/∂u
            var phi = frame.Arena(26, 6);
            BinaryKernels.Multiply(Δx, ds_du, phi);

            // ── Attribution prior

            // t9 = g − φ   [examples×6], in the place of φ
            var g = frame.Shared(112, 6);
            var t9 = frame.Arena(26, 6);
            BinaryKernels.Subtract(g, phi, t9, outer: examples, middle: 6, inner: 1, broadcastLeft: true);

            // t10 = |t9|   [examples×6]
            var t10 = frame.Arena(32, 6);
            ElementwiseKernels.Abs(t9, t10);

            // t11 += Σ t10   []
            var t11 = frame.Sum(56, 1);
            ReduceKernels.Sum(t10, t11, outer: examples * 6, middle: 1, inner: 1, accumulate: true);

            // ── Outer gradient: of the loss with respect to the parameters

            // t16 = sign(t9)   [examples×6], in the place of t9
            var t16 = frame.Arena(26, 6);
            ElementwiseKernels.Sign(t9, t16);

            // t17 = t15 ⊙ t16   [examples×6], in the place of t16
            var t15 = frame.Shared(16, 1);
            var t17 = frame.Arena(26, 6);
            BinaryKernels.Multiply(t15, t16, t17, outer: examples * 6, middle: 1, inner: 1, broadcastLeft: true);

            // ∂L/∂g += Σ t17   [6]
            var dL_dg = frame.Sum(50, 6);
            ReduceKernels.Sum(t17, dL_dg, outer: examples, middle: 6, inner: 1, accumulate: true);

            // t18 = t17 ⊙ Δx   [examples×6], in the place of t17
            var t18 = frame.Arena(26, 6);
            BinaryKernels.Multiply(t17, Δx, t18);

            // ∂L/∂(∂s/∂u) = −t18   [examples×6], in the place of t18
            var dL_dds_du = frame.Arena(26, 6);
            ElementwiseKernels.Affine(t18, dL_dds_du, scale: -1f, shift: 0f);

            // ∂L/∂W1 += (∂L/∂(∂s/∂u))ᵀ·∂s/∂z1   [6×5]
            var dL_dW1 = frame.Sum(0, 30);
            GemmKernels.MultiplyTransposedLeft(dL_dds_du, ds_dz1, dL_dW1, m: 6, k: examples, n: 5, accumulate: true);

            // ∂L/∂(∂s/∂a1) = ∂L/∂(∂s/∂u)·W1 ⊙ [a1_2 > 0]   [examples×5]
            var dL_dds_da1 = frame.Arena(32, 5);
            GemmKernels.MultiplyPackedReluBackward(dL_dds_du, W1_panels, a1_2, dL_dds_da1, m: examples, k: 6, n: 5, below: 0f);

            // ∂L/∂W2 += (∂L/∂(∂s/∂a1))ᵀ·y   [5×2]
            var dL_dW2 = frame.Sum(35, 10);
            GemmKernels.MultiplyTransposedLeft(dL_dds_da1, y, dL_dW2, m: 5, k: examples, n: 2, accumulate: true);

            // t22 = repeat(t21)   [examples×1]
            var t21 = frame.Shared(0, 1);
            var t22 = frame.Arena(9, 1);
            BinaryKernels.Broadcast(t21, t22, outer: examples, middle: 1, inner: 1);

            // t23 = −t22   [examples×1], in the place of t22
            var t23 = frame.Arena(9, 1);
            ElementwiseKernels.Affine(t22, t23, scale: -1f, shift: 0f);

            // ∂L/∂log p = t23 ⊙ y   [examples×2], in the place of y
            var dL_dlog_p = frame.Arena(7, 2);
            BinaryKernels.Multiply(t23, y, dL_dlog_p, outer: 1, middle: examples, inner: 2, broadcastLeft: true);

            // p = exp(log p)   [examples×2], in the place of log p
            var p = frame.Arena(5, 2);
            ElementwiseKernels.Exp(log_p, p);

            // t24 = Σ (∂L/∂log p)   [examples×1]
            var t24 = frame.Arena(9, 1);
            ReduceKernels.Sum(dL_dlog_p, t24, outer: 1, middle: examples, inner: 2, accumulate: false);

            // t25 = p ⊙ t24   [examples×2], in the place of p
            var t25 = frame.Arena(5, 2);
            BinaryKernels.Multiply(p, t24, t25, outer: 1, middle: examples, inner: 2);

            // ∂L/∂z2 = ∂L/∂log p − t25   [examples×2], in the place of ∂L/∂log p
            var dL_dz2 = frame.Arena(7, 2);
            BinaryKernels.Subtract(dL_dlog_p, t25, dL_dz2);

            // ∂L/∂b2 += Σ ∂L/∂z2   [2]
            var dL_db2 = frame.Sum(45, 2);
            ReduceKernels.Sum(dL_dz2, dL_db2, outer: examples, middle: 2, inner: 1, accumulate: true);

            // ∂L/∂W2 += a1ᵀ·∂L/∂z2   [5×2]
            GemmKernels.MultiplyTransposedLeft(a1, dL_dz2, dL_dW2, m: 5, k: examples, n: 2, accumulate: true);

            // ∂L/∂z1_2 = ∂L/∂z2·W2ᵀ ⊙ [a1 > 0]   [examples×5]
            var dL_dz1_2 = frame.Arena(9, 5);
            GemmKernels.MultiplyPackedReluBackward(dL_dz2, W2T_panels, a1, dL_dz1_2, m: examples, k: 2, n: 5, below: 0f);

            // ∂L/∂b1 += Σ ∂L/∂z1_2   [5]
            var dL_db1 = frame.Sum(30, 5);
            ReduceKernels.Sum(dL_dz1_2, dL_db1, outer: examples, middle: 5, inner: 1, accumulate: true);

            // ∂L/∂W1 += xᵀ·∂L/∂z1_2   [6×5]
            GemmKernels.MultiplyTransposedLeft(x, dL_dz1_2, dL_dW1, m: 6, k: examples, n: 5, accumulate: true);
        }

        /// <summary>What follows a pass, when the sums of all workers have been added.</summary>
        public override void Epilogue(int pass, Frame frame)
        {
            // ── Task loss

            // t5 = −t4   []
            var t4 = frame.Sum(57, 1);
            var t5 = frame.Shared(176, 1);
            ElementwiseKernels.Affine(t4, t5, scale: -1f, shift: 0f);

            // task = t5 / batchSize   []
            var batchSize = frame.Setting(0);
            var task = frame.Shared(160, 1);
            BinaryKernels.Divide(t5, batchSize, task);

            // ── Attribution prior

            // t12 = t11 / 6   []
            var t11 = frame.Sum(56, 1);
            var t12 = frame.Shared(96, 1);
            ElementwiseKernels.Affine(t11, t12, scale: 0.16666667f, shift: 0f);

            // t13 = t12 / batchSize   []
            var t13 = frame.Shared(80, 1);
            BinaryKernels.Divide(t12, batchSize, t13);

            // attributionPrior = λ₄ ⊙ t13   []
            var lambda4 = frame.Setting(1);
            var attributionPrior = frame.Shared(64, 1);
            BinaryKernels.Multiply(lambda4, t13, attributionPrior);

            // ── Loss: the sum of its terms

            // L = task + attributionPrior   []
            var L = frame.Shared(48, 1);
            BinaryKernels.Add(task, attributionPrior, L);

            // ── Outer gradient: of the loss with respect to the parameters

            // ∂L/∂dense1.bias = Σ ∂L/∂z1   [1]
            var dL_dz1 = frame.Sum(50, 6);
            var dL_ddense1_bias = frame.Sum(49, 1);
            ReduceKernels.Sum(dL_dz1, dL_ddense1_bias, outer: 6, middle: 1, inner: 1, accumulate: false);

            // ∂L/∂dense1.weight = mᵀ·∂L/∂z1   [2×1]
            var m = frame.Shared(144, 12);
            var dL_ddense1_weight = frame.Sum(47, 2);
            GemmKernels.Multiply(m, dL_dz1, dL_ddense1_weight, m: 2, k: 6, n: 1, transposeA: true, transposeB: false, accumulate: false);
        }
    }
}

