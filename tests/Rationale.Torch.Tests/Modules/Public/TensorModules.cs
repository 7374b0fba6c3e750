using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>In the structure of a vision transformer: a class token in front of the sequence, learned positions, and a scale of each residual branch.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Positions : Module<Tensor, Tensor>
{
    private readonly Parameter token = new(zeros(1, 1, 6)), positions = new(randn(1, 5, 6) * 0.02), scale = nn.Parameter(ones(6) * 0.1), temperature = new(full(1, 2.5));
    private readonly Tensor mean = zeros(3), deviation = ones(1, 3);
    private readonly Linear patches = Linear(3, 6), queries = Linear(6, 6), head = Linear(6, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = patches.call((input - mean) / (deviation * deviation + 1));
        x = cat([token.expand(x.shape[0], -1, -1), x], 1) + positions;
        var weights = functional.softmax(queries.call(x).matmul(x.transpose(1, 2)) / temperature, -1);
        x = x + scale * weights.matmul(x);
        return head.call(x[.., 0] * scale.unsqueeze(0).sigmoid());
    }
}

/// <summary>Layers written out with their own weights: a matrix as it is, one as that of a linear layer, and a mixture along the sequence.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class OwnWeights : Module<Tensor, Tensor>
{
    private readonly Parameter first = new(randn(3, 5)), bias, second = new(randn(3, 5)), shift = new(zeros(3)), along = new(ones(1, 4, 1));

    /// <summary>Makes it.</summary>
    public OwnWeights()
        : base(nameof(OwnWeights))
    {
        bias = new Parameter(zeros(5));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = (input.matmul(first) + bias).tanh();
        h = (h * functional.softmax(along, 1)).sum([1]);
        return functional.linear(h, second, shift) + h.matmul(second.t());
    }
}

/// <summary>Recurrences in both directions: two levels of one kind, one of another with the batch first, and a simple one from a state.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Bidirectional : Module<Tensor, Tensor>
{
    private readonly LSTM first = LSTM(3, 4, numLayers: 2, batchFirst: true, bidirectional: true);
    private readonly GRU second = GRU(8, 3, bidirectional: true);
    private readonly RNN third = RNN(6, 2, bidirectional: true, batchFirst: true);
    private readonly Linear last = Linear(14, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (y, _, c) = first.call(x);
        var (z, h) = second.call(y.transpose(0, 1));
        var (w, _) = third.call(z.transpose(0, 1), h.narrow(2, 0, 2));
        return last.call(cat([w.mean([1]), h[1], c[3], w[.., 0, 1..]], 1));
    }
}

/// <summary>In the structure of TorchSharp's sequence to sequence with its mask, by which no place sees those behind it.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
public sealed partial class CausalEncoder : Module<Tensor, Tensor>
{
    private readonly Embedding encoder = Embedding(12, 8);
    private readonly TransformerEncoder transformer = TransformerEncoder(TransformerEncoderLayer(8, 2, 6, Rates.None), 2);
    private readonly Linear decoder = Linear(8, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var source = encoder.call(tokens).transpose(0, 1);
        return decoder.call(transformer.call(source, Mask(5, source), null).mean([0]));
    }

    private static Tensor Mask(long size, Tensor like)
    {
        var mask = (ones(size, size) == 1).triu().transpose(0, 1);
        return mask.to_type(like.dtype).masked_fill(mask == 0, float.NegativeInfinity).masked_fill(mask == 1, 0.0f).to(like.device);
    }
}

/// <summary>Masks in every form: one made of truth values, a buffer that is added, and scores that are filled.</summary>
[Classifier(classes: 3)]
[Input(4, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class MaskedAttention : Module<Tensor, Tensor>
{
    private readonly MultiheadAttention first = MultiheadAttention(6, 2), second = MultiheadAttention(6, 3);
    private readonly Tensor nearness = randn(4, 4);
    private readonly Linear last = Linear(6, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = input.transpose(0, 1);
        var causal = first.call(x, x, x, null, false, zeros(4, 4).masked_fill(ones(4, 4).triu(1).to(ScalarType.Bool), float.NegativeInfinity)).Item1;
        var near = second.call(causal, x, x, attn_mask: nearness).Item1.transpose(0, 1);
        var scores = near.matmul(input.transpose(1, 2)).masked_fill(ones(4, 4).tril().eq(0), float.NegativeInfinity);
        return last.call(functional.softmax(scores, -1).matmul(near).sum([1]));
    }
}

/// <summary>In the structure of TorchSharp's text classification: vectors of token ids are joined by the module that looks them up.</summary>
[Classifier(classes: 4)]
[Input(6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Bag : Module<Tensor, Tensor>
{
    private readonly EmbeddingBag embedding = EmbeddingBag(20, 5);
    private readonly Linear fc = Linear(5, 4);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => fc.call(embedding.call(input).tanh());
}

/// <summary>The same with sums, in a module inside.</summary>
[Classifier(classes: 4)]
[Input(6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class SummedBag : Module<Tensor, Tensor>
{
    private readonly Words words = new();
    private readonly Linear fc = Linear(5, 4);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => fc.call(words.call(input).tanh());

    /// <summary>The module inside.</summary>
    private sealed class Words : Module<Tensor, Tensor>
    {
        private readonly EmbeddingBag embedding = EmbeddingBag(20, 5, mode: TorchSharp.EmbeddingBagMode.Sum);

        public Words()
            : base(nameof(Words)) => RegisterComponents();

        public override Tensor forward(Tensor input) => embedding.call(input);
    }
}

/// <summary>Products of three tensors at once.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Trilinear : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(3, 2), b = Linear(3, 5), last = Linear(9, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (y, z) = (a.call(x), b.call(x).tanh());
        var chain = einsum("bti,btj,bsj->bsi", y, z, z);
        var pooled = einsum("bti,btj,btk->bik", x, y, z).sum([1]);
        return last.call(cat([chain.flatten(1).narrow(1, 0, 4), pooled], 1));
    }
}
