// ======== Main/Head
namespace Hiding;

using global::Rationale;
using global::Rationale.Attribution;
using global::Rationale.CompilerServices;
using global::Rationale.Data;
using global::Rationale.Graph;
using global::Rationale.Graph.Models;
using global::Rationale.Graph.Objectives;
using global::Rationale.Models;
using global::Rationale.Training;
using global::System;
using global::System.CodeDom.Compiler;
using global::System.Collections.Generic;
using global::System.Threading;
using global::System.Threading.Tasks;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class Outer
{
    // 3 → Dense 4 → Relu → Dense 2 (26 parameters)
    partial class Model<Task> : IModel, IRuntimeOwner
    {

// ======== Main/Specification
        /// <summary>What the attributes of the model say.</summary>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public static ModelSpecification Specification { get; } = new ModelSpecification(
            Name: "Model",
            InputShape: EquatableArray.Create(3),
            Layers: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
                new global::Rationale.Graph.Models.ReluLayer(),
                new DenseLayer(Units: 2, Bias: true, Initialization: Initialization.PyTorchDefault)),
            Task: new ClassifierTask(Classes: 2, Reduction: Reduction.Sum),
            Objectives: EquatableArray.Create<ObjectiveTerm>(
                new TaskLoss()),
            Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        ModelSpecification IModel.Specification => Specification;

// ======== Main/RunAsync
        /// <summary>The training loop: the steps that are listed above, batch by batch.</summary>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        private static async global::System.Threading.Tasks.Task<TrainingResult> RunAsync(TrainingRun training)
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

// ======== Main/Predict
        /// <summary>Says what the model gives for one example.</summary>
        /// <param name="x">One example of 3 numbers.</param>
        /// <exception cref="global::System.ArgumentException">The example does not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Prediction Predict(ReadOnlySpan<float> x) => _runtime.Predict(x);

// ======== Main/Predict
        /// <summary>Says what the model gives for many examples.</summary>
        /// <param name="features">The examples, [examples × 3].</param>
        /// <param name="progress">Told the share done; must not use the model in turn.</param>
        /// <param name="cancellationToken">Ends the work between tiles.</param>
        /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Predictions Predict(global::Rationale.Data.FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
            _runtime.Predict(features, progress, cancellationToken);

// ======== Main/Predict
        /// <summary>Says what the model gives for the features of a data set, labeled or not.</summary>
        /// <param name="data">The examples.</param>
        /// <param name="progress">Told the share done; must not use the model in turn.</param>
        /// <param name="cancellationToken">Ends the work between tiles.</param>
        /// <exception cref="global::System.ArgumentException">The features do not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
            _runtime.Predict(data, progress, cancellationToken);

// ======== Main/Explain
        /// <summary>Says why the model gives what it gives for one example: the gradient of the attribution target with respect to the input.</summary>
        /// <param name="x">One example of 3 numbers.</param>
        /// <param name="target">The number s of ∂s/∂x; null for the probability of the predicted class.</param>
        /// <exception cref="global::System.ArgumentException">The example or the target does not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Attribution Explain(ReadOnlySpan<float> x, Target? target = null) =>
            _runtime.Explain(x, target);

// ======== Main/Explain
        /// <summary>Says why the model gives what it gives for many examples.</summary>
        /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
        /// <param name="target">The number s of ∂s/∂x; null for the probability of the predicted class.</param>
        /// <param name="progress">Told the share done; must not use the model in turn.</param>
        /// <param name="cancellationToken">Ends the work between tiles.</param>
        /// <returns>The gradients, [examples × 3].</returns>
        /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
        [GeneratedCode("Rationale.Generators", "0.0.0")]
        public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
            _runtime.Explain(data, target, progress, cancellationToken);

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
            /// <summary>All that is computed for the examples of one tile.</summary>
            public override void Tile(int pass, Frame frame)
            {
                var examples = frame.Examples;

                // ── Forward pass

                // a1 = relu(x·W1 + b1)   [examples×4]
                var x = frame.Input(0); // features
                var W1_panels = frame.Shared(0, 48);
                var b1 = frame.Parameters(12, 4);
                var a1 = frame.Arena(0, 4);
                global::Rationale.Kernels.GemmKernels.MultiplyPackedBiasRelu(x, W1_panels, b1, a1, m: examples, k: 3, n: 4);

                // z2 = a1·W2 + b2   [examples×2]
                var W2_panels = frame.Shared(48, 64);
                var b2 = frame.Parameters(24, 2);
                var z2 = frame.Output(0); // outputs
                global::Rationale.Kernels.GemmKernels.MultiplyPackedBias(a1, W2_panels, b2, z2, m: examples, k: 4, n: 2);
            }

