// ======== Main/Head
namespace Hiding;

using global::Rationale;
using global::Rationale.Data;
using global::Rationale.Graph;
using global::Rationale.Graph.Models;
using global::Rationale.Graph.Objectives;
using global::Rationale.Models;
using global::Rationale.Training;
using global::System;
using global::System.CodeDom.Compiler;
using global::System.Threading;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class Outer
{
    // 3 → Dense 4 → Relu → Dense 2 (26 parameters)
    partial class Model<Task> : IModel
    {

// ======== Main/Specification
        /// <summary>What the attributes of the model say.</summary>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public static ModelSpecification Specification { get; } = new ModelSpecification(
            Name: "Model",
            InputShape: EquatableArray.Of(3),
            Layers: EquatableArray.Of<Layer>(
                new global::Rationale.Graph.Models.Dense(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
                new global::Rationale.Graph.Models.Relu(),
                new global::Rationale.Graph.Models.Dense(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
            Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
            Objectives: EquatableArray.Of<ObjectiveTerm>(
                new TaskLoss()),
            Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/RunAsync
        /// <summary>The training loop: the steps that are listed above, batch by batch.</summary>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        private static async global::System.Threading.Tasks.Task<TrainingResult> RunAsync(TrainingRun training)
        {
            using (training)
            {
                // Goes on from a checkpoint where there is one, and leaves the thread of the caller.
                await training.StartAsync().ConfigureAwait(false);
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

// ======== Main/Predict
        /// <summary>Says what the model gives for one row.</summary>
        /// <param name="x">One row of 3 numbers.</param>
        /// <exception cref="global::System.ArgumentException">The row does not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Prediction Predict(ReadOnlySpan<float> x) => _runtime.Predict(x);

// ======== Main/Predict
        /// <summary>Says what the model gives for many rows.</summary>
        /// <param name="features">The rows, [rows × 3].</param>
        /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Predictions Predict(global::Rationale.Data.Column features) => _runtime.Predict(features);

// ======== Main/Explain
        /// <summary>Says why the model gives what it gives for one row: the gradient of a scalar with respect to the input.</summary>
        /// <param name="x">One row of 3 numbers.</param>
        /// <param name="scalar">The scalar s of ∂s/∂x.</param>
        /// <param name="label">The class that scalars of the labeled class look at; −1 for none.</param>
        /// <exception cref="global::System.ArgumentException">The row does not fit the model, or a label is needed and not given.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Explanation Explain(ReadOnlySpan<float> x, ExplainedScalar scalar = ExplainedScalar.PredictedProbability, int label = -1) =>
            _runtime.Explain(x, scalar, label);

// ======== Main/Explain
        /// <summary>Says why the model gives what it gives for many rows.</summary>
        /// <param name="data">The rows; scalars of the labeled class look at their labels.</param>
        /// <param name="scalar">The scalar s of ∂s/∂x.</param>
        /// <returns>The gradients, [rows × 3].</returns>
        /// <exception cref="global::System.ArgumentException">The rows do not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public global::Rationale.Data.Column Explain(Dataset data, ExplainedScalar scalar = ExplainedScalar.PredictedProbability) => _runtime.Explain(data, scalar);

// ======== Prediction/Head
namespace Hiding;

using global::Rationale.Execution;
using global::System.CodeDom.Compiler;
using Frame = global::Rationale.Execution.Frame<float>;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class Outer
{
    partial class Model<Task>
    {

// ======== Prediction/Tile
            /// <summary>All that is computed for the rows of one tile.</summary>
            public override void Tile(int pass, Frame frame)
            {
                var rows = frame.Rows;

                // ── Forward pass

                // a1 = relu(x·W1 + b1)   [rows×4]
                var x = frame.Column(0); // features
                var W1_panels = frame.Shared(0, 48);
                var b1 = frame.Parameters(12, 4);
                var a1 = frame.Arena(0, 4);
                global::Rationale.Kernels.Gemm.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: rows, k: 3, n: 4);

                // z2 = a1·W2 + b2   [rows×2]
                var W2_panels = frame.Shared(48, 64);
                var b2 = frame.Parameters(24, 2);
                var z2 = frame.Output(0); // outputs
                global::Rationale.Kernels.Gemm.MultiplyPackedBias(a1, W2_panels, b2, z2, m: rows, k: 4, n: 2);
            }

