using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>A perceptron.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
[WeightPenalty(L2 = 0.01)]
public sealed partial class Perceptron : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(hidden.call(input)));
}

/// <summary>Images, channels first, through a block that is added to what went in.</summary>
[Classifier(classes: 4)]
[Input(2, 6, 6)]
[ExplainConstraint(Weight = 3, Output = TargetOutput.Probability, Class = TargetClass.Labeled, Reduction = Reduction.Normalized)]
public sealed partial class Images : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(2, 4, 3, padding: 1);
    private readonly Conv2d second = Conv2d(4, 4, 3, padding: 1, bias: false);
    private readonly Sequential head = Sequential(("hidden", Linear(36, 6)), ("act", GELU()), ("output", Linear(6, 4)));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = functional.max_pool2d(functional.softplus(first.call(input)), 2);
        h = h + (0.5 * sigmoid(second.call(h)));
        return head.call(h.flatten(1));
    }
}

/// <summary>Images whose branches are put behind each other, and layers that a loop makes.</summary>
[Classifier(classes: 3)]
[Input(2, 4, 4)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Joined : Module<Tensor, Tensor>
{
    private readonly Conv2d narrow = Conv2d(2, 2, 1);
    private readonly Conv2d wide = Conv2d(2, 3, 3, padding: 1);
    private readonly Module<Tensor, Tensor> head;

    /// <summary>Makes the module.</summary>
    public Joined()
        : base(nameof(Joined))
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        int[] sizes = [112, 6, 4];
        for (var i = 0; i + 1 < sizes.Length; i++)
        {
            layers.Add(($"dense{i}", Linear(sizes[i], sizes[i + 1])));
            layers.Add(($"tanh{i}", Tanh()));
        }

        layers.Add(("output", Linear(4, 3)));
        head = Sequential(layers);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => head.call(cat([tanh(narrow.call(input)), wide.call(input), input], 1).flatten(1));
}

/// <summary>One logit of a binary classification.</summary>
[Classifier(classes: 1, Reduction = Reduction.Mean)]
[Input(4)]
[ExplainConstraint(Weight = 5, Output = TargetOutput.Probability, Class = TargetClass.Predicted, Norm = PenaltyNorm.L1, Reduction = Reduction.Mean)]
public sealed partial class Gated : Module<Tensor, Tensor>
{
    private readonly Linear value = Linear(4, 6);
    private readonly Linear gate = Linear(4, 6);
    private readonly Linear output = Linear(6, 1);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(value.call(input)) * sigmoid(gate.call(input)));
}

/// <summary>A perceptron whose classes do not count alike.</summary>
[Classifier(classes: 3, ClassWeights = new[] { 1.0, 0.5, 3.0 }, Reduction = Reduction.Mean)]
[Input(5)]
[ExplainConstraint(Weight = 2, Reduction = Reduction.Mean)]
public sealed partial class Weighted : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(hidden.call(input)));
}

/// <summary>Token ids, explained by their vectors.</summary>
[Classifier(classes: 3)]
[Input(4)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Tokens : Module<Tensor, Tensor>
{
    private readonly Embedding words = Embedding(7, 3);
    private readonly Linear output = Linear(12, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(tanh(words.call(input)).flatten(1));
}

/// <summary>Token ids whose embedding stands within a part of the module.</summary>
[Classifier(classes: 3)]
[Input(4)]
[ExplainConstraint(Weight = 2, Norm = PenaltyNorm.L1)]
public sealed partial class NestedTokens : Module<Tensor, Tensor>
{
    private readonly Sequential network = Sequential(("words", Embedding(7, 3)), ("tanh", Tanh()), ("flat", Flatten()), ("output", Linear(12, 3)));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => network.call(input);
}

/// <summary>Means that count the zeros around an image, a soft rectifier with a slope of its own, and branches on top of each other.</summary>
[Classifier(classes: 3)]
[Input(2, 5, 5)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Padded : Module<Tensor, Tensor>
{
    private readonly AvgPool2d pool = AvgPool2d(3, stride: 2, padding: 1);
    private readonly Softplus soft = Softplus(2.5);
    private readonly Linear output = Linear(36, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = functional.softplus(pool.call(input), 0.5);
        return output.call(stack([soft.call(h), tanh(h)], 1).flatten(1));
    }
}

/// <summary>A forward pass that overwrites what its derivative needs.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class Overwriting : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = input.exp();
        var z = output.call(h);
#pragma warning disable RAT0104 // What the rule warns of is what the test is about.
        h.mul_(input.shape[0]);
#pragma warning restore RAT0104
        return z;
    }
}

/// <summary>A module with something of its own to give back.</summary>
[Classifier(classes: 3)]
[Input(5)]
public sealed partial class Disposing : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(5, 3);

    /// <summary>How often it was disposed.</summary>
    public int Disposals { get; private set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(input);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Disposals += disposing ? 1 : 0;
        base.Dispose(disposing);
    }
}

/// <summary>The same with a forward pass that is not understood.</summary>
[Classifier(classes: 3)]
[Input(5)]
public sealed partial class DisposingOpaque : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(5, 3);

    /// <summary>How often it was disposed.</summary>
    public int Disposals { get; private set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(input);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Disposals += disposing ? 1 : 0;
        base.Dispose(disposing);
    }
}
