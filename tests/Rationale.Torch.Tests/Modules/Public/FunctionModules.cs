using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>Every activation that is made of others: as a module, as a function and as a method.</summary>
[Classifier(classes: 3)]
[Input(6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Activated : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> activations = new(
        Linear(6, 6), ReLU6(), Linear(6, 6), Hardtanh(-0.7, 0.9), Linear(6, 6), Hardswish(), Linear(6, 6), Mish(), Linear(6, 6), SELU(), Linear(6, 6), CELU(0.5), Linear(6, 6), LogSigmoid(), Linear(6, 6), Softsign(), PReLU(1));

    private readonly Linear first = Linear(6, 6), second = Linear(6, 6), third = Linear(6, 6), last = Linear(6, 3);
    private readonly PReLU slopes = PReLU(6, init: 0.1);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var f = functional.mish(functional.hardswish(2 * first.call(input))) + functional.selu(functional.relu6(3 * input)) + functional.softsign(functional.logsigmoid(input)).clamp(-0.8, -0.1);
        var m = second.call(slopes.call(f)).clamp_min(-1).hardtanh(-2, 2).celu(0.7) + input.relu6() + third.call(input).abs().sqrt() + input.pow(2).exp().reciprocal() + input.square().pow(3);
        return last.call(activations.Aggregate(m.clone().tanh(), (value, module) => module.call(value)) + f);
    }
}

/// <summary>Images and sequences through groups, zeros around them, maxima and parts.</summary>
[Classifier(classes: 3)]
[Input(2, 5, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Grouped : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(2, 6, 3);
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly GroupNorm norm = GroupNorm(2, 6), plain = GroupNorm(3, 6, affine: false);
    private readonly Dropout2d drop = Dropout2d(0.0);
    private readonly LayerNorm flat = LayerNorm(6, elementwise_affine: false);
    private readonly Linear last = Linear(6, 3);

    /// <summary>Makes the module.</summary>
    public Grouped()
        : base(nameof(Grouped))
    {
        // TorchSharp 0.107 leaves them as the memory was.
        init.ones_(norm.weight);
        init.zeros_(norm.bias);
        blocks = new ModuleList<Module<Tensor, Tensor>>([.. Enumerable.Range(1, 2).Select(dilation => Conv2d(6, 6, 3, padding: dilation, dilation: dilation))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = norm.call(stem.call(functional.pad(input, [1, 1, 2, 0])));
        x = blocks.Aggregate(x, (value, block) => value + functional.silu(plain.call(block.call(value))));
        var rows = functional.adaptive_avg_pool1d(drop.call(x).flatten(2), 3).max(2).values + functional.adaptive_max_pool1d(x.flatten(2), 4).mean([2]);
        var spread = x.flatten(2).var(2) + x.std([2, 3], unbiased: false) + functional.normalize(x.norm(3), dim: 1).sum([2]);
        return last.call(flat.call(rows + x.amax([2, 3]) + x.amin([3]).mean([2])) + spread);
    }
}

/// <summary>Masks that are known and not causal: a window of truth values in a field, numbers in the place of scores, and keys that no query sees.</summary>
[Classifier(classes: 3)]
[Input(5, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Windowed : Module<Tensor, Tensor>
{
    private readonly Tensor window = ones(5, 5).triu(-1).tril(1).to(ScalarType.Bool), empty = tensor(new[] { false, false, true, false, true });
    private readonly MultiheadAttention attention = MultiheadAttention(6, 2);
    private readonly TransformerEncoder encoder = TransformerEncoder(TransformerEncoderLayer(6, 3, 7, Rates.None), 1);
    private readonly Linear last = Linear(6, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var s = input.transpose(0, 1);
        var padding = empty.unsqueeze(0).expand(input.shape[0], -1);
        var attended = attention.call(s, s, s, padding, false, zeros(5, 5).masked_fill(ones(5, 5).triu(2) == 1, float.NegativeInfinity)).Item1;
        var x = encoder.call(attended, null, padding).transpose(0, 1);
        var scores = x.matmul(input.transpose(1, 2));
        var near = functional.softmax(scores.masked_fill(window.logical_not(), float.NegativeInfinity), -1).matmul(x);
        var pushed = functional.softmax(scores.masked_fill(window & (eye(5) == 0), -3.5f), -1).matmul(near);
        return last.call(pushed.mean([1]));
    }
}

/// <summary>In the structure of TorchSharp's sequence to sequence: sines and cosines of positions in a buffer that the constructor fills in parts, along the first dimension.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Encoded : Module<Tensor, Tensor>
{
    private readonly Embedding words = Embedding(12, 8);
    private readonly PositionalEncoding positions = new(8, 20);
    private readonly TransformerEncoder transformer = TransformerEncoder(TransformerEncoderLayer(8, 2, 6, Rates.None), 1);
    private readonly Linear decoder = Linear(8, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var source = positions.call(words.call(input.to(int64)).transpose(0, 1) * Math.Sqrt(8));
        return decoder.call(transformer.call(source, null, null).mean([0]));
    }
}

/// <summary>The encoding of positions, which counts them along the first dimension.</summary>
public sealed partial class PositionalEncoding : Module<Tensor, Tensor>
{
    private readonly Tensor pe;

    /// <summary>Makes the module.</summary>
    public PositionalEncoding(long width, long length)
        : base(nameof(PositionalEncoding))
    {
        var table = zeros([length, width]);
        var position = arange(0, length, 1).unsqueeze(1);
        var rates = (arange(0, width, 2) * (-Math.Log(10000.0) / width)).exp();
        table[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)] = (position * rates).sin();
        table[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)] = (position * rates).cos();
        pe = table.unsqueeze(0).transpose(0, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + pe[TensorIndex.Slice(null, input.shape[0]), TensorIndex.Slice()];
}
