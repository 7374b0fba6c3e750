using System.Text.RegularExpressions;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>What the page about forward passes lists is compiled against TorchSharp and understood, and nothing is listed that is not here.</summary>
public sealed partial class ListedCallsTests
{
    private const string Vector = "4";
    private const string Image = "3, 8, 8";
    private const string Sequence = "2, 4";

    /// <summary>By name: the input, the fields beside the last layer, and an expression of x that gives the last layer its inputs, or the means of an image's channels.</summary>
    private static readonly Dictionary<string, (string Input, string Fields, string Call)> Calls = new(StringComparer.Ordinal)
    {
        ["Linear"] = (Vector, "Linear m = Linear(4, 4, hasBias: false)", "m.call(x)"),
        ["Embedding"] = ("2", "Embedding m = Embedding(10, 2)", "m.call(x).flatten(1)"),
        ["Conv2d"] = (Image, "Conv2d m = Conv2d(3, 3, 3, stride: 2, padding: 2, dilation: 2, groups: 3)", "m.call(x)"),
        ["ConvTranspose2d"] = (Image, "ConvTranspose2d m = ConvTranspose2d(3, 3, 3, stride: 2, padding: 1, output_padding: 1, groups: 3)", "m.call(x)"),
        ["Conv1d"] = (Sequence, "Conv1d m = Conv1d(2, 2, 3, padding: 1, dilation: 1, groups: 2); Linear n = Linear(8, 4)", "n.call(m.call(x).flatten(1))"),
        ["MaxPool1d"] = (Sequence, "MaxPool1d m = MaxPool1d(2)", "m.call(x).flatten(1)"),
        ["AvgPool1d"] = (Sequence, "AvgPool1d m = AvgPool1d(2)", "m.call(x).flatten(1)"),
        ["max_pool1d"] = (Sequence, "", "F.max_pool1d(x, 2).flatten(1)"),
        ["avg_pool1d"] = (Sequence, "", "F.avg_pool1d(x, 2).flatten(1)"),
        ["LogSoftmax"] = (Vector, "LogSoftmax m = LogSoftmax(1)", "m.call(x)"),
        ["log_softmax"] = (Sequence, "", "F.log_softmax(x, 1).select(1, 0)"),
        ["MultiheadAttention"] = (Sequence, "MultiheadAttention m = MultiheadAttention(4, 2)", "m.call(x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1), null, false, null).Item1.mean(new long[] { 0 })"),
        ["TransformerEncoderLayer"] = (Sequence, "TransformerEncoderLayer m = TransformerEncoderLayer(4, 2, 8)", "m.call(x.transpose(0, 1)).sum(0L)"),
        ["TransformerEncoder"] = (Sequence, "TransformerEncoder m = TransformerEncoder(TransformerEncoderLayer(4, 2, 8), 2)", "m.call(x.transpose(0, 1))[0]"),
        ["RNNCell"] = (Vector, "RNNCell m = RNNCell(4, 4)", "m.call(x, x)"),
        ["GRUCell"] = (Vector, "GRUCell m = GRUCell(4, 4)", "m.call(x, x)"),
        ["LSTMCell"] = (Vector, "LSTMCell m = LSTMCell(4, 4)", "m.call(x, null).Item1"),
        ["RNN"] = (Sequence, "RNN m = RNN(4, 4)", "m.call(x.transpose(0, 1)).Item1[-1]"),
        ["GRU"] = (Sequence, "GRU m = GRU(4, 4, batchFirst: true)", "m.call(x).Item1[.., ^1]"),
        ["LSTM"] = (Sequence, "LSTM m = LSTM(4, 4, numLayers: 2, batchFirst: true)", "m.call(x).Item2[1]"),
        ["select"] = (Sequence, "", "x.select(1, 0)"),
        ["narrow"] = (Sequence, "", "x.narrow(1, 1, 1).flatten(1)"),
        ["slice"] = (Sequence, "", "x.slice(1, 0, 1, 1).flatten(1)"),
        ["chunk"] = (Sequence, "", "x.chunk(2, 1)[1].flatten(1)"),
        ["split"] = (Sequence, "", "x.split(1, 1)[1].flatten(1)"),
        ["unbind"] = (Sequence, "", "x.unbind(1)[1]"),
        ["swapdims"] = (Sequence, "", "x.swapdims(1, 2).select(2, 0)"),
        ["sum"] = (Sequence, "", "x.sum(1L)"),
        ["matmul"] = (Sequence, "", "x.matmul(x.transpose(1, 2)).flatten(1)"),
        ["bmm"] = (Sequence, "", "x.bmm(x.transpose(1, 2)).flatten(1)"),
        ["mm"] = (Vector, "Parameter p = Parameter(torch.randn(4, 4))", "x.mm(p)"),
        ["linear"] = (Vector, "Parameter p = Parameter(torch.randn(4, 4))", "F.linear(x, p)"),
        ["t"] = (Vector, "Parameter p = Parameter(torch.randn(4, 4))", "x.matmul(p.t())"),
        ["expand"] = (Vector, "Parameter p = Parameter(torch.randn(1, 4))", "x * p.expand(x.shape[0], -1)"),
        ["repeat"] = (Vector, "Parameter p = Parameter(torch.randn(1, 4))", "x * p.repeat(x.shape[0], 1)"),
        ["triu"] = (Sequence, "", "(x.matmul(x.transpose(1, 2)) + torch.zeros(2, 2).masked_fill(torch.ones(2, 2).triu(1) == 1, float.NegativeInfinity)).softmax(-1).matmul(x).sum(1L)"),
        ["tril"] = (Sequence, "", "x.matmul(x.transpose(1, 2)).masked_fill(torch.ones(2, 2).tril() == 0, float.NegativeInfinity).softmax(-1).matmul(x).sum(1L)"),
        ["masked_fill"] = (Sequence, "", "x.matmul(x.transpose(1, 2)).masked_fill(torch.ones(2, 2).triu(1).to(ScalarType.Bool), float.NegativeInfinity).softmax(-1).matmul(x).sum(1L)"),
        ["EmbeddingBag"] = (Vector, "EmbeddingBag m = EmbeddingBag(10, 4)", "m.call(x)"),
        ["einsum"] = (Sequence, "", "torch.einsum(\"bij,bkj->bik\", x, x).flatten(1)"),
        ["scaled_dot_product_attention"] = (Sequence, "", "F.scaled_dot_product_attention(x, x, x).select(1, 0)"),
        ["zeros"] = (Vector, "", "x + torch.zeros(x.shape[0], 4)"),
        ["ones"] = (Vector, "", "x + torch.ones(x.shape[0], 1)"),
        ["full"] = (Vector, "", "x * torch.full(x.shape[0], 4, 0.5)"),
        ["zeros_like"] = (Vector, "", "x + torch.zeros_like(x)"),
        ["ones_like"] = (Vector, "", "x + torch.ones_like(x)"),
        ["new_zeros"] = (Vector, "", "x + x.new_zeros(x.shape[0], 4)"),
        ["MaxPool2d"] = (Image, "MaxPool2d m = MaxPool2d(3, stride: 2, padding: 1)", "m.call(x)"),
        ["AvgPool2d"] = (Image, "AvgPool2d m = AvgPool2d(3, stride: 2, padding: 1)", "m.call(x)"),
        ["AdaptiveAvgPool2d"] = (Image, "AdaptiveAvgPool2d m = AdaptiveAvgPool2d(3)", "m.call(x)"),
        ["AdaptiveMaxPool2d"] = (Image, "AdaptiveMaxPool2d m = AdaptiveMaxPool2d(new long[] { 3, 3 })", "m.call(x)"),
        ["Upsample"] = (Image, "Upsample m = Upsample(scale_factor: new double[] { 2, 2 })", "m.call(x)"),
        ["BatchNorm1d"] = (Vector, "BatchNorm1d m = BatchNorm1d(4)", "m.call(x)"),
        ["BatchNorm2d"] = (Image, "BatchNorm2d m = BatchNorm2d(3)", "m.call(x)"),
        ["InstanceNorm2d"] = (Image, "InstanceNorm2d m = InstanceNorm2d(3)", "m.call(x)"),
        ["LayerNorm"] = (Vector, "LayerNorm m = LayerNorm(4)", "m.call(x)"),
        ["ReLU"] = (Vector, "ReLU m = ReLU()", "m.call(x)"),
        ["LeakyReLU"] = (Vector, "LeakyReLU m = LeakyReLU(0.2)", "m.call(x)"),
        ["ELU"] = (Vector, "ELU m = ELU(0.5)", "m.call(x)"),
        ["GELU"] = (Vector, "GELU m = GELU()", "m.call(x)"),
        ["SiLU"] = (Vector, "SiLU m = SiLU()", "m.call(x)"),
        ["Tanh"] = (Vector, "Tanh m = Tanh()", "m.call(x)"),
        ["Sigmoid"] = (Vector, "Sigmoid m = Sigmoid()", "m.call(x)"),
        ["Softplus"] = (Vector, "Softplus m = Softplus(2)", "m.call(x)"),
        ["Softmax"] = (Vector, "Softmax m = Softmax(-1)", "m.call(x)"),
        ["Dropout"] = (Vector, "Dropout m = Dropout(0.5)", "m.call(x)"),
        ["Flatten"] = ("2, 2", "Flatten m = Flatten()", "m.call(x)"),
        ["Unflatten"] = (Vector, "Unflatten m = Unflatten(1, new long[] { 2, 2 })", "m.call(x).flatten(1)"),
        ["Identity"] = (Vector, "Identity m = Identity()", "m.call(x)"),
        ["max_pool2d"] = (Image, "", "F.max_pool2d(x, 2)"),
        ["avg_pool2d"] = (Image, "", "F.avg_pool2d(x, 3, stride: 2, padding: 1)"),
        ["adaptive_avg_pool2d"] = (Image, "", "F.adaptive_avg_pool2d(x, 3)"),
        ["adaptive_max_pool2d"] = (Image, "", "F.adaptive_max_pool2d(x, new long[] { 3, 3 })"),
        ["interpolate"] = (Image, "", "F.interpolate(x, new long[] { 5, 6 })"),
        ["upsample"] = (Image, "", "F.upsample(x, new long[] { 5, 6 })"),
        ["mean"] = (Image, "", "x.mean(new long[] { 2, 3 }, keepdim: true)"),
        ["relu"] = (Vector, "", "F.relu(F.relu(x + 1, inplace: true).relu_()).relu()"),
        ["leaky_relu"] = (Vector, "", "F.leaky_relu(x, 0.1).leaky_relu(0.2)"),
        ["elu"] = (Vector, "", "F.elu(x, 0.5)"),
        ["gelu"] = (Vector, "", "F.gelu(x).gelu()"),
        ["silu"] = (Vector, "", "F.silu(x).silu()"),
        ["tanh"] = (Vector, "", "tanh(x).tanh().tanh_()"),
        ["sigmoid"] = (Vector, "", "sigmoid(x).sigmoid().sigmoid_()"),
        ["softplus"] = (Vector, "", "F.softplus(x, 2)"),
        ["softmax"] = (Vector, "", "F.softmax(x.softmax(-1), 1)"),
        ["dropout"] = (Vector, "", "F.dropout(x, 0.5, training)"),
        ["flatten"] = ("2, 2", "", "x.flatten(1)"),
        ["unflatten"] = (Vector, "", "x.unflatten(1, 2, 2).flatten(1)"),
        ["view"] = ("2, 2", "", "x.view(-1, 4)"),
        ["reshape"] = ("2, 2", "", "x.reshape(x.shape[0], 4)"),
        ["unsqueeze"] = (Vector, "", "x.unsqueeze(1).flatten(1)"),
        ["squeeze"] = ("1, 4", "", "x.squeeze(1)"),
        ["permute"] = ("2, 2", "", "x.permute(0, 2, 1).flatten(1)"),
        ["transpose"] = ("2, 2", "", "x.transpose(1, 2).flatten(1)"),
        ["swapaxes"] = ("2, 2", "", "x.swapaxes(1, 2).flatten(1)"),
        ["cat"] = ("2", "", "cat([x, x.tanh()], 1)"),
        ["concat"] = ("2", "", "torch.concat([x, x.tanh()], 1)"),
        ["concatenate"] = ("2", "", "torch.concatenate([x, x.tanh()], 1)"),
        ["stack"] = ("2", "", "stack([x, x.tanh()], 1).flatten(1)"),
        ["add"] = (Vector, "", "x.add(1).add(x.tanh())"),
        ["sub"] = (Vector, "", "x.sub(1).sub(x.tanh())"),
        ["mul"] = (Vector, "", "x.mul(2).mul(x.tanh())"),
        ["div"] = (Vector, "", "x.div(2)"),
        ["AdaptiveAvgPool1d"] = (Sequence, "AdaptiveAvgPool1d m = AdaptiveAvgPool1d(2)", "m.call(x).flatten(1)"),
        ["AdaptiveMaxPool1d"] = (Sequence, "AdaptiveMaxPool1d m = AdaptiveMaxPool1d(2)", "m.call(x).flatten(1)"),
        ["adaptive_avg_pool1d"] = (Sequence, "", "F.adaptive_avg_pool1d(x, 2).flatten(1)"),
        ["adaptive_max_pool1d"] = (Sequence, "", "F.adaptive_max_pool1d(x, 2).flatten(1)"),
        ["GroupNorm"] = (Image, "GroupNorm m = GroupNorm(1, 3)", "m.call(x)"),
        ["Dropout1d"] = (Sequence, "Dropout1d m = Dropout1d(0.5)", "m.call(x).sum(1L)"),
        ["Dropout2d"] = (Image, "Dropout2d m = Dropout2d(0.5)", "m.call(x)"),
        ["dropout1d"] = (Sequence, "", "F.dropout1d(x, 0.5, training).sum(1L)"),
        ["dropout2d"] = (Image, "", "F.dropout2d(x, 0.5, training)"),
        ["ZeroPad2d"] = (Image, "ZeroPad2d m = ZeroPad2d(1)", "m.call(x)"),
        ["pad"] = (Image, "", "F.pad(x, [1, 1, 0, 2])"),
        ["PReLU"] = (Vector, "PReLU m = PReLU(1)", "m.call(x)"),
        ["ReLU6"] = (Vector, "ReLU6 m = ReLU6()", "m.call(x)"),
        ["Hardtanh"] = (Vector, "Hardtanh m = Hardtanh()", "m.call(x)"),
        ["Hardsigmoid"] = (Vector, "Hardsigmoid m = Hardsigmoid()", "m.call(x)"),
        ["Hardswish"] = (Vector, "Hardswish m = Hardswish()", "m.call(x)"),
        ["Mish"] = (Vector, "Mish m = Mish()", "m.call(x)"),
        ["SELU"] = (Vector, "SELU m = SELU()", "m.call(x)"),
        ["CELU"] = (Vector, "CELU m = CELU()", "m.call(x)"),
        ["LogSigmoid"] = (Vector, "LogSigmoid m = LogSigmoid()", "m.call(x)"),
        ["Softsign"] = (Vector, "Softsign m = Softsign()", "m.call(x)"),
        ["relu6"] = (Vector, "", "F.relu6(x).relu6()"),
        ["hardtanh"] = (Vector, "", "F.hardtanh(x).hardtanh(-2, 2)"),
        ["hardsigmoid"] = (Vector, "", "F.hardsigmoid(x)"),
        ["hardswish"] = (Vector, "", "F.hardswish(x).hardswish()"),
        ["mish"] = (Vector, "", "F.mish(x)"),
        ["selu"] = (Vector, "", "F.selu(x).selu()"),
        ["celu"] = (Vector, "", "F.celu(x, 0.5).celu()"),
        ["logsigmoid"] = (Vector, "", "F.logsigmoid(x)"),
        ["softsign"] = (Vector, "", "F.softsign(x)"),
        ["clamp"] = (Vector, "", "x.clamp(-1, 1)"),
        ["clamp_min"] = (Vector, "", "x.clamp_min(0)"),
        ["clamp_max"] = (Vector, "", "x.clamp_max(1)"),
        ["clip"] = (Vector, "", "torch.clip(x, -1, 1)"),
        ["abs"] = (Vector, "", "x.abs()"),
        ["exp"] = (Vector, "", "x.exp()"),
        ["sqrt"] = (Vector, "", "x.square().sqrt()"),
        ["square"] = (Vector, "", "x.square()"),
        ["reciprocal"] = (Vector, "", "x.reciprocal()"),
        ["pow"] = (Vector, "", "x.pow(2)"),
        ["clone"] = (Vector, "", "x.clone()"),
        ["to"] = (Vector, "", "x.to(CPU)"),
        ["amax"] = (Sequence, "", "x.amax([1])"),
        ["amin"] = (Sequence, "", "x.amin([1])"),
        ["max"] = (Sequence, "", "x.max(1).values"),
        ["min"] = (Sequence, "", "torch.min(x, 1).values"),
        ["eye"] = (Sequence, "", "(x.matmul(x.transpose(1, 2)) * torch.eye(2)).matmul(x).sum(1L)"),
        ["logical_not"] = (Sequence, "", "x.matmul(x.transpose(1, 2)).masked_fill((torch.eye(2) == 1).logical_not(), float.NegativeInfinity).softmax(-1).matmul(x).sum(1L)"),
        ["var"] = (Sequence, "", "x.var(1)"),
        ["std"] = (Sequence, "", "x.std(1, unbiased: false)"),
        ["norm"] = (Sequence, "", "x.norm(1)"),
        ["normalize"] = (Sequence, "", "F.normalize(x, dim: 2).sum(1L)"),
        ["neg"] = (Vector, "", "x.neg()"),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public void The_page_lists_these_calls_and_no_others()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "how-to", "read-a-forward.md"));
        var table = page.SkipWhile(line => !line.StartsWith("| family |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        var listed = table.SelectMany(line => Listed().Matches(line)).Select(match => match.Groups[1].Value).ToList();
        Assert.True(listed.Count > 50);
        Assert.Equal(Calls.Keys.Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_listed_call_is_understood(string name)
    {
        var (input, fields, call) = Calls[name];
        var (inputs, last) = input == Image ? (3, $"({call}).mean(new long[] {{ 2, 3 }})") : (4, call);
        var model = ReadModule.Understood(ReadModule.Module(input, 2, $"{(fields.Length == 0 ? "" : $"{string.Join(" ", fields.Split("; ").Select(field => $"private readonly {field};"))} ")}private readonly Linear last = Linear({inputs}, 2);", $"=> last.call({last});"));
        Assert.NotEmpty(model.Specification.Layers);
    }

    [Theory]
    [InlineData("4", "F.softplus(x, 2)", "Scale(2, 0) Softplus Scale(0.5, 0)")]
    [InlineData("2", "stack([x, x.tanh()], 1).flatten(1)", "Concat(0)[Reshape(1, 2)][Tanh Reshape(1, 2)] Flatten")]
    [InlineData("2", "stack([x, x.tanh()], -1).flatten(1)", "Concat(1)[Reshape(2, 1)][Tanh Reshape(2, 1)] Flatten")]
    public void Settings_become_layers(string input, string call, string expected) =>
        Assert.Equal($"{expected} Dense(2)", ReadModule.Text(ReadModule.Understood(ReadModule.Module(input, 2, "private readonly Linear last = Linear(4, 2);", $"=> last.call({call});")).Specification));

    [Theory]
    [InlineData("F.avg_pool2d(x, 3, stride: 2, padding: 1)", true)]
    [InlineData("F.avg_pool2d(x, 3, stride: 2, padding: 1, count_include_pad: false)", false)]
    [InlineData("F.avg_pool2d(x, 2)", false)]
    public void Padding_counts_where_there_is_any_and_nothing_else_is_said(string call, bool counts)
    {
        var model = ReadModule.Understood(ReadModule.Module(Image, 2, "private readonly Linear last = Linear(3, 2);", $"=> last.call({call}.mean(new long[] {{ 2, 3 }}));"));
        Assert.Equal(counts, Assert.Single(model.Specification.Layers.OfType<AveragePoolLayer>()).CountPadding);
    }

    [GeneratedRegex(@"`(\w+)(?:\([^`]*\))?`")]
    private static partial Regex Listed();
}
