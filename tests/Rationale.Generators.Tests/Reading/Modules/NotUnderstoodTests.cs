namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>What has no layer is named, and the model takes autograd.</summary>
public sealed class NotUnderstoodTests
{
    private const string One = "private readonly Linear f = Linear(4, 2);";

    private const string Two = "private readonly Linear f = Linear(4, 2), g = Linear(4, 4);";

    [Theory]

    // Constructions.
    [InlineData("private readonly Linear f; public Net(int units) : base(\"net\") { f = Linear(4, units); }", "=> f.call(x);", "RAT0071: units: is a parameter of the constructor, which whoever makes the model chooses (write a constant), so what is made with it is not known")]
    [InlineData("private readonly Linear f; public Net(bool big) : base(\"net\") { if (big) f = Linear(4, 2); else f = Linear(4, 2, false); }", "=> f.call(x);",
        "RAT0071: big: is a parameter of the constructor, which whoever makes the model chooses (write a constant)")]
    [InlineData("private Linear f = Linear(4, 2); public void Forget() => f = Linear(4, 2);", "=> f.call(x);", "RAT0071: f = Linear(4, 2): gives 'f' another value after the constructor")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly AlphaDropout d = AlphaDropout();", "=> f.call(d.call(x));", "RAT0071: AlphaDropout(): makes a 'AlphaDropout', which no layer says")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Dropout2d d = Dropout2d();", "=> f.call(d.call(x));", "RAT0077: d.call(x): drops channels, but gets examples of shape 4")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(torch.hann_window(4));", "=> f.call(x * p);",
        "RAT0071: torch.hann_window(4): calls 'hann_window', which no layer says, so what is made with it is not known")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(ones(2, 4));", "=> f.call(x * p);",
        "RAT0075: x * p: combines a tensor of shape 2×4 with examples so that dimension 0, 2 long, meets the batch; give it a dimension of 1 there")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(ones(2, 2, 4));", "=> f.call(x * p);",
        "RAT0077: x * p: combines a tensor of 3 dimensions with examples of shape 4 and the batch, which are fewer")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(ones(4, 4));", "=> f.call(x.matmul(p) + p[0]);",
        "RAT0073: p: is a matrix that examples are multiplied with in one place, and a tensor in another, but a layer has 'p' once; keep two parameters")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(ones(4, 4));", "=> f.call(x.matmul(p) + x.matmul(p.t()));",
        "RAT0073: x.matmul(p.t()): multiplies with 'p' as it is in one place and transposed in another, but a layer has it once")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter(ones(4));", "=> f.call(x);", "RAT0076: forward: never uses 'p', which would be outside the loss")]
    [InlineData(One, "=> f.call(x.repeat(2, 1));", "RAT0075: x.repeat(2, 1): repeats the examples of the batch")]
    [InlineData("private readonly Linear f = Linear(8, 2); private readonly Parameter p = Parameter(ones(1, 4));", "=> f.call(cat([x, p.repeat(x.shape[0], 2)], 1));",
        "RAT0077: p.repeat(x.shape[0], 2): repeats a dimension that is longer than 1")]
    [InlineData("private readonly Tensor p = ones(1, 2);", "=> x.narrow(1, 0, 2) * p;", "RAT0073: forward: has no parameter to train")]
    [InlineData("private readonly Linear f = Linear(4, 2); private Linear? late;", "=> f.call(x);", "RAT0071: late: is a module that no initializer or constructor makes where it can be read")]
    [InlineData("private readonly Linear f; public Net() : base(\"a\") { f = Linear(4, 2); } public Net(string name) : base(name) { f = Linear(4, 2); }", "=> f.call(x);",
        "RAT0071: Net: is one of several constructors, and which one makes the model is known only at run time")]
    [InlineData("private readonly Sequential f = Sequential(Linear(4, 2));", "{ f.append(\"more\", ReLU()); return f.call(x); }", "RAT0073: f.append(\"more\", ReLU()): calls 'append', which no layer says")]
    [InlineData("private readonly Linear f = Linear(4, 2), g = Linear(4, 4), h = Linear(4, 4); public Net() : base(\"net\") { h.weight = g.weight; }", "=> f.call(h.call(g.call(x)));",
        "RAT0071: h.weight = g.weight: changes a module after it was made, which no layer says")]
    [InlineData("private readonly Linear f = Linear(4, 2); public Net() : base(\"net\") { f.weight.requires_grad = false; }", "=> f.call(x);",
        "RAT0071: f.weight.requires_grad = false: changes a module after it was made, which no layer says")]

    [InlineData("private readonly Embedding e = Embedding(9, 4, padding_idx: 9); private readonly Linear f = Linear(16, 2);", "=> f.call(e.call(x).flatten(1));", "RAT0074: Embedding(9, 4, padding_idx: 9): has 'padding_idx', which is 9, but there are 9 vectors")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Tensor m; public Net() : base(\"net\") { var t = torch.ones(4) == 1; t.fill_(false); m = t; RegisterComponents(); }", "=> f.call(x.masked_fill(m, 0));",
        "RAT0071: m: is a mask that is written to after it was made, so that its values are not known; make it by one expression of functions that give a new tensor")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Tensor m; public Net() : base(\"net\") { var t = torch.ones(4) == 1; m = t.view(4); t[0] = false; RegisterComponents(); }", "=> f.call(x.masked_fill(m, 0));",
        "RAT0071: m: is a mask that is written to after it was made, so that its values are not known; make it by one expression of functions that give a new tensor")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Tensor m; public Net() : base(\"net\") { var t = torch.ones(4); t.zero_(); m = t == 1; RegisterComponents(); }", "=> f.call(x.masked_fill(m, 0));",
        "RAT0071: t == 1: combines a tensor and a constant, which no layer says, so what is made with it is not known")]

    // Control flow.
    [InlineData(One, "{ if (x.sum().item<float>() > 0) return f.call(x); return f.call(x.relu()); }", "RAT0075: x.sum(): joins the examples of the batch in one number; name the dimensions of an example")]
    [InlineData(One, "{ if (training) x = x.relu(); return f.call(x); }", "RAT0072: training: is known only at run time, but the graph has one path through")]
    [InlineData(One, "{ if (x.shape[0] > 5) x = x.relu(); return f.call(x); }", "RAT0073: x.shape[0] > 5: combines the number of examples of the batch and a constant, which no layer says")]
    [InlineData(One, "{ goto end; end: return f.call(x); }", "RAT0072: goto end;: is a statement that the graph cannot hold; write straight lines, loops over constants and conditions on constants")]
    [InlineData(One, "=> Again(f.call(x)); private Tensor Again(Tensor example) => Again(example);", "RAT0072: Again(example): calls 'Again', which calls itself")]
    [InlineData(One, "=> f.call(Twice(x, 40)); private Tensor Twice(Tensor example, int n) => n == 0 ? example : Twice(Twice(example, n - 1), n - 1);", "RAT0072: Twice(example, n - 1): takes more than 4096 calls and turns of loops to read")]
    [InlineData(One, "{ for (var i = 0; i >= 0; i++) x = x.relu(); return f.call(x); }", "RAT0072: for (var i = 0; i >= 0; i++) x = x.relu();: takes more than 4096 calls and turns of loops to read")]
    [InlineData("private readonly Linear f = Linear(A, 2); private static readonly int A = B, B = A;", "=> f.call(x);", "RAT0071: A: calls 'A', which calls itself, so what is made with it is not known")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Net inner = new();", "=> f.call(x);", "RAT0071: new(): calls 'Net', which calls itself")]
    [InlineData(One, "{ var a = x; for (var i = 0; i < 3000; i++) { var b = a + x.relu(); x = a; a = b; } return f.call(a); }", "RAT0077: forward: stands for more than 4096 layers")]

    // Calls.
    [InlineData(One, "=> f.call(sort(x).values);", "RAT0073: sort(x): calls 'sort', which no layer says")]
    [InlineData(One, "=> f.call(x).cumsum(1);", "RAT0073: f.call(x).cumsum(1): calls 'cumsum', which no layer says")]
    [InlineData(One, "=> f.call(x % 2);", "RAT0073: x % 2: combines a tensor and a constant, which no layer says")]
    [InlineData(One, "=> f.call(x.@long());", "RAT0073: x.@long(): rounds the example to integers, which only a lookup takes, because rounding has no gradient; leave it out where the example holds no token ids")]
    [InlineData(One, "=> f.call(x.tanh().to(int64));", "RAT0073: x.tanh().to(int64): rounds what was computed to integers, which has no gradient")]
    [InlineData(One, "=> f.call(x.max());", "RAT0075: x.max(): takes the maximum over the examples of the batch, or of two tensors; name dimensions of an example, with the batch first")]
    [InlineData(One, "=> f.call(new[] { x }.OrderBy(t => 1).First());", "RAT0073: new[] { x }.OrderBy(t => 1): does with a sequence what no layer says")]
    [InlineData(One, "=> f.call(x.masked_fill(torch.ones(4, 4) == 1, 0));", "RAT0075: x.masked_fill(torch.ones(4, 4) == 1, 0): combines a tensor of shape 4×4 with examples so that dimension 0, 4 long, meets the batch; give it a dimension of 1 there")]
    [InlineData(One, "{ _seen = x; return f.call(x); } private Tensor? _seen;", "RAT0071: _seen = x: gives '_seen' another value after the constructor")]
    [InlineData(One, "{ _count++; return f.call(x); } private int _count = 0;", "RAT0073: _count++: changes something that outlives the forward pass")]
    [InlineData(One, "{ System.GC.KeepAlive(x); return f.call(x); }", "RAT0073: System.GC.KeepAlive(x): calls 'KeepAlive', whose source cannot be read in its place")]
    [InlineData(One, "=> f.call(x.relu_());", "RAT0073: x.relu_(): overwrites the input of the model")]
    [InlineData(Two, "{ var h = g.call(x); var r = h.relu_(); return f.call(r + h); }", "RAT0073: h: is read after an operation in place has overwritten it; use what that operation gave")]
    [InlineData(Two, "=> f.call(x + g.call(x).unflatten(1, 2, 2));", "RAT0073: x + g.call(x).unflatten(1, 2, 2): combines examples of shape 4 and 2×2, but layers combine dimensions that are equal, or 1 in one of the two")]
    [InlineData(One, "=> f.call(x.mean([0], true));", "RAT0075: x.mean([0], true): joins the examples of the batch in one number; name the dimensions of an example")]
    [InlineData(One, "=> f.call(x[0..2]);", "RAT0075: x[0..2]: takes examples out of the batch, which is dimension 0; select features of all examples")]
    [InlineData(One, "=> f.call(x[.., 1]);", "RAT0073: x[.., 1]: leaves examples without a dimension; take a range of one")]
    [InlineData(One, "=> f.call(x[.., 3..9]);", "RAT0077: f.call(x[.., 3..9]): takes examples of 4 features but gets examples of shape 1")]
    [InlineData(One, "=> f.call(torch.einsum(\"bd,cd->bd\", x, x));", "RAT0075: torch.einsum(\"bd,cd->bd\", x, x): does not keep the batch as one letter of every tensor")]
    [InlineData(One, "=> f.call(torch.einsum(\"...d->...d\", x));", "RAT0073: torch.einsum(\"...d->...d\", x): is no equation of as many tensors with an arrow and without an ellipsis")]
    [InlineData(One, "=> f.call(x.matmul(x));", "RAT0075: x.matmul(x): multiplies examples of shape 4 and 4, but layers multiply matrices within each example, of as many dimensions on both sides")]
    [InlineData(One, "=> f.call(x + torch.zeros(8, 4));", "RAT0075: x + torch.zeros(8, 4): combines a tensor of shape 8×4 with examples so that dimension 0, 8 long, meets the batch; give it a dimension of 1 there")]

    // Arguments.
    [InlineData(One, "=> f.call(F.dropout(x, 0.5));", "RAT0074: F.dropout(x, 0.5): has 'training', which is not the property 'training' of the module, so values are dropped in evaluation as well, or never; a layer drops them in training only")]
    [InlineData(One, "=> f.call(x.pow(5));", "RAT0074: x.pow(5): has 'exponent', which is 5, but layers know the powers -1, 0.5, 1, 2, 3 and 4")]
    [InlineData(One, "=> f.call(F.pad(x, [1, 1], PaddingModes.Reflect));", "RAT0074: F.pad(x, [1, 1], PaddingModes.Reflect): has 'mode', which is Reflect, but layers pad with zeros")]
    [InlineData(One, "=> f.call(x.to(float64));", "RAT0074: x.to(float64): has 'type', which is Float64, but layers compute in 32 bits")]
    [InlineData(One, "=> f.call(F.softplus(x, 2, 10));", "RAT0074: F.softplus(x, 2, 10): has 'threshold', which is below 20, where the function would not be smooth")]
    [InlineData("private readonly Linear f = Linear(4, 2, dtype: ScalarType.Float64);", "=> f.call(x);", "RAT0074: Linear(4, 2, dtype: ScalarType.Float64): has 'dtype', which is Float64, but layers compute in 32 bits; leave it out, or train by autograd with ExplainedLoss")]
    [InlineData("private readonly Linear f = Linear(4, 2, dtype: float64);", "=> f.call(x);", "RAT0074: Linear(4, 2, dtype: float64): has 'dtype', which is Float64, but layers compute in 32 bits; leave it out, or train by autograd with ExplainedLoss")]
    [InlineData("private readonly Linear f = Linear(4, 3, dtype: float32);", "=> f.call(x);", "RAT0077: forward: gives examples of shape 3, but [Classifier(2)] needs 2 outputs")]
    [InlineData("private readonly BatchNorm1d n = BatchNorm1d(4, affine: false); private readonly Linear f = Linear(4, 2);", "=> f.call(n.call(x));", "RAT0074: BatchNorm1d(4, affine: false): has 'affine', which is false, but the layer has a scale and a shift")]

    // The batch.
    [InlineData(One, "=> f.call(x.view(8, 4));", "RAT0075: x.view(8, 4): has 'shape', which mixes the batch with the features: examples have 4 values, shape 4")]
    [InlineData(One, "=> f.call(x.view(-1, 2));", "RAT0075: x.view(-1, 2): has 'shape', which mixes the batch with the features: examples have 4 values, shape 4")]
    [InlineData(One, "=> f.call(x.flatten());", "RAT0075: x.flatten(): has 'start_dim', which joins the batch with the features; write flatten(1)")]
    [InlineData(One, "=> f.call(x.transpose(0, 1));", "RAT0075: f.call(x.transpose(0, 1)): multiplies along the last dimension, which is the batch here")]
    [InlineData(One, "=> f.call(x.unsqueeze(0).flatten(1));", "RAT0075: x.unsqueeze(0).flatten(1): gets a tensor whose dimension 1 is the batch; bring the batch to the front first, by transpose(0, 1)")]
    [InlineData(One, "=> f.call(x.squeeze());", "RAT0075: x.squeeze(): has 'dim', which is not given, so the batch is dropped too where it has one example; name the dimension")]

    [InlineData("private readonly Embedding e = Embedding(9, 4); private readonly Linear f = Linear(16, 2);", "=> f.call(e.call(x.transpose(0, 1)).transpose(0, 1).flatten(1));",
        "RAT0075: e.call(x.transpose(0, 1)): looks up token ids whose batch is not the first dimension; look them up first, and turn their vectors, by transpose(0, 1) behind it")]

    // Modules that are not used once.
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly BatchNorm1d n = BatchNorm1d(4);", "=> f.call(n.call(n.call(x)));",
        "RAT0076: n.call(n.call(x)): calls 'n' for the second time; its running statistics would be those of both calls, but a layer keeps those of one")]
    [InlineData("private readonly Embedding e = Embedding(9, 4); private readonly Linear f = Linear(16, 2);", "=> f.call((e.call(x) + e.call(x)).flatten(1));",
        "RAT0076: e.call(x): looks up in 'e' for the second time; look token ids up once, and use their vectors twice")]
    [InlineData("private readonly Embedding e = Embedding(9, 4); private readonly Linear f = Linear(20, 2);", "=> f.call(cat([e.call(x).flatten(1), x], 1));",
        "RAT0073: e.call(x): looks up token ids that are used elsewhere as well; look them up once, and use their vectors")]
    [InlineData(Two, "=> g.call(torch.zeros(x.shape[0], 4)).narrow(1, 0, 2);", "RAT0073: forward: does not depend on its input")]
    [InlineData(Two, "=> f.call(x);", "RAT0076: forward: never calls 'g', whose parameters would be outside the loss")]
    [InlineData(Two, "{ var lost = g.call(x); return f.call(x); }", "RAT0076: g.call(x): does not reach the output, but what it changes would")]
    [InlineData(One, "=> f.call(Linear(4, 4).call(x));", "RAT0076: Linear(4, 4).call(x): calls a module with parameters that no field of the class registers; keep it in a field")]
    [InlineData("private readonly Linear f = Linear(4, 2); private readonly Linear g; public Net() : base(\"net\") { g = f; }", "=> f.call(x);",
        "RAT0076: g: is the module that 'f' holds already; give it a module of its own")]

    // Shapes.
    [InlineData("private readonly Linear f = Linear(5, 2);", "=> f.call(x);", "RAT0077: f.call(x): takes examples of 5 features but gets examples of shape 4")]
    [InlineData("private readonly Linear f = Linear(4, 3);", "=> f.call(x);", "RAT0077: forward: gives examples of shape 3, but [Classifier(2)] needs 2 outputs")]
    [InlineData("private readonly Conv2d c = Conv2d(1, 2, 3);", "=> c.call(x);", "RAT0077: c.call(x): takes images of 1 channels, channels×height×width, but gets examples of shape 4")]
    [InlineData("private readonly Linear f = Linear(4, 2);", "=> f.call(F.max_pool2d(x, 2));", "RAT0077: F.max_pool2d(x, 2): takes images, channels×height×width, but gets examples of shape 4")]
    public void What_is_not_understood_is_named(string members, string body, string expected) =>
        Assert.Equal(expected, ReadModule.NotUnderstood(ReadModule.Module("4", 2, members, body)));

    [Theory]
    [InlineData("F.max_pool2d(x, 2, ceil_mode: true)", "RAT0074: F.max_pool2d(x, 2, ceil_mode: true): has 'ceil_mode', which is true, but windows of a layer do not reach beyond the image")]
    [InlineData("F.interpolate(x, scale_factor: [1.5, 1.5])", "RAT0074: F.interpolate(x, scale_factor: [1.5, 1.5]): has 'scale_factor', which is not one integer for both directions")]
    [InlineData("F.interpolate(x, [8, 8], mode: InterpolationMode.Bicubic)", "RAT0074: F.interpolate(x, [8, 8], mode: InterpolationMode.Bicubic): has 'mode', which is Bicubic, but layers resize by Nearest or Bilinear")]
    [InlineData("Conv2d(1, 1, (3, 3), stride: (1, 2)).call(x)", "RAT0074: Conv2d(1, 1, (3, 3), stride: (1, 2)): has 'stride', which is (1, 2), but a layer has one number for both directions")]
    [InlineData("Conv2d(1, 1, 3, padding_mode: PaddingModes.Reflect).call(x)", "RAT0074: Conv2d(1, 1, 3, padding_mode: PaddingModes.Reflect): has 'padding_mode', which is not PaddingModes.Zeros, but layers pad with zeros")]
    [InlineData("Conv2d(1, 1, 4, Padding.Same).call(x)", "RAT0074: Conv2d(1, 1, 4, Padding.Same): has 'padding', which keeps the size only where the stride is 1 and the filters are square with an odd side")]
    [InlineData("F.max_pool2d(x, 9)", "RAT0077: F.max_pool2d(x, 9): a window of 9×9 with dilation 1 and padding 0 does not fit an image of 8×8; make the window smaller or the padding larger")]
    public void What_a_layer_over_images_cannot_do_is_named(string call, string expected) =>
        Assert.Equal(expected, ReadModule.NotUnderstood(ReadModule.Module("1, 8, 8", 2, "private readonly Linear f = Linear(1, 2);", $"=> f.call({call}.mean([2, 3]));")));

    [Fact]
    public void A_module_without_an_input_is_not_understood() => Assert.StartsWith(
        "RAT0070",
        ReadModule.NotUnderstood(ReadModule.Module("4", 2, One, "=> f.call(x);").Replace("[Input(4)]", "")));
}
