namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>What forward passes become.</summary>
public sealed class ForwardTests
{
    private const string Pair = "private readonly Linear a = Linear(4, 8), b = Linear(8, 2);";

    private const string Convolutions = "private readonly Conv2d c1 = Conv2d(1, 4, 3, padding: 1), c2 = Conv2d(4, 4, 3, padding: 1); private readonly Linear fc = Linear(256, 2);";

    [Theory]

    // Ways to write the same network.
    [InlineData("=> b.call(F.relu(a.call(x)));")]
    [InlineData("=> b.forward(a.forward(x).relu());")]
    [InlineData("{ var h = a.call(x); h = F.relu(h); return b.call(h); }")]
    [InlineData("{ using var h = a.call(x); return b.call(h.relu()); }")]
    [InlineData("{ using var scope = NewDisposeScope(); var h = a.call(x).relu(); return b.call(h).MoveToOuterDisposeScope(); }")]
    [InlineData("{ using (NewDisposeScope()) { x = a.call(x); x = F.relu(x); } return b.call(x.contiguous()); }")]
    [InlineData("{ var h = a.call(x).relu_(); return b.call(h); }")]
    [InlineData("{ Tensor y; y = F.relu(a.call(x), inplace: true); return b.call(y); }")]
    [InlineData("{ if (x.ndim != 2 || x.shape[1] != 4) throw new System.ArgumentException(); return b.call(a.call(x).relu()); }")]
    [InlineData("{ foreach (var layer in new Module<Tensor, Tensor>[] { a, ReLU() }) x = layer.call(x); return b.call(x); }")]
    [InlineData("{ for (var i = 0; i < 1; i++) { x = a.call(x); x = x.relu(); } return b.call(x); }")]
    [InlineData("{ return Second(First(x)); Tensor First(Tensor example) => F.relu(a.call(example)); Tensor Second(Tensor example) { return b.call(example); } }")]
    [InlineData("=> b.call(Hidden(x)); private Tensor Hidden(Tensor example) => Activated(a.call(example)); private static Tensor Activated(Tensor example) => example.relu();")]
    [InlineData("=> true ? b.call(a.call(x).relu()) : x;")]
    [InlineData("{ var i = 0; while (true) { if (i++ == 1) break; x = a.call(x).relu(); } return b.call(x); }")]
    [InlineData("{ for (var i = 0; i < 3; i++) { if (i > 0) continue; x = a.call(x).relu(); } return b.call(x); }")]
    [InlineData("{ const string act = \"relu\"; switch (act) { case \"tanh\": x = x.tanh(); break; default: x = a.call(x).relu(); break; } return b.call(x); }")]
    [InlineData("=> b.call(2 switch { 1 => x, > 1 and < 3 => a.call(x).relu(), _ => x.tanh() });")]
    [InlineData("{ var (h, same) = (a.call(x), x); return b.call(h.relu()); }")]
    [InlineData("{ var all = new List<Tensor>(); all.Add(a.call(x)); return b.call(all[^1].relu()); }")]
    [InlineData("{ Tensor[] all = [.. new[] { x }.Select(t => a.call(t))]; return b.call(all[0].relu()); }")]
    [InlineData("=> b.call(new[] { a.call(x) }.Select(h => h.relu()).ToList()[0]);")]
    [InlineData("=> new Module<Tensor, Tensor>[] { a, ReLU(), b }.Aggregate(x, (h, layer) => layer.call(h));")]
    [InlineData("=> b.call(Enumerable.Range(0, 1).Aggregate(x, (h, _) => a.call(h)).relu());")]
    [InlineData("{ var all = new Tensor[2]; all[1] = a.call(x); return b.call(all[1].relu()); }")]
    public void The_same_network_is_read_from_every_way_to_write_it(string body)
    {
        var model = ReadModule.Understood(ReadModule.Module("4", 2, Pair, body));

        Assert.Equal("Dense(8) Relu Dense(2)", ReadModule.Text(model.Specification));
        Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], model.Module!.Bindings.Select(binding => binding.Name));
    }

    [Theory]

    // Activations.
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.tanh());", "Tanh Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(torch.sigmoid(x));", "Sigmoid Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.leaky_relu(x, 0.2));", "LeakyRelu(0.2) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.leaky_relu(0.2));", "LeakyRelu(0.2) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.elu(x, 0.5));", "Elu(0.5) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.gelu(x));", "Gelu Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.silu());", "Silu Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2, hasBias: false)", "=> f.call(F.softplus(x));", "Softplus Dense(2, no bias)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.softmax(x, 1));", "Softmax Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> F.log_softmax(f.call(x), 1);", "Dense(2) LogSoftmax")]
    [InlineData("4", "Linear f = Linear(4, 2); Softmax s = Softmax(-1)", "=> f.call(s.call(x.softmax(-1)));", "Softmax Softmax Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.dropout(x, 0.25, training));", "Dropout(0.25) Dense(2)")]

    [InlineData("4", "Linear f = Linear(4, 2); ReLU6 r = ReLU6()", "=> f.call(r.call(x));", "Clamp(0, 6) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.clamp(max: 2).clamp_min(-1));", "Clamp(-Infinity, 2) Clamp(-1, Infinity) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(F.hardswish(x));", "Product[][Scale(0.16666666666666666, 0.5) Clamp(0, 1)] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.pow(2).exp());", "Square Exp Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(1 / x.clone());", "Reciprocal Dense(2)")]
    [InlineData("4, 3", "Linear f = Linear(12, 2); Dropout1d d = Dropout1d(0.25)", "=> f.call(d.call(x).flatten(1));", "Dataflow(Constant(1; 4, 1); Dropout of 1; Product of 0 and 2) Flatten Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x.to(CPU).to(float32).@float());", "Dense(2)")]
    [InlineData("4, 3", "Linear f = Linear(4, 2)", "=> f.call(x.max(2).values);", "Reshape(4, 1, 3) Permute(1, 2, 0) MaxPool(1×3) Permute(2, 0, 1) Reshape(4, 1) Flatten Dense(2)")]

    // Masks.
    [InlineData("2, 2", "Linear f = Linear(4, 2)", "=> f.call(x.masked_fill(torch.eye(2) == 1, float.NegativeInfinity).softmax(-1).flatten(1));",
        "Dataflow(Constant(-Infinity; 1, 1); Constant(0; 1, 1); Concat(1) of 1 and 2; Constant(0; 1, 1); Constant(-Infinity; 1, 1); Concat(1) of 4 and 5; Concat(0) of 3 and 6; Sum of 0 and 7) Softmax Flatten Dense(2)")]
    [InlineData("3", "Tensor m = torch.tensor(new[] { true, false, false }); Linear f = Linear(3, 2)", "=> f.call(x.masked_fill(m, 0));",
        "Dataflow(Constant(0; 1, 1); Constant(1; 1, 2); Concat(1) of 1 and 2; Flatten of 3; Product of 0 and 4) Dense(2)")]

    // Numbers.
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(x / 4);", "Scale(0.25, 0) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> f.call(1 - x * 2.0);", "Scale(2, 0) Scale(-1, 1) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "=> -f.call(x.sub(0.5));", "Scale(1, -0.5) Dense(2) Scale(-1, 0)")]
    [InlineData("4", "Linear f = Linear(4, 2)", "{ const int two = 2; x += two; return f.call(x.neg()); }", "Scale(1, 2) Scale(-1, 0) Dense(2)")]

    // Branches.
    [InlineData("4", "Linear f = Linear(4, 4), g = Linear(4, 2)", "=> g.call(x + f.call(x).relu());", "Residual[Dense(4) Relu] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 4), g = Linear(4, 2)", "=> g.call(f.call(x).add(x));", "Residual[Dense(4)] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 3), h = Linear(4, 3), g = Linear(3, 2)", "=> g.call(f.call(x) * h.call(x).sigmoid());", "Product[Dense(3)][Dense(3) Sigmoid] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 3), h = Linear(4, 3), g = Linear(3, 2)", "=> g.call(f.call(x) - h.call(x));", "Difference[Dense(3)][Dense(3)] Dense(2)")]
    [InlineData("4", "Linear g = Linear(4, 2)", "=> g.call(x * x);", "Product[][] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 4), g = Linear(4, 2)", "{ var h = x.relu(); var y = f.call(h); y = y + h; return g.call(y + x); }", "Residual[Relu Residual[Dense(4)]] Dense(2)")]

    // Branches behind each other.
    [InlineData("4", "Linear f = Linear(4, 3), g = Linear(7, 2)", "=> g.call(torch.cat(new[] { x, f.call(x).relu() }, 1));", "Concat(0)[][Dense(3) Relu] Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 3), h = Linear(4, 1), g = Linear(8, 2)", "=> g.call(torch.cat([f.call(x), h.call(x), x], dim: -1));", "Concat(0)[Concat(0)[Dense(3)][Dense(1)]][] Dense(2)")]
    [InlineData("2, 4, 4", "Conv2d a = Conv2d(2, 3, 1), b = Conv2d(2, 1, 3, padding: 1); Linear g = Linear(64, 2)", "=> g.call(torch.cat(new[] { a.call(x), b.call(x) }, 1).flatten(1));", "Permute(1, 2, 0) Concat(2)[Conv(3, 1×1)][Conv(1, 3×3, padding 1)] Permute(2, 0, 1) Flatten Dense(2)")]

    // Values in several places, and weights in several places.
    [InlineData("4", "Linear f = Linear(4, 4), g = Linear(4, 2)", "=> g.call(f.call(f.call(x)));", "Dataflow(Dense(4) of 0; Dense(4) of 1 with the weights of 1) Dense(2)")]
    [InlineData("4", "Linear f = Linear(4, 4), g = Linear(4, 2)", "{ var h = f.call(x); var r = x + h; return g.call(r * h); }", "Dataflow(Dense(4) of 0; Sum of 0 and 1; Product of 2 and 1) Dense(2)")]
    [InlineData("4, 3", "Linear f = Linear(3, 1), g = Linear(3, 2)", "{ var w = F.softmax(f.call(x), 1); return g.call((w * x).sum(1)); }",
        "Dataflow(LastAxisDense(1) of 0; Permute(1, 0) of 1; Softmax of 2; Permute(1, 0) of 3; Product of 4 and 0) Sum(0) Flatten Dense(2)")]

    // Parts of a dimension.
    [InlineData("3, 4", "Linear g = Linear(4, 2)", "=> g.call(x[TensorIndex.Colon, 1]);", "Slice(0, 1, 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(4, 2)", "=> g.call(x[.., ^1]);", "Slice(0, 2, 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(3, 2)", "=> g.call(x[TensorIndex.Ellipsis, 0]);", "Slice(1, 0, 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(8, 2)", "=> g.call(x[.., 1..].flatten(1));", "Slice(0, 1, 2) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(6, 2)", "=> g.call(x[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(1, -1)].flatten(1));", "Slice(1, 1, 2) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(4, 2)", "=> g.call(x.select(1, -1));", "Slice(0, 2, 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(6, 2)", "=> g.call(x.narrow(2, 1, 2).flatten(1));", "Slice(1, 1, 2) Flatten Dense(2)")]
    [InlineData("4", "Linear g = Linear(2, 2)", "{ var parts = x.chunk(2, 1); return g.call(parts[0] * parts[1].sigmoid()); }", "Product[Slice(0, 0, 2)][Slice(0, 2, 2) Sigmoid] Dense(2)")]
    [InlineData("6", "Linear g = Linear(4, 2)", "=> g.call(x.split(4, 1)[0]);", "Slice(0, 0, 4) Dense(2)")]
    [InlineData("2, 4", "Linear g = Linear(4, 2)", "{ var h = x.unbind(1); return g.call(h[0] - h[1]); }", "Difference[Slice(0, 0, 1) Flatten][Slice(0, 1, 1) Flatten] Dense(2)")]

    // Sums and means.
    [InlineData("3, 4", "Linear g = Linear(4, 2)", "=> g.call(x.mean(new long[] { 1 }));", "Mean(0) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(3, 2)", "=> g.call(x.sum(-1L));", "Sum(1) Flatten Dense(2)")]
    [InlineData("4", "Linear g = Linear(1, 2)", "=> g.call(x.mean([1], true));", "Mean(0) Dense(2)")]

    // Products of two tensors.
    [InlineData("3, 4", "Linear g = Linear(9, 2)", "=> g.call(x.matmul(x.transpose(1, 2)).flatten(1));", "Dataflow(Permute(1, 0) of 0; Product of 0 and 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(9, 2)", "=> g.call(torch.bmm(x, x.swapdims(1, 2)).flatten(1));", "Dataflow(Permute(1, 0) of 0; Product of 0 and 1) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(9, 2)", "=> g.call(torch.einsum(\"bqd,bkd->bqk\", x, x).flatten(1));", "Dataflow(Product of 0 and 0 transposed) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(4, 2)", "=> g.call(torch.einsum(\"btd->bd\", x));", "Sum(0) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(12, 2)", "=> g.call(F.scaled_dot_product_attention(x, x, x).flatten(1));",
        "Dataflow(Scale(0.5, 0) of 0; Product of 1 and 0 transposed; Softmax of 2; Product of 3 and 0) Flatten Dense(2)")]
    [InlineData("3, 4", "Linear g = Linear(12, 2)", "=> g.call(F.scaled_dot_product_attention(x, x, x, is_casual: true).flatten(1));",
        "Dataflow(Scale(0.5, 0) of 0; Product of 1 and 0 transposed; CausalMask of 2; Softmax of 3; Product of 4 and 0) Flatten Dense(2)")]

    [InlineData("3, 4", "Linear g = Linear(12, 2)", "=> g.call(F.scaled_dot_product_attention(x, x, x, torch.ones(3, 3).tril() > 0).flatten(1));",
        "Dataflow(Scale(0.5, 0) of 0; Product of 1 and 0 transposed; CausalMask of 2; Softmax of 3; Product of 4 and 0) Flatten Dense(2)")]
    [InlineData("3, 4", "Tensor m = torch.zeros(3, 3); Linear g = Linear(12, 2)", "=> g.call(F.scaled_dot_product_attention(x, x, x, m).flatten(1));",
        "Dataflow(Scale(0.5, 0) of 0; Product of 1 and 0 transposed; Buffer(3, 3); Sum of 2 and 3; Softmax of 4; Product of 5 and 0) Flatten Dense(2)")]

    // Tensors of the class itself.
    [InlineData("4", "Parameter p = Parameter(torch.ones(4)); Linear g = Linear(4, 2)", "=> g.call(x * p);", "Dataflow(Parameter(4); Product of 0 and 1) Dense(2)")]
    [InlineData("4", "Parameter p = Parameter(torch.randn(4, 2))", "=> x.matmul(p);", "Dense(2, no bias)")]
    [InlineData("3, 4", "Parameter w = Parameter(torch.randn(2, 4)), b = Parameter(torch.zeros(2))", "=> F.linear(x, w, b).sum(1L);", "LastAxisDense(2, no bias) Dataflow(Parameter(2); Reshape(1, 2) of 1; Sum of 0 and 2) Sum(0) Flatten")]

    // Shapes.
    [InlineData("2, 3", "Linear f = Linear(6, 2)", "=> f.call(x.flatten(1));", "Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(6, 2)", "=> f.call(x.view(-1, 6));", "Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(6, 2)", "=> f.call(x.reshape(x.shape[0], -1));", "Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(6, 2)", "{ var n = x.size(0); return f.call(torch.reshape(x, n, x.shape[1] * 3)); }", "Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(3, 5), g = Linear(10, 2)", "=> g.call(f.call(x).flatten(1));", "LastAxisDense(5) Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(2, 5), g = Linear(15, 2)", "=> g.call(f.call(x.transpose(1, 2)).flatten(1));", "Permute(1, 0) LastAxisDense(5) Flatten Dense(2)")]
    [InlineData("2, 3", "Linear f = Linear(6, 2)", "=> f.call(x.permute(0, 2, 1).view(-1, 6));", "Permute(1, 0) Flatten Dense(2)")]
    [InlineData("6", "Linear f = Linear(6, 2)", "=> f.call(x.unsqueeze(1).squeeze(1));", "Reshape(1, 6) Flatten Dense(2)")]
    [InlineData("6", "Linear f = Linear(6, 2)", "=> f.call(x.unflatten(1, 2, 3).flatten(1, -1));", "Reshape(2, 3) Flatten Dense(2)")]

    // Normalizations.
    [InlineData("4", "BatchNorm1d n = BatchNorm1d(4, momentum: 0.2); Linear f = Linear(4, 2)", "=> f.call(n.call(x));", "BatchNorm(0.2, 1E-05) Dense(2)")]
    [InlineData("4", "LayerNorm n = LayerNorm(4); Linear f = Linear(4, 2)", "=> f.call(n.call(x));", "LayerNorm Dense(2)")]
    [InlineData("2, 3", "LayerNorm n = LayerNorm(new long[] { 2, 3 }); Linear f = Linear(6, 2)", "=> f.call(n.call(x).flatten(1));", "Reshape(6) LayerNorm Reshape(2, 3) Flatten Dense(2)")]
    [InlineData("3, 4, 4", "InstanceNorm2d n = InstanceNorm2d(3); Linear f = Linear(48, 2)", "=> f.call(n.call(x).flatten(1));", "Permute(1, 2, 0) InstanceNorm Permute(2, 0, 1) Flatten Dense(2)")]

    // Ids.
    [InlineData("6", "Embedding e = Embedding(10, 4); Linear f = Linear(24, 2)", "=> f.call(e.call(x).flatten(1));", "Embedding(10, 4) Flatten Dense(2)")]
    public void Each_part_becomes_the_layer_that_says_the_same(string input, string fields, string body, string expected)
    {
        var members = string.Join(" ", fields.Split("; ").Select(field => $"private readonly {field};"));

        Assert.Equal(expected, ReadModule.Text(ReadModule.Understood(ReadModule.Module(input, 2, members, body)).Specification));
    }

    [Theory]
    [InlineData("{ x = c1.call(x).relu(); x = c2.call(x).relu(); x = F.max_pool2d(x, 2); return fc.call(x.flatten(1)); }",
        "Permute(1, 2, 0) Conv(4, 3×3, padding 1) Relu Conv(4, 3×3, padding 1) Relu MaxPool(2×2, stride 2) Permute(2, 0, 1) Flatten Dense(2)")]
    [InlineData("{ var h = c1.call(x); h = h + c2.call(h.relu()); return fc.call(F.avg_pool2d(h, 2).view(-1, 256)); }",
        "Permute(1, 2, 0) Conv(4, 3×3, padding 1) Residual[Relu Conv(4, 3×3, padding 1)] AveragePool(2×2, stride 2) Permute(2, 0, 1) Flatten Dense(2)")]
    [InlineData("{ var h = c2.call(c1.call(x)); return fc.call(F.adaptive_avg_pool2d(h, 8).flatten(1)); }",
        "Permute(1, 2, 0) Conv(4, 3×3, padding 1) Conv(4, 3×3, padding 1) AdaptiveAveragePool(8×8) Permute(2, 0, 1) Flatten Dense(2)")]
    public void Images_are_turned_to_channels_last_and_back_only_where_it_matters(string body, string expected) =>
        Assert.Equal(expected, ReadModule.Text(ReadModule.Understood(ReadModule.Module("1, 16, 16", 2, Convolutions, body)).Specification));

    [Theory]
    [InlineData("x.mean(new long[] { 2, 3 })", "GlobalAveragePool")]
    [InlineData("x.mean([-1, -2], keepdim: true).flatten(1)", "AdaptiveAveragePool(1×1) Permute(2, 0, 1) Flatten")]
    [InlineData("F.interpolate(x, scale_factor: new double[] { 2, 2 }, mode: InterpolationMode.Bilinear).mean(new long[] { 2, 3 })", "Upsample(2, Bilinear) GlobalAveragePool")]
    [InlineData("F.interpolate(x, new long[] { 5, 6 }).mean(new long[] { 2, 3 })", "Resize(5×6, Nearest) GlobalAveragePool")]
    public void Means_over_images_and_other_sizes_are_layers(string call, string expected) =>
        Assert.Equal($"Permute(1, 2, 0) {expected} Dense(2)", ReadModule.Text(ReadModule.Understood(ReadModule.Module("3, 8, 8", 2, "private readonly Linear f = Linear(3, 2);", $"=> f.call({call});")).Specification));
}
