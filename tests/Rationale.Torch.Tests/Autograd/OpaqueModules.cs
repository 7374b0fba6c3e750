using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>The perceptron of the tests, in a form that the reader does not understand: what it does depends on the batch.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
[WeightPenalty(L2 = 0.01)]
[Smoothed(0.5, Quantization = 8)]
public sealed partial class OpaquePerceptron : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(tanh(hidden.call(input)));
}

/// <summary>The same with layers that are read.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
[WeightPenalty(L2 = 0.01)]
[Smoothed(0.5, Quantization = 8)]
public sealed partial class ReadPerceptron : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(hidden.call(input)));
}

/// <summary>Images with batch normalization and dropout, not understood, patches channels first.</summary>
[Classifier(classes: 3, Reduction = Reduction.Mean)]
[Input(2, 4, 4)]
[ExplainConstraint(Weight = 1, Reduction = Reduction.Mean)]
[Smoothed(0.5, Quantization = 4, Patch = 2)]
public sealed partial class OpaqueImages : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(2, 3, 3, padding: 1);
    private readonly BatchNorm2d norm = BatchNorm2d(3);
    private readonly Dropout dropout = Dropout(0.25);
    private readonly Linear output = Linear(48, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = functional.softplus(norm.call(first.call(input)));
        return input.shape[0] == 0 ? zeros(0, 3) : output.call(dropout.call(h).flatten(1));
    }
}

/// <summary>A self-explaining module whose parts are read.</summary>
[Classifier(classes: 3)]
[Input(5)]
[SelfExplaining(4, RobustnessWeight = 0.5, SparsityWeight = 0.01)]
public sealed partial class ReadConcepts : Module<Tensor, Tensor>
{
    [ConceptEncoder]
    private readonly Sequential encoder = Sequential(("hidden", Linear(5, 6)), ("tanh", Tanh()), ("output", Linear(6, 4)));

    [ConceptDecoder]
    private readonly Linear decoder = Linear(4, 5);

    [Relevance]
    private readonly Sequential relevance = Sequential(("hidden", Linear(5, 6)), ("tanh", Tanh()), ("output", Linear(6, 12)));
}

/// <summary>A part whose forward pass is not understood.</summary>
public sealed class OpaqueEncoder : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 6);
    private readonly Linear output = Linear(6, 4);

    /// <summary>Makes it.</summary>
    public OpaqueEncoder()
        : base(nameof(OpaqueEncoder)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 4) : output.call(tanh(hidden.call(input)));
}

/// <summary>A self-explaining module with such a part.</summary>
[Classifier(classes: 3)]
[Input(5)]
[SelfExplaining(4, RobustnessWeight = 0.5, SparsityWeight = 0.01)]
public sealed partial class OpaqueConcepts : Module<Tensor, Tensor>
{
    [ConceptEncoder]
    private readonly OpaqueEncoder encoder = new();

    [ConceptDecoder]
    private readonly Linear decoder = Linear(4, 5);

    [Relevance]
    private readonly Sequential relevance = Sequential(("hidden", Linear(5, 6)), ("tanh", Tanh()), ("output", Linear(6, 12)));
}

/// <summary>Features as concepts, with a bias.</summary>
[Classifier(classes: 2, Reduction = Reduction.Mean)]
[Input(5)]
[SelfExplaining(3, Origin = ConceptOrigin.Chosen, Features = new[] { 0, 2, 4 }, Output = TargetOutput.LogProbability, RobustnessWeight = 0.5)]
public sealed partial class ChosenModule : Module<Tensor, Tensor>
{
    [Relevance]
    private readonly Sequential relevance = Sequential(("hidden", Linear(5, 6)), ("tanh", Tanh()), ("output", Linear(6, 8)));
}

/// <summary>Attributions that are shaped, by autograd.</summary>
[Classifier(classes: 3)]
[Input(2, 4, 3)]
[SmoothAttributions(Weight = 0.3)]
[SparseAttributions(Weight = 0.2)]
public sealed partial class OpaquePriors : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(2, 3, 3, padding: 1);
    private readonly Linear output = Linear(36, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(tanh(first.call(input)).flatten(1));
}

/// <summary>The same with layers that are read.</summary>
[Classifier(classes: 3)]
[Input(2, 4, 3)]
[SmoothAttributions(Weight = 0.3)]
[SparseAttributions(Weight = 0.2)]
public sealed partial class ReadPriors : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(2, 3, 3, padding: 1);
    private readonly Linear output = Linear(36, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(first.call(input)).flatten(1));
}

/// <summary>An attribution prior with a network of its own, by autograd.</summary>
[Classifier(classes: 3)]
[Input(5)]
[AttributionPrior(2, Weight = 0.3)]
public sealed partial class OpaqueDeepPrior : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(tanh(hidden.call(input)));
}

/// <summary>The same with layers that are read.</summary>
[Classifier(classes: 3)]
[Input(5)]
[AttributionPrior(2, Weight = 0.3)]
public sealed partial class ReadDeepPrior : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(hidden.call(input)));
}
