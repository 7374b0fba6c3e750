using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>Recurrent cells and modules, and attention.</summary>
public sealed class SequenceModuleTests
{
    private const string Last = "private readonly Linear last = Linear(3, 2);";

    [Theory]
    [InlineData("RNNCell", "{ var h = torch.zeros(x.shape[0], 3); for (var t = 0; t < x.shape[1]; t++) h = cell.call(x[.., t], h); return last.call(h); }")]
    [InlineData("GRUCell", "{ var h = torch.zeros(x.shape[0], 3); for (var t = 0; t < x.shape[1]; t++) h = cell.call(x.select(1, t), h); return last.call(h); }")]
    [InlineData("GRUCell", "{ Tensor h = null!; foreach (var step in x.unbind(1)) h = cell.call(step, h); return last.call(h); }")]
    [InlineData("LSTMCell", "{ var (h, c) = (torch.zeros(x.shape[0], 3), torch.zeros(x.shape[0], 3)); for (var t = 0; t < 4; t++) (h, c) = cell.call(x[.., t], (h, c)); return last.call(h); }")]
    public void A_cell_runs_along_a_sequence_with_one_set_of_weights(string cell, string body)
    {
        var model = ReadModule.Understood(ReadModule.Module("4, 5", 2, $"private readonly {cell} cell = {cell}(5, 3); {Last}", body));
        Assert.Equal(["cell.weight_ih", "cell.bias_ih", "cell.weight_hh", "cell.bias_hh", "last.weight", "last.bias"], model.Module!.Bindings.Select(binding => binding.Name));
        var steps = Assert.Single(model.Specification.Layers.OfType<DataflowLayer>()).Steps;
        Assert.Equal(2, steps.OfType<LayerStep>().Count(step => step.Layer is DenseLayer && step.Weights == 0));
        Assert.Equal(6, steps.OfType<LayerStep>().Count(step => step.Weights > 0));
    }

    [Theory]
    [InlineData("RNN", "=> last.call(net.call(x).Item1[.., ^1]);")]
    [InlineData("GRU", "{ var (y, h) = net.call(x); return last.call(h.select(0, 0)); }")]
    [InlineData("LSTM", "{ var (y, h, c) = net.call(x); return last.call(h[0]); }")]
    [InlineData("LSTM", "{ var (y, _, _) = net.call(x); return last.call(y.mean(new long[] { 1 })); }")]
    public void A_recurrent_module_is_written_out(string kind, string body)
    {
        var model = ReadModule.Understood(ReadModule.Module("4, 5", 2, $"private readonly {kind} net = {kind}(5, 3, batchFirst: true); {Last}", body));
        Assert.Equal(["net.weight_ih_l0", "net.bias_ih_l0", "net.weight_hh_l0", "net.bias_hh_l0", "last.weight", "last.bias"], model.Module!.Bindings.Select(binding => binding.Name));
        Assert.Equal(3, model.Specification.Layers.OfType<DataflowLayer>().Sum(layer => layer.Steps.OfType<LayerStep>().Count(step => step.Weights > 0)));
    }

    [Theory]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var s = x.transpose(0, 1); var (y, _) = a.call(s, s, s, null, false, null); return last.call(y.transpose(0, 1).mean(new long[] { 1 })); }",
        "a.in_proj_weight a.in_proj_bias a.out_proj.weight a.out_proj.bias last.weight last.bias")]
    [InlineData("TransformerEncoderLayer a = TransformerEncoderLayer(4, 2, 8, 0.1)", "=> last.call(a.call(x.transpose(0, 1)).mean(new long[] { 0 }));",
        "a.self_attn.in_proj_weight a.self_attn.in_proj_bias a.self_attn.out_proj.weight a.self_attn.out_proj.bias a.norm1.weight a.norm1.bias a.linear1.weight a.linear1.bias a.linear2.weight a.linear2.bias a.norm2.weight a.norm2.bias last.weight last.bias")]
    public void Attention_is_read_along_the_sequence(string field, string body, string names)
    {
        var model = ReadModule.Understood(ReadModule.Module("3, 4", 2, $"private readonly {field}; private readonly Linear last = Linear(4, 2);", body));
        Assert.Equal(names.Split(' '), model.Module!.Bindings.Select(binding => binding.Name));
    }

    [Fact]
    public void An_encoder_has_a_copy_of_its_layer_for_each_level()
    {
        var model = ReadModule.Understood(ReadModule.Module("3, 4", 2, "private readonly TransformerEncoder a = TransformerEncoder(TransformerEncoderLayer(4, 2, 8, 0), 2); private readonly Linear last = Linear(4, 2);",
            "=> last.call(a.call(x.transpose(0, 1), null, null)[-1]);"));
        Assert.Equal(26, model.Module!.Bindings.Count);
        Assert.Equal(12, model.Module.Bindings.Count(binding => binding.Name.StartsWith("a.layers.1.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var (y, _) = a.call(x, x, x, null, false, null); return last.call(y.mean(new long[] { 1 })); }",
        "RAT0075: a.call(x, x, x, null, false, null): attends along the first dimension, which is the batch here: it takes sequence × batch × width; write x.transpose(0, 1) before it and after it")]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var s = x.transpose(0, 1); var (_, w) = a.call(s, s, s, null, true, null); return last.call(w.mean(new long[] { 1 })); }",
        "RAT0073: w.mean(new long[] { 1 }): calls 'mean', which no layer says")]
    [InlineData("GRU a = GRU(4, 4)", "{ var (y, _) = a.call(x); return last.call(y.mean(new long[] { 1 })); }",
        "RAT0075: a.call(x): runs along the first dimension, which is the batch here: it takes sequence × batch × features; make it with batchFirst: true, or write x.transpose(0, 1) before it")]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var s = x.transpose(0, 1); return last.call(a.call(s, s, s, null, true, ones(3, 3).triu(1) == 1).Item1[0]); }",
        "RAT0074: a.call(s, s, s, null, true, ones(3, 3).triu(1) == 1): has 'attn_mask', which holds truth values, but TorchSharp's modules add them to the scores, as ones and zeros, and hide nothing; give 0 where a key is seen and float.NegativeInfinity where not")]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var s = x.transpose(0, 1); return last.call(a.call(s, s, s, ones(2, 3), true, null).Item1[0]); }",
        "RAT0074: a.call(s, s, s, ones(2, 3), true, null): has 'key_padding_mask', which leaves out other keys in each example, and no layer does; where the same keys are left out in all examples, keep truth values in a Tensor field and give mask.expand(x.shape[0], -1)")]
    [InlineData("MultiheadAttention a = MultiheadAttention(4, 2)", "{ var (s, p) = (x.transpose(0, 1), torch.tensor(new[] { true, false }).unsqueeze(0)); return last.call(a.call(s, s, s, p, true, null).Item1[0]); }",
        "RAT0074: a.call(s, s, s, p, true, null): has 'key_padding_mask', which is no mask of truth values of shape [examples, 3]; give true where a key is left out, as mask.expand(x.shape[0], -1)")]
    [InlineData("GRUCell a = GRUCell(4, 4)", "=> last.call(a.call(x, x));", "RAT0077: a.call(x, x): takes one step of a sequence, 4 features, but gets examples of shape 3×4; select a step first")]
    public void What_no_layer_says_is_named(string field, string body, string expected) =>
        Assert.Equal(expected, ReadModule.NotUnderstood(ReadModule.Module("3, 4", 2, $"private readonly {field}; private readonly Linear last = Linear(4, 2);", body)));
}
