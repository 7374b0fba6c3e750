// ======== Main/Specification
    /// <summary>What the attributes and <c>forward</c> say. Rows are as the module takes them; images are turned to channels last inside, where it matters.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "GatedModule",
        InputShape: EquatableArray.Of(4),
        Layers: EquatableArray.Of<Layer>(
            new Combination(Kind: CombinationKind.Product, Left: EquatableArray.Of<Layer>(
                new Dense(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)), Right: EquatableArray.Of<Layer>(
                new Dense(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault),
                new Sigmoid())),
            new Scaling(Scale: 0.5, Shift: 0),
            new Scaling(Scale: 1, Shift: -0.5),
            new Dense(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 1, Reduction: Reduction.Mean),
        Objectives: EquatableArray.Of<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Scalar: ExplainedScalar.LabeledProbability, Norm: PenaltyNorm.L2, Reduction: Reduction.Normalized)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/ParameterBindings
    /// <summary>Where the parameters and running statistics that the module registers stand in the parameters and the state of <see cref="Specification"/>, in their order.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static EquatableArray<ParameterBinding> ParameterBindings { get; } = EquatableArray.Of(
        new ParameterBinding("value.weight", "dense1.weight", EquatableArray.Of(3, 4), EquatableArray.Of(1, 0), true),
        new ParameterBinding("value.bias", "dense1.bias", EquatableArray.Of(3), EquatableArray.Of(0), true),
        new ParameterBinding("gate.weight", "dense2.weight", EquatableArray.Of(3, 4), EquatableArray.Of(1, 0), true),
        new ParameterBinding("gate.bias", "dense2.bias", EquatableArray.Of(3), EquatableArray.Of(0), true),
        new ParameterBinding("<Output>k__BackingField.weight", "dense3.weight", EquatableArray.Of(1, 3), EquatableArray.Of(1, 0), true),
        new ParameterBinding("<Output>k__BackingField.bias", "dense3.bias", EquatableArray.Of(1), EquatableArray.Of(0), true));

// ======== Main/ExplainedLoss
    /// <summary>The loss of a batch, L = task + explanation, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
    /// <param name="x">Examples as <c>forward</c> takes them.</param>
    /// <param name="labels">0 or 1 for each example, [examples].</param>
    /// <param name="annotations">The annotation mask A: 1 where a value must not matter, 0 elsewhere, of the shape of x. Null leaves the term 'explanation' out.</param>
    /// <param name="explanationWeight">λ₁, a finite number of 0 or more.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="global::System.InvalidOperationException">There is no gradient with respect to x: gradients are switched off, or the outputs do not depend on x.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Tensor ExplainedLoss(Tensor x, Tensor labels, Tensor? annotations = null, double explanationWeight = 1000)
    {
        // Gradients are taken with respect to x, which must be a leaf of autograd's graph.
        x = annotations is null ? x : x.detach().requires_grad_();
        var z = call(x);

        // y = the label, 0 or 1
        var y = labels.reshape(-1, 1).type_as(z);

        // task = Σ (softplus(z) − y z), divided by the number of examples
        var loss = (z.softplus(threshold: 50) - (y * z)).sum() / x.shape[0];

        if (annotations is not null)
        {
            // s = σ((2·y − 1) ⊙ z)
            var s = (((2 * y) - 1) * z).sigmoid();
            var ds_dx = Gradient(s.sum(), x);

            // g = A ⊙ ∂s/∂x
            var g = annotations * ds_dx;

            // explanation = λ₁ Σ (A ⊙ ∂s/∂x)², divided by the number of annotated inputs
            loss += explanationWeight * g.pow(2).sum() / annotations.sum().clamp_min(1);
        }

        return loss;

        // ∂s/∂x with a graph of its own, because the loss is differentiated through it. Without retain_graph the graph of s would be gone by then.
        static Tensor Gradient(Tensor s, Tensor x)
        {
            if (!s.requires_grad)
            {
                throw new global::System.InvalidOperationException("There is no gradient to penalize, because gradients are switched off; do not call ExplainedLoss within no_grad.");
            }

            var gradient = global::TorchSharp.torch.autograd.grad([s], [x], retain_graph: true, create_graph: true, allow_unused: true)[0];
            return gradient is { IsInvalid: false }
                ? gradient
                : throw new global::System.InvalidOperationException("There is no gradient to penalize, because the outputs do not depend on x; look for a detach() in forward.");
        }
    }

// ======== Training/Pass1/Forward pass
            // ── Forward pass

            // z1 = x·W1 + b1   [rows×3]
            var x = frame.Column(0); // features
            var W1_panels = frame.Shared(160, 64);
            var b1 = frame.Parameters(12, 3);
            var z1 = frame.Arena(0, 3);
            Gemm.MultiplyPackedBias(x, W1_panels, b1, z1, m: rows, k: 4, n: 3);

            // z2 = x·W2 + b2   [rows×3]
            var W2_panels = frame.Shared(224, 64);
            var b2 = frame.Parameters(27, 3);
            var z2 = frame.Arena(3, 3);
            Gemm.MultiplyPackedBias(x, W2_panels, b2, z2, m: rows, k: 4, n: 3);

            // a1 = σ(z2)   [rows×3], in the place of z2
            var a1 = frame.Arena(3, 3);
            Elementwise.Sigmoid(z2, a1);

            // r1 = z1 ⊙ a1   [rows×3]
            var r1 = frame.Arena(6, 3);
            Binary.Multiply(z1, a1, r1);

            // t3 = 0.5·r1 − 0.5   [rows×3], in the place of r1
            var t3 = frame.Arena(6, 3);
            Elementwise.Affine(r1, t3, scale: 0.5f, shift: -0.5f);

            // z3 = t3·W3 + b3   [rows×1]
            var W3_panels = frame.Shared(288, 48);
            var b3 = frame.Parameters(33, 1);
            var z3 = frame.Arena(9, 1);
            Gemm.MultiplyPackedBias(t3, W3_panels, b3, z3, m: rows, k: 3, n: 1);

