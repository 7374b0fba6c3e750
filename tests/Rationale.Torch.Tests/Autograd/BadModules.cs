using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Two layers with the same weights, as in a language model.</summary>
[Classifier(classes: 4)]
[Input(4)]
public sealed partial class Tied : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 4);
    private readonly Linear second = Linear(4, 4);

    /// <summary>Makes it.</summary>
    public Tied()
        : base(nameof(Tied))
    {
        second.weight = first.weight;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => second.call(tanh(first.call(input)));
}

/// <summary>Numbers that are registered and not trained, and nothing else.</summary>
[Classifier(classes: 2)]
[Input(3)]
public sealed partial class BuffersOnly : Module<Tensor, Tensor>
{
    private readonly Tensor scale = ones(3, 2);

    /// <summary>Makes it.</summary>
    public BuffersOnly()
        : base(nameof(BuffersOnly))
    {
        register_buffer("scale", scale);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.mm(scale);
}

/// <summary>A forward pass that does what a test asks for.</summary>
[Classifier(classes: 3)]
[Input(5)]
public sealed partial class Changing : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(5, 3);

    /// <summary>What is done to the outputs.</summary>
    public Func<Tensor, Tensor> After { get; set; } = z => z;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => After(output.call(input));
}

/// <summary>Token ids, which have no gradient, in a forward pass that is not understood.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint]
public sealed partial class OpaqueTokens : Module<Tensor, Tensor>
{
    private readonly Embedding words = Embedding(8, 2);
    private readonly Linear output = Linear(10, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.shape[0] == 0 ? zeros(0, 3) : output.call(words.call(input.abs().to(int64)).flatten(1));
}
