using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>In the structure of TorchSharp's text classification, with Embedding and a mean in the place of EmbeddingBag.</summary>
[Classifier(classes: 4)]
[Input(6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class TextClassification : Module<Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(20, 5);
    private readonly Linear fc = Linear(5, 4);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => fc.call(embedding.call(input).mean([1]));
}

/// <summary>In the structure of TorchSharp's sequence to sequence: an embedding that is scaled, an encoder along the sequence, and a decoder.</summary>
[Classifier(classes: 3)]
[Input(5)]
[ExplainConstraint(Weight = 2)]
public sealed partial class SequenceToSequence : Module<Tensor, Tensor>
{
    private const int Width = 8;

    private readonly Embedding encoder = Embedding(12, Width);
    private readonly TransformerEncoder transformer = TransformerEncoder(TransformerEncoderLayer(Width, 2, 6, Rates.None, activation: Activations.GELU), 2);
    private readonly Linear decoder = Linear(Width, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var source = encoder.call(tokens) * Math.Sqrt(Width);
        var encoded = transformer.call(source.transpose(0, 1), null, null);
        return decoder.call(encoded.mean([0]));
    }
}

/// <summary>In the structure of TorchSharp's speech commands (M5): convolutions along time.</summary>
[Classifier(classes: 3)]
[Input(1, 48)]
[ExplainConstraint(Weight = 2)]
public sealed partial class SpeechCommands : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1 = Conv1d(1, 4, 8, stride: 2), bn1 = BatchNorm1d(4), pool1 = MaxPool1d(2);
    private readonly Module<Tensor, Tensor> conv2 = Conv1d(4, 5, 3, padding: 1), bn2 = BatchNorm1d(5), pool2 = MaxPool1d(2);
    private readonly Linear fc1 = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = pool1.call(functional.relu(bn1.call(conv1.call(x))));
        x = pool2.call(functional.relu(bn2.call(conv2.call(x))));
        x = functional.avg_pool1d(x, x.shape[^1]);
        x = fc1.call(x.permute(0, 2, 1));
        return functional.log_softmax(x, 2).squeeze(1);
    }
}

/// <summary>In the structure of a recurrent classifier of PyTorch's tutorials, over the module that runs along a sequence.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class RecurrentClassifier : Module<Tensor, Tensor>
{
    private readonly LSTM first = LSTM(3, 4, batchFirst: true);
    private readonly GRU second = GRU(4, 5, numLayers: 2);
    private readonly Linear last = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (y, _, c) = first.call(x);
        var (_, h) = second.call((y + c.transpose(0, 1)).transpose(0, 1));
        return last.call(h[1]);
    }
}

/// <summary>In the structure of PyTorch's translation tutorial: a cell reads, another one writes with attention to what was read, each with one set of weights.</summary>
[Classifier(classes: 3)]
[Input(4, 3)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Translation : Module<Tensor, Tensor>
{
    private readonly GRUCell reading = GRUCell(3, 4);
    private readonly LSTMCell writing = LSTMCell(4, 4);
    private readonly RNNCell judging = RNNCell(4, 5);
    private readonly Linear query = Linear(4, 4), last = Linear(5, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var h = zeros(x.shape[0], 4, dtype: x.dtype, device: x.device);
        var read = new List<Tensor>();
        for (var t = 0; t < x.shape[1]; t++)
        {
            h = reading.call(x[.., t], h);
            read.Add(h);
        }

        var keys = stack(read, 1);
        var c = zeros_like(h);
        var judged = zeros(x.shape[0], 5, dtype: x.dtype);
        for (var step = 0; step < 2; step++)
        {
            var weights = functional.softmax(einsum("bd,btd->bt", query.call(h), keys), 1);
            (h, c) = writing.call((weights.unsqueeze(2) * keys).sum(1L), (h, c));
            judged = judging.call(h, judged);
        }

        return last.call(judged);
    }
}

/// <summary>A base class with the way through; what derives from it says how tokens meet.</summary>
public abstract class TokenMixer : Module<Tensor, Tensor>
{
    /// <summary>The last layer, which base and derived class register.</summary>
    protected readonly Linear head;

    /// <summary>Makes the module.</summary>
    protected TokenMixer(string name, int width, int classes)
        : base(name)
    {
        head = Linear(width, classes);

        // Fields that the constructor of a derived class assigns have no modules yet.
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => head.call(Mixed(x).mean([1]));

    /// <summary>How tokens meet.</summary>
    protected abstract Tensor Mixed(Tensor x);
}

/// <summary>Attention twice over: the module of TorchSharp with the mask of nobody, and written by hand with causal order.</summary>
[Classifier(classes: 3)]
[Input(4, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class AttentionMixer : TokenMixer
{
    private readonly MultiheadAttention attention = MultiheadAttention(6, 3);
    private readonly Linear queries, keys;

    /// <summary>Makes the module.</summary>
    public AttentionMixer()
        : base(nameof(AttentionMixer), 6, 3)
    {
        (queries, keys) = (Linear(6, 6), Linear(6, 6, hasBias: false));
        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Mixed(Tensor x)
    {
        var s = x.transpose(0, 1);
        var seen = attention.call(s, s.tanh(), s, null, false, null).Item1.transpose(0, 1) + x;
        var scores = queries.call(seen).matmul(keys.call(seen).transpose(-2, -1)) / Math.Sqrt(6);
        return functional.softmax(scores, -1).bmm(seen);
    }
}

/// <summary>Attention by libtorch's own function, with and without order. It has no penalty: the gradient of a fused kernel cannot be differentiated again.</summary>
[Classifier(classes: 3)]
[Input(4, 6)]
public sealed partial class FusedAttention : Module<Tensor, Tensor>
{
    private readonly Linear queries = Linear(6, 5), keys = Linear(6, 5), values = Linear(6, 6), head = Linear(6, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (q, k, v) = (queries.call(x), keys.call(x), values.call(x));
        var mixed = functional.scaled_dot_product_attention(q, k, v) - functional.scaled_dot_product_attention(q, k, v.tanh(), is_casual: true);
        return head.call(tanh(mixed).mean([1]));
    }
}
