// ======== Main/Specification
    /// <summary>The layers that <c>forward</c> stands for, with what the attributes declare. Examples have the shape that the module takes; images are permuted to channels last inside, where layers need it.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "ConceptModule",
        InputShape: EquatableArray.Create(8),
        Layers: EquatableArray.Create<Layer>(
            new SelfExplainingNetwork(Source: new LearnedConcepts(Encoder: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 4, Bias: true, Initialization: Initialization.PyTorchDefault)), Decoder: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 8, Bias: true, Initialization: Initialization.PyTorchDefault))), Relevance: EquatableArray.Create<Layer>(
                new DenseLayer(Units: 6, Bias: true, Initialization: Initialization.PyTorchDefault),
                new TanhLayer(),
                new DenseLayer(Units: 12, Bias: true, Initialization: Initialization.PyTorchDefault)), Classes: 3, Aggregator: ConceptAggregator.Sum)),
        Task: new ClassifierTask(Classes: 3, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss(),
            new RobustnessPenalty(Target: new Target(Output: TargetOutput.Logit, Class: TargetClass.All), Reduction: RobustnessReduction.MeanOfNorms, Weight: 0.01),
            new ReconstructionPenalty(Weight: 1),
            new SparsityPenalty(Weight: 2E-05)),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/forward
    /// <summary>f(x) = Σᵢ θᵢ(x) hᵢ(x) over concepts h and their relevances θ (Alvarez-Melis and Jaakkola 2018, definition 3.3).</summary>
    /// <param name="x">Examples, [examples × …].</param>
    /// <returns>f, [examples × 3].</returns>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public override Tensor forward(Tensor x)
    {
        var h = encoder.call(x);
        var θ = relevance.call(x).reshape([-1, 4, 3]);
        return (h.unsqueeze(-1) * θ).sum([1L]);
    }

// ======== Main/ExplainedLoss
    /// <summary>The loss of a batch, L = task + robustness + reconstruction + sparsity, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
    /// <param name="x">Examples as <c>forward</c> takes them.</param>
    /// <param name="labels">The class of each example as a 64-bit integer, [examples].</param>
    /// <param name="robustnessWeight">λ of [SelfExplaining(RobustnessWeight)], a finite number of 0 or more.</param>
    /// <param name="reconstructionWeight">ρ of [SelfExplaining(ReconstructionWeight)], a finite number of 0 or more.</param>
    /// <param name="sparsityWeight">ξ of [SelfExplaining(SparsityWeight)], a finite number of 0 or more.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="global::System.ArgumentException">x is not of shape [examples, 8], or of another type than the parameters. There is not one class for each example. Values on a GPU are not looked at: that would wait for it.</exception>
    /// <exception cref="global::System.InvalidOperationException">There is no gradient with respect to x: gradients are switched off, or the outputs do not depend on x.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Tensor ExplainedLoss(Tensor x, Tensor labels, double robustnessWeight = 0.01, double reconstructionWeight = 1, double sparsityWeight = 2E-05)
    {
        if (x.ndim != 2 || x.shape[1] != 8)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'ConceptModule' takes x of shape [examples, 8], as [Input] declares it, but was given [{string.Join(", ", x.shape)}]; use x.reshape(-1, 8) where each example has these values in another shape.", nameof(x));
        }

        if (x.is_floating_point() && global::System.Linq.Enumerable.FirstOrDefault(parameters()) is { } parameter && parameter.dtype != x.dtype)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'ConceptModule' takes x of the type of the module's parameters, {parameter.dtype}, but was given {x.dtype}; use x.to(torch.{parameter.dtype.ToString().ToLowerInvariant()}), or convert the module by module.to(torch.{x.dtype.ToString().ToLowerInvariant()}).", nameof(x));
        }

        // Gradients are taken with respect to x, which must be a leaf of autograd's graph.
        x = x.detach().requires_grad_();
        var h = encoder.call(x);
        var θ = relevance.call(x).reshape([-1, 4, 3]);
        var decoded = decoder.call(h).flatten(1);
        var z = (h.unsqueeze(-1) * θ).sum([1L]);
        if (labels.dtype != global::TorchSharp.torch.int64 || labels.numel() != z.shape[0] || (labels.device_type == global::TorchSharp.DeviceType.CPU && labels.lt(0).logical_or_(labels.gt(2)).any().item<bool>()))
        {
            var given = labels.to(global::TorchSharp.torch.float64);
            var range = given.numel() == 0 ? "" : $" from {given.min().item<double>()} to {given.max().item<double>()}";
            throw new global::System.ArgumentException($"ExplainedLoss of 'ConceptModule' takes 64-bit integers from 0 to 2 as labels, one for each of {z.shape[0]} examples, but was given {given.numel()} of type {labels.dtype}{range}; use labels.to(torch.int64), and count classes from 0.", nameof(labels));
        }

        // log p = log softmax(z)
        var log_p = z.log_softmax(-1);

        // task = −Σ y log softmax(z)
        var loss = -log_p.gather(1, labels.reshape(-1, 1)).sum();

        // t = reshape(h)
        var t = h.unsqueeze(-1);
        var dtheta0_dx = Gradient(θ.narrow(2, 0, 1), x, t);
        var dtheta1_dx = Gradient(θ.narrow(2, 1, 1), x, t);
        var dtheta2_dx = Gradient(θ.narrow(2, 2, 1), x, t);

        // robustness = λ ‖r‖ of an example, summed over examples, of r = Σ h ∇θ, which is ∇f − Σ θ ∇h, for all classes
        loss += robustnessWeight * (dtheta0_dx.pow(2).sum(1, keepdim: true) + dtheta1_dx.pow(2).sum(1, keepdim: true) + dtheta2_dx.pow(2).sum(1, keepdim: true) + 1E-24).sqrt().sum();

        // error = x̂ − x
        var error = decoded - x;

        // reconstruction = ρ times the mean of (x̂ − x)² of an example, summed over examples
        loss += 0.125 * (reconstructionWeight * error.pow(2).sum());

        // sparsity = ξ Σ |h| of an example, summed over examples
        loss += sparsityWeight * h.abs().sum();

        return loss;

        // ∂s/∂x of a sum over examples, which gives each example its own. It has a graph of its own, because the loss is differentiated through it; without
        // retain_graph the graph of s would be gone by then.
        static Tensor Gradient(Tensor s, Tensor x, Tensor? cotangent = null)
        {
            if (!s.requires_grad)
            {
                throw new global::System.InvalidOperationException("There is no gradient to penalize, because gradients are switched off; do not call ExplainedLoss within no_grad.");
            }

            var gradient = global::TorchSharp.torch.autograd.grad([s], [x], cotangent is null ? null : [cotangent], retain_graph: true, create_graph: true, allow_unused: true)[0];
            return gradient is { IsInvalid: false }
                ? gradient
                : throw new global::System.InvalidOperationException("There is no gradient to penalize, because the outputs do not depend on x; look for a detach() in forward.");
        }
    }

