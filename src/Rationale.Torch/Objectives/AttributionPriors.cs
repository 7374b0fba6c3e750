using System.Collections.Concurrent;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// Priors on attributions (Erion et al. 2021; Weinberger, Janizek and Lee 2020) by autograd, for any module in any loop of one's own: attributions that are open to differentiation,
/// and penalties on them. Each is computed from the graph that declared models are trained with. The penalties are those of one example; where the task loss is summed over the
/// examples of a batch, multiply them with their number. All methods may be called from several threads.
/// </summary>
public static class AttributionPriors
{
    private static readonly ConcurrentDictionary<(ModelTask Task, EquatableArray<int> Shape, AttributionSource Source), Lazy<(ModelGraph Forward, Node Attribution)>> Attributions = new();

    /// <summary>The attribution φ of each example by its gradient, itself open to differentiation.</summary>
    /// <param name="module">The module, for instance <c>net.call</c>: logits of a classifier or predictions of a regressor, [examples×outputs].</param>
    /// <param name="x">Examples that autograd watches; see <see cref="RightReasons.Explained"/>.</param>
    /// <param name="kind">How the gradient becomes an attribution; not expected gradients, which take references.</param>
    /// <param name="target">s; null for the logit of the labeled class.</param>
    /// <param name="labels">The class of each example, [examples]; asked for only by targets of the labeled class.</param>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">Autograd does not watch x, or labels are missing.</exception>
    public static Tensor Attribution(Func<Tensor, Tensor> module, Tensor x, AttributionKind kind = AttributionKind.Gradient, Target? target = null, Tensor? labels = null) =>
        kind == AttributionKind.ExpectedGradients
            ? throw new ArgumentException("Expected gradients compare examples with references; call AttributionPriors.ExpectedGradients with examples of a background.", nameof(kind))
            : Evaluate(module, x, new AttributionSource(kind, 0, target ?? Labeled), labels, []);

    /// <summary>Expected gradients of each example: the mean over references x₀ and places α of (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀).</summary>
    /// <param name="module">The module, for instance <c>net.call</c>; it is called once for the examples and once for each draw.</param>
    /// <param name="x">Examples that autograd watches; see <see cref="RightReasons.Explained"/>.</param>
    /// <param name="draws">For each draw a reference of each example, of the shape of <paramref name="x"/>, and its place α in [0, 1), [examples×1].</param>
    /// <param name="target">s; null for the logit of the labeled class.</param>
    /// <param name="labels">The class of each example, [examples]; asked for only by targets of the labeled class.</param>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">Autograd does not watch x, shapes do not fit, there are no draws, or labels are missing.</exception>
    public static Tensor ExpectedGradients(Func<Tensor, Tensor> module, Tensor x, IReadOnlyList<(Tensor References, Tensor Places)> draws, Target? target = null, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Count is 0 or > AttributionSource.MaxReferences)
        {
            throw new ArgumentException($"{draws.Count} draws are given, but expected gradients take 1 to {AttributionSource.MaxReferences}; the mean over many steps has as many as one needs.", nameof(draws));
        }

        foreach (var (references, places) in draws)
        {
            if (!references.shape.SequenceEqual(x.shape) || !places.shape.SequenceEqual([x.shape[0], 1]))
            {
                throw new ArgumentException($"References of shape {Text(references)} and places of shape {Text(places)} do not fit examples of shape {Text(x)}; give a reference and one number for each example.", nameof(draws));
            }
        }

        return Evaluate(module, x, new AttributionSource(AttributionKind.ExpectedGradients, draws.Count, target ?? Labeled), labels, draws);
    }

    /// <summary>How much standardized attributions differ between neighboring pixels, of one example (Erion et al. 2021, the pixel prior).</summary>
    /// <param name="attribution">φ of images, [examples×height×width] or [examples×channels×height×width].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The attributions are not those of images.</exception>
    public static Tensor Smoothness(Tensor attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        return attribution.ndim is 3 or 4
            ? Penalty(attribution, source => new SmoothAttributionPenalty(1, source, ChannelsFirst: true))
            : throw new ArgumentException($"Attributions of shape {Text(attribution)} are not those of images; they must be [examples, height, width] or [examples, channels, height, width].", nameof(attribution));
    }

    /// <summary>How few features matter (Erion et al. 2021, the sparsity prior): minus the Gini coefficient of the mean magnitudes over the batch, or a mean of magnitudes or squares.</summary>
    /// <param name="attribution">φ, [examples×…].</param>
    /// <param name="measure">The measure.</param>
    /// <returns>A scalar, smaller for fewer features.</returns>
    public static Tensor Sparsity(Tensor attribution, SparsityMeasure measure = SparsityMeasure.Gini) => Penalty(attribution, source => new SparseAttributionPenalty(1, measure, source));

    /// <summary>How much the mean magnitudes of attributions differ over the edges of a graph of features, φ̄ᵀ L φ̄ (Erion et al. 2021, the graph prior).</summary>
    /// <param name="attribution">φ, [examples×features].</param>
    /// <param name="laplacian">L = D − A, [features×features].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor OverGraph(Tensor attribution, Tensor laplacian)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(laplacian);
        var features = attribution.numel() / attribution.shape[0];
        return laplacian.shape.SequenceEqual([features, features])
            ? Penalty(attribution, source => new GraphAttributionPenalty(1, source), (GraphAttributionPenalty.Laplacian, laplacian))
            : throw new ArgumentException($"The Laplacian has the shape {Text(laplacian)}, but attributions of {features} features need [{features}, {features}].", nameof(laplacian));
    }

    /// <summary>The distance of attributions from those that a prior predicts, the mean of |g − |φ|| over features (Weinberger, Janizek and Lee 2020, equation 3).</summary>
    /// <param name="attribution">φ, [examples×features].</param>
    /// <param name="predicted">g of each feature, [features], of any module over meta-features.</param>
    /// <param name="norm">Absolute or squared differences.</param>
    /// <param name="signed">Whether g predicts attributions with their sign.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Distance(Tensor attribution, Tensor predicted, PenaltyNorm norm = PenaltyNorm.L1, bool signed = false)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(predicted);
        var features = attribution.numel() / attribution.shape[0];
        return predicted.numel() == features
            ? Penalty(attribution, source => new AttributionPrior(1, 1, EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)), source, signed, norm), ("g", predicted.reshape(features)))
            : throw new ArgumentException($"The predicted attributions have the shape {Text(predicted)}, but there are {features} features; give one number for each.", nameof(predicted));
    }

    private static Target Labeled => new(TargetOutput.Logit, TargetClass.Labeled);

    private static Tensor Evaluate(Func<Tensor, Tensor> module, Tensor x, AttributionSource source, Tensor? labels, IReadOnlyList<(Tensor References, Tensor Places)> draws)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(x);
        if (!x.requires_grad)
        {
            throw new ArgumentException("Autograd does not watch the examples; give what RightReasons.Explained(x) returns, outside of no_grad.", nameof(x));
        }

        var outputs = module(x);
        var (forward, attribution) = Attributions.GetOrAdd(
            (new ClassifierTask((int)outputs.shape[^1], Reduction.Mean), Extents(x), source), static key => new(() => Build(key.Task, key.Shape, key.Source))).Value;
        var known = new ComputationGraph([new Output("φ", OutputKind.PerExample, attribution)]).Nodes();
        var evaluator = new GraphEvaluator(outputs, x.shape[0]) { Call = (_, features) => module(features), [forward.Outputs] = outputs, [forward.Features] = x };
        if (known.FirstOrDefault(node => node.Operator is Graph.Operators.LabelsOp) is { } label)
        {
            evaluator[label] = labels?.reshape(-1) ?? throw new ArgumentException($"The attribution target is the {source.Target}, but no labels are given; give the class of each example.", nameof(labels));
        }

        foreach (var (draw, inputs) in draws.Zip(source.Inputs(Specification(forward, source)).Chunk(2)))
        {
            evaluator[Input(known, inputs[0].Name)] = draw.References;
            evaluator[Input(known, inputs[1].Name)] = draw.Places;
        }

        return evaluator[attribution].reshape(x.shape);
    }

    private static ModelSpecification Specification(ModelGraph forward, AttributionSource source) =>
        Model(new ClassifierTask(forward.Outputs.Shape.Last, Reduction.Mean), new EquatableArray<int>(forward.Features.Shape.Dimensions), new SparseAttributionPenalty(1, SparsityMeasure.L1, source));

    private static (ModelGraph Forward, Node Attribution) Build(ModelTask task, EquatableArray<int> shape, AttributionSource source)
    {
        var term = new SparseAttributionPenalty(1, SparsityMeasure.L1, source);
        var model = Model(task, shape, term);
        var forward = ModelGraph.Build(model, training: true);
        return (forward, source.Build(new ObjectiveContext(term, model, forward)));
    }

    private static Tensor Penalty(Tensor attribution, Func<AttributionSource, AttributionTerm> create, params (string Name, Tensor Value)[] inputs)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        var term = create(new AttributionSource(AttributionKind.Gradient, 0, Labeled));
        var model = Model(new ClassifierTask(1, Reduction.Mean), Extents(attribution), term);
        var forward = ModelGraph.Build(model, training: true);
        var given = forward.Builder.Input("attribution", Shape.PerExample(attribution.shape[1..].Aggregate(1, (product, extent) => product * (int)extent)));
        var penalty = term.ComputeFor(new ObjectiveContext(term, model, forward), given);
        var evaluator = new GraphEvaluator(attribution, attribution.shape[0]) { [given] = attribution.flatten(1) };
        foreach (var (name, value) in inputs)
        {
            evaluator[forward.Builder.Nodes.First(node => node.Label == name || node.Operator is Graph.Operators.SharedInputOp input && input.Key == name)] = value;
        }

        return evaluator[penalty];
    }

    private static ModelSpecification Model(ModelTask task, EquatableArray<int> shape, AttributionTerm term) => new(
        "module", shape, EquatableArray.Create<Layer>(new ModuleLayer("", EquatableArray.Create(task.Outputs))), task, TaskLoss.With(term), new TrainingDefaults());

    private static Node Input(IReadOnlyList<Node> nodes, string name) => nodes.First(node => node.Operator is Graph.Operators.InputOp input && input.Key == name);

    private static EquatableArray<int> Extents(Tensor tensor) => new(tensor.shape[1..].Select(extent => (int)extent));

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
