// ======== Main/Specification
    /// <summary>The layers that <c>forward</c> stands for, with what the attributes declare. Examples have the shape that the module takes; images are permuted to channels last inside, where layers need it.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "GatedModule",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new CombineLayer(Kind: CombinationKind.Product, Left: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault)), Right: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 3, Bias: true, Initialization: Initialization.PyTorchDefault),
                new SigmoidLayer())),
            new ScaleLayer(Scale: 0.5, Shift: 0),
            new ScaleLayer(Scale: 1, Shift: -0.5),
            new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 1, Reduction: Reduction.Mean),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new ExplanationPenalty(Weight: 1000, AutomaticRatio: 0, Target: new Target(Output: TargetOutput.Probability, Class: TargetClass.Labeled), Norm: PenaltyNorm.L2, Reduction: Reduction.Normalized)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/ParameterBindings
    /// <summary>For each parameter and running statistic of <see cref="Specification"/>, in their order: its name in the module and among the layers, the shape that the module's tensor is viewed in, the order of its dimensions among the layers, and whether it is trained.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static EquatableArray<ParameterBinding> ParameterBindings { get; } = EquatableArray.Create(
        new ParameterBinding("value.weight", "dense1.weight", EquatableArray.Create(3, 4), EquatableArray.Create(1, 0), true),
        new ParameterBinding("value.bias", "dense1.bias", EquatableArray.Create(3), EquatableArray.Create(0), true),
        new ParameterBinding("gate.weight", "dense2.weight", EquatableArray.Create(3, 4), EquatableArray.Create(1, 0), true),
        new ParameterBinding("gate.bias", "dense2.bias", EquatableArray.Create(3), EquatableArray.Create(0), true),
        new ParameterBinding("<Output>k__BackingField.weight", "dense3.weight", EquatableArray.Create(1, 3), EquatableArray.Create(1, 0), true),
        new ParameterBinding("<Output>k__BackingField.bias", "dense3.bias", EquatableArray.Create(1), EquatableArray.Create(0), true));

// ======== Main/ExplainedLoss
    /// <summary>The loss of a batch, L = task + explanation, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
    /// <param name="x">Examples as <c>forward</c> takes them.</param>
    /// <param name="labels">0 or 1 for each example, [examples].</param>
    /// <param name="annotations">The annotation mask A: 1 where a value must not matter, 0 elsewhere, of the shape of x. Null leaves the term 'explanation' out.</param>
    /// <param name="explanationWeight">λ₁ of [ExplainConstraint(Weight)], a finite number of 0 or more.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="global::System.ArgumentException">x is not of shape [examples, 4], or of another type than the parameters. 'annotations' has another shape than x. There is not one class for each example. Values on a GPU are not looked at: that would wait for it.</exception>
    /// <exception cref="global::System.InvalidOperationException">There is no gradient with respect to x: gradients are switched off, or the outputs do not depend on x.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Tensor ExplainedLoss(Tensor x, Tensor labels, Tensor? annotations, double explanationWeight = 1000)
    {
        if (x.ndim != 2 || x.shape[1] != 4)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'GatedModule' takes x of shape [examples, 4], as [Input] declares it, but was given [{string.Join(", ", x.shape)}]; use x.reshape(-1, 4) where each example has these values in another shape.", nameof(x));
        }

        if (x.is_floating_point() && global::System.Linq.Enumerable.FirstOrDefault(parameters()) is { } parameter && parameter.dtype != x.dtype)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'GatedModule' takes x of the type of the module's parameters, {parameter.dtype}, but was given {x.dtype}; use x.to(torch.{parameter.dtype.ToString().ToLowerInvariant()}), or convert the module by module.to(torch.{x.dtype.ToString().ToLowerInvariant()}).", nameof(x));
        }

        if (annotations is not null && !global::System.MemoryExtensions.SequenceEqual<long>(annotations.shape, x.shape))
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'GatedModule' takes annotations of the shape of x, [{string.Join(", ", x.shape)}], but was given [{string.Join(", ", annotations.shape)}]; give one value for each of x, with reshape or expand.", nameof(annotations));
        }

        // Gradients are taken with respect to x, which must be a leaf of autograd's graph.
        x = annotations is null ? x : x.detach().requires_grad_();
        var z = call(x);
        if (labels.numel() != z.shape[0] || (labels.device_type == global::TorchSharp.DeviceType.CPU && labels.lt(0).logical_or_(labels.gt(1)).any().item<bool>()))
        {
            var given = labels.to(global::TorchSharp.torch.float64);
            var range = given.numel() == 0 ? "" : $" from {given.min().item<double>()} to {given.max().item<double>()}";
            throw new global::System.ArgumentException($"ExplainedLoss of 'GatedModule' takes numbers from 0 to 1 as labels, one for each of {z.shape[0]} examples, but was given {given.numel()} of type {labels.dtype}{range}; count classes from 0.", nameof(labels));
        }

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

        // ∂s/∂x of a sum over examples, which gives each example its own. It has a graph of its own, because the loss is differentiated through it; without
        // retain_graph the graph of s would be gone by then.
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

            // z1 = x·W1 + b1   [examples×3]
            var x = frame.Input(0); // features
            var W1_panels = frame.Shared(160, 64);
            var b1 = frame.Parameters(12, 3);
            var z1 = frame.Arena(0, 3);
            GemmKernels.MultiplyPackedBias(x, W1_panels, b1, z1, m: examples, k: 4, n: 3);

            // z2 = x·W2 + b2   [examples×3]
            var W2_panels = frame.Shared(224, 64);
            var b2 = frame.Parameters(27, 3);
            var z2 = frame.Arena(3, 3);
            GemmKernels.MultiplyPackedBias(x, W2_panels, b2, z2, m: examples, k: 4, n: 3);

            // a1 = σ(z2)   [examples×3], in the place of z2
            var a1 = frame.Arena(3, 3);
            ElementwiseKernels.Sigmoid(z2, a1);

            // r1 = z1 ⊙ a1   [examples×3]
            var r1 = frame.Arena(6, 3);
            BinaryKernels.Multiply(z1, a1, r1);

            // t3 = 0.5·r1 − 0.5   [examples×3], in the place of r1
            var t3 = frame.Arena(6, 3);
            ElementwiseKernels.Affine(r1, t3, scale: 0.5f, shift: -0.5f);

            // z3 = t3·W3 + b3   [examples×1]
            var W3_panels = frame.Shared(288, 48);
            var b3 = frame.Parameters(33, 1);
            var z3 = frame.Arena(9, 1);
            GemmKernels.MultiplyPackedBias(t3, W3_panels, b3, z3, m: examples, k: 3, n: 1);

