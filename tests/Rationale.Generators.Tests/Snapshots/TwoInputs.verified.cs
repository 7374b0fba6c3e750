// ======== Main/Head
namespace Models;

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

// image: 4×4×1 → Conv 4×4×2 → Tanh → Flatten 32
// table: 3 → Dense 4 → Tanh
// side by side: 36 → Dense 6 → Tanh → Dense 3 (279 parameters)
partial class TwoInputs : IModel, IRuntimeOwner
{

// ======== Main/Specification
    /// <summary>What the attributes of the model say.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "TwoInputs",
        Inputs: EquatableArray.Create<ModelInput>(
            new ModelInput(Name: "image", Shape: EquatableArray.Create(4, 4, 1), Layers: EquatableArray.Create<Layer>(
                new ConvLayer(Filters: 2, Window: new Window(Height: 3, Width: 3, Stride: 1, Padding: 1, Dilation: 1), Groups: 1, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new FlattenLayer())),
            new ModelInput(Name: "table", Shape: EquatableArray.Create(3), Layers: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer()))),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault),
            new TanhLayer(),
            new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 10, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.LogProbability, Class: TargetClass.All), Norm: PenaltyNorm.L2, Reduction: Reduction.Sum)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/Specification
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    ModelSpecification IModel.Specification => Specification;

// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from image through [Conv] [Tanh] [Flatten], table through [Dense] [Tanh], set side by side: [Join], and then through the layers: [Dense] [Tanh].</description></item>
    /// <item><term>Task loss</term> <description>task = −Σ y log softmax(z), the cross-entropy: [Classifier(3)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂image, ∂s/∂table, where s = Σ log p, the sum of the log-probabilities of all classes: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ (Σ (A ⊙ ∂s/∂image)² + Σ (A ⊙ ∂s/∂table)²), where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 10)], λ₁ = 10.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for one example: the gradient of the attribution target with respect to each input.</summary>
    /// <param name="x">One example, the inputs side by side: <c>image</c> (16 numbers), then <c>table</c> (3 numbers).</param>
    /// <param name="target">The number s of ∂s/∂image, ∂s/∂table; null for the probability of the predicted class.</param>
    /// <exception cref="global::System.ArgumentException">The example or the target does not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attribution Explain(ReadOnlySpan<float> x, Target? target = null) =>
        _runtime.Explain(x, target);

// ======== Main/Explain
    /// <summary>Says why the model gives what it gives for many examples.</summary>
    /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
    /// <param name="target">The number s of ∂s/∂image, ∂s/∂table; null for the probability of the predicted class.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <returns>The gradients with respect to <c>image</c>, [examples × 16]; <c>ForInput</c> gives those with respect to the others.</returns>
    /// <exception cref="global::System.ArgumentException">The examples do not fit the model.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _runtime.Explain(data, target, progress, cancellationToken);

// ======== Models.TwoInputs-90786142.Inputs.g.cs
// <auto-generated>
//     Written by Rationale.Generators from the attributes of 'TwoInputs'.
//     Changes to this file are lost when the project is built again.
// </auto-generated>

#nullable enable

// Constraints of type parameters are repeated here, and may name types that are obsolete.
#pragma warning disable CS0612, CS0618

// The types of the runtime do not claim to be CLS-compliant; a project that does may still declare models.
#pragma warning disable CS3001, CS3002, CS3003, CS3009

namespace Models;

using global::Rationale;
using global::Rationale.Attribution;
using global::Rationale.Models;
using global::System;
using global::System.CodeDom.Compiler;

partial class TwoInputs
{
    /// <summary>Says what the model gives for one example.</summary>
    /// <param name="image">The input <c>image</c> of the example: 16 numbers.</param>
    /// <param name="table">The input <c>table</c> of the example: 3 numbers.</param>
    /// <exception cref="global::System.ArgumentException">An input has another number of values than the model takes.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Prediction Predict(ReadOnlySpan<float> image, ReadOnlySpan<float> table) =>
        _runtime.Predict(_runtime.Example().With(image).With(table).Values);

    /// <summary>Says why the model gives what it gives for one example: the gradient of the attribution target with respect to each input.</summary>
    /// <param name="image">The input <c>image</c> of the example: 16 numbers.</param>
    /// <param name="table">The input <c>table</c> of the example: 3 numbers.</param>
    /// <param name="target">The number s of ∂s/∂image, ∂s/∂table; null for the probability of the predicted class.</param>
    /// <returns>The attributions to <c>image</c>; <c>ForInput</c> gives those to the others.</returns>
    /// <exception cref="global::System.ArgumentException">An input has another number of values than the model takes, or the target does not fit it.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Attribution Explain(ReadOnlySpan<float> image, ReadOnlySpan<float> table, Target? target = null) =>
        _runtime.Explain(_runtime.Example().With(image).With(table).Values, target);
}

// ======== Training/Tile/Forward pass
            // ── Forward pass

            // u1 = image ∗ F1 + c1   [examples×4×4×2]
            var image = frame.Input(0); // image
            var F1_panels = frame.Shared(64, 144);
            var c1 = frame.Parameters(18, 2);
            var u1 = frame.Arena(0, 32);
            var convolution1 = new ConvolutionGeometry(height: 4, width: 4, channels: 1, outHeight: 4, outWidth: 4, outChannels: 2, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1);
            ConvolutionKernels.ForwardBias(image, F1_panels, c1, u1, images: examples, convolution1);

            // a1 = tanh(u1)   [examples×4×4×2], in the place of u1
            var a1 = frame.Arena(0, 32);
            ElementwiseKernels.Tanh(u1, a1);

            // z1 = table·W1 + b1   [examples×4]
            var table = frame.Input(1); // table
            var W1_panels = frame.Shared(208, 48);
            var b1 = frame.Parameters(32, 4);
            var z1 = frame.Arena(32, 4);
            GemmKernels.MultiplyPackedBias(table, W1_panels, b1, z1, m: examples, k: 3, n: 4);

            // a2 = tanh(z1)   [examples×4], in the place of z1
            var a2 = frame.Arena(32, 4);
            ElementwiseKernels.Tanh(z1, a2);

            // x = [a1; a2]   [examples×36]
            var x = frame.Arena(36, 36);
            SelectionKernels.CopyBlock(a1, x, outer: examples, xStride: 32, yStride: 36, xOffset: 0, yOffset: 0, length: 32);
            SelectionKernels.CopyBlock(a2, x, outer: examples, xStride: 4, yStride: 36, xOffset: 0, yOffset: 32, length: 4);

            // z2 = x·W2 + b2   [examples×6]
            var W2_panels = frame.Shared(256, 576);
            var b2 = frame.Parameters(252, 6);
            var z2 = frame.Arena(72, 6);
            GemmKernels.MultiplyPackedBias(x, W2_panels, b2, z2, m: examples, k: 36, n: 6);

            // a3 = tanh(z2)   [examples×6], in the place of z2
            var a3 = frame.Arena(72, 6);
            ElementwiseKernels.Tanh(z2, a3);

            // z3 = a3·W3 + b3   [examples×3]
            var W3_panels = frame.Shared(832, 96);
            var b3 = frame.Parameters(276, 3);
            var z3 = frame.Arena(78, 3);
            GemmKernels.MultiplyPackedBias(a3, W3_panels, b3, z3, m: examples, k: 6, n: 3);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂image, ∂s/∂table

            // p = exp(log p)   [examples×3], in the place of log p
            var p = frame.Arena(78, 3);
            ElementwiseKernels.Exp(log_p, p);

            // ∂s/∂z3 = 1 − 3·p   [examples×3]
            var ds_dz3 = frame.Arena(84, 3);
            ElementwiseKernels.Affine(p, ds_dz3, scale: -3f, shift: 1f);

            // ∂s/∂a3 = ∂s/∂z3·W3ᵀ   [examples×6]
            var W3T_panels = frame.Shared(928, 48);
            var ds_da3 = frame.Arena(87, 6);
            GemmKernels.MultiplyPacked(ds_dz3, W3T_panels, ds_da3, m: examples, k: 3, n: 6, accumulate: false);

            // t7 = a3²   [examples×6]
            var t7 = frame.Arena(93, 6);
            ElementwiseKernels.Square(a3, t7);

            // t8 = 1 − t7   [examples×6], in the place of t7
            var t8 = frame.Arena(93, 6);
            ElementwiseKernels.Affine(t7, t8, scale: -1f, shift: 1f);

            // ∂s/∂z2 = ∂s/∂a3 ⊙ t8   [examples×6]
            var ds_dz2 = frame.Arena(99, 6);
            BinaryKernels.Multiply(ds_da3, t8, ds_dz2);

            // ∂s/∂x = ∂s/∂z2·W2ᵀ   [examples×36]
            var W2T_panels = frame.Shared(976, 288);
            var ds_dx = frame.Arena(105, 36);
            GemmKernels.MultiplyPacked(ds_dz2, W2T_panels, ds_dx, m: examples, k: 6, n: 36, accumulate: false);

            // ∂s/∂a1 = ∂s/∂x[0..32]   [examples×32]
            var ds_da1 = frame.Arena(141, 32);
            SelectionKernels.CopyBlock(ds_dx, ds_da1, outer: examples, xStride: 36, yStride: 32, xOffset: 0, yOffset: 0, length: 32);

            // ∂s/∂a2 = ∂s/∂x[32..36]   [examples×4]
            var ds_da2 = frame.Arena(173, 4);
            SelectionKernels.CopyBlock(ds_dx, ds_da2, outer: examples, xStride: 36, yStride: 4, xOffset: 32, yOffset: 0, length: 4);

            // t9 = a2²   [examples×4]
            var t9 = frame.Arena(105, 4);
            ElementwiseKernels.Square(a2, t9);

            // t10 = 1 − t9   [examples×4], in the place of t9
            var t10 = frame.Arena(105, 4);
            ElementwiseKernels.Affine(t9, t10, scale: -1f, shift: 1f);

            // ∂s/∂z1 = ∂s/∂a2 ⊙ t10   [examples×4]
            var ds_dz1 = frame.Arena(109, 4);
            BinaryKernels.Multiply(ds_da2, t10, ds_dz1);

            // ∂s/∂table = ∂s/∂z1·W1ᵀ   [examples×3]
            var W1T_panels = frame.Shared(1264, 64);
            var ds_dtable = frame.Arena(113, 3);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dtable, m: examples, k: 4, n: 3, accumulate: false);

            // t11 = a1²   [examples×4×4×2]
            var t11 = frame.Arena(177, 32);
            ElementwiseKernels.Square(a1, t11);

            // t12 = 1 − t11   [examples×4×4×2], in the place of t11
            var t12 = frame.Arena(177, 32);
            ElementwiseKernels.Affine(t11, t12, scale: -1f, shift: 1f);

            // ∂s/∂u1 = ∂s/∂a1 ⊙ t12   [examples×4×4×2]
            var ds_du1 = frame.Arena(209, 32);
            BinaryKernels.Multiply(ds_da1, t12, ds_du1);

            // ∂s/∂image = ∂s/∂u1 ∗ᵀ F1   [examples×4×4×1]
            var F1T_panels = frame.Shared(1328, 288);
            var ds_dimage = frame.Arena(116, 16);
            ConvolutionKernels.InputGradient(ds_du1, F1T_panels, ds_dimage, images: examples, convolution1);

// ======== Training/Tile/Explanation penalty
            // ── Explanation penalty

            // g = A ⊙ ∂s/∂image   [examples×4×4×1], in the place of ∂s/∂image
            var A = frame.Input(2); // annotations.image
            var g = frame.Arena(116, 16);
            BinaryKernels.Multiply(A, ds_dimage, g);

            // t17 += Σ g²   []
            var t17 = frame.Sum(279, 1);
            ReduceKernels.SumOfSquares(g, t17, accumulate: true);

            // g_2 = A_2 ⊙ ∂s/∂table   [examples×3], in the place of ∂s/∂table
            var A_2 = frame.Input(3); // annotations.table
            var g_2 = frame.Arena(113, 3);
            BinaryKernels.Multiply(A_2, ds_dtable, g_2);

            // t17 += Σ g_2²   []
            ReduceKernels.SumOfSquares(g_2, t17, accumulate: true);

