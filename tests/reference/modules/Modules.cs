// Twins of the modules in ../modules.py: the same tensors under the same names. Compiled by the tests, which read them with the generator.
using Rationale;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Modules;

[Classifier(3)]
[Input(6)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Perceptron : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(6, 5);
    private readonly Linear output = Linear(5, 3);

    public Perceptron()
        : base(nameof(Perceptron)) => RegisterComponents();

    public override Tensor forward(Tensor x) => output.call(tanh(hidden.call(x)));
}

[Classifier(3)]
[Input(6)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Named : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(("first", Linear(6, 7, hasBias: false)), ("gate", SiLU()), ("inner", Sequential(Linear(7, 4), GELU(), LeakyReLU(0.2))));
    private readonly Linear head;

    public Named()
        : base(nameof(Named))
    {
        head = Linear(4, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(body.call((x / 4) - 0.5));
}

[Classifier(3)]
[Input(2, 7, 6)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Images : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(2, 4, (3, 2), padding: (1, 1)), conv2 = Conv2d(4, 6, 3, groups: 2, bias: false);
    private readonly Linear fc1 = Linear(24, 5), fc2 = Linear(5, 3);

    public Images()
        : base(nameof(Images)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = F.max_pool2d(F.softplus(conv1.call(x)), 2, stride: 1);
        x = F.avg_pool2d(tanh(conv2.call(x)), 2);
        return fc2.call(F.elu(fc1.call(x.view(-1, 24)), 0.7));
    }
}

[Classifier(3)]
[Input(1, 6, 6)]
[ExplainConstraint(Weight = 10)]
public sealed partial class ResidualNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(1, 3, 3, padding: 1);
    private readonly BatchNorm2d norm = BatchNorm2d(3, eps: 1e-3, momentum: 0.3);
    private readonly Conv2d same = Conv2d(3, 3, 3, padding: 1);
    private readonly Step down = new(3, 4, 2);
    private readonly Linear fc = Linear(4, 3);

    public ResidualNet()
        : base(nameof(ResidualNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = norm.call(stem.call(x)).sigmoid();
        x += same.call(x);
        x = down.call(x);
        return fc.call(x.mean(new long[] { 2, 3 }));
    }
}

public sealed class Step : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly Conv2d way;

    public Step(long channels, long filters, long stride)
        : base(nameof(Step))
    {
        conv = Conv2d(channels, filters, 3, stride: stride, padding: 1, bias: false);
        norm = BatchNorm2d(filters);
        way = Conv2d(channels, filters, 1, stride: stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => (norm.call(conv.call(x)) + way.call(x)).tanh();
}

[Classifier(3)]
[Input(4, 3, 2)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Decoder : Module<Tensor, Tensor>
{
    private readonly ConvTranspose2d up1 = ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2);
    private readonly ConvTranspose2d up2 = ConvTranspose2d(6, 2, 2, bias: false);
    private readonly InstanceNorm2d instance = InstanceNorm2d(2, eps: 0.01, affine: true);
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d((4, 2));
    private readonly Linear fc = Linear(16, 3);

    public Decoder()
        : base(nameof(Decoder)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = instance.call(up2.call(up1.call(x).tanh()));
        x = F.interpolate(x, scale_factor: new double[] { 2, 2 }, mode: InterpolationMode.Bilinear);
        return fc.call(flatten(pool.call(x), 1));
    }
}

[Classifier(3)]
[Input(4, 6)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Tokens : Module<Tensor, Tensor>
{
    private readonly LayerNorm whole = LayerNorm(new long[] { 4, 6 }, eps: 0.1), each = LayerNorm(5, eps: 0.01);
    private readonly Linear inner = Linear(6, 5), across = Linear(4, 3);
    private readonly BatchNorm1d norm = BatchNorm1d(5);
    private readonly Linear fc = Linear(15, 3);

    public Tokens()
        : base(nameof(Tokens)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var features = each.call(inner.call(whole.call(x)));
        return fc.call(Mixed(features).flatten(1));
    }

    private Tensor Mixed(Tensor x) => across.call(norm.call(x.transpose(1, 2))).tanh();
}

[Classifier(3)]
[Input(5)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Gates : Module<Tensor, Tensor>
{
    private readonly Linear value = Linear(5, 4), gate = Linear(5, 4), scale = Linear(5, 4);
    private readonly BatchNorm1d norm = BatchNorm1d(4);
    private readonly Linear fc = Linear(4, 3);

    public Gates()
        : base(nameof(Gates)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var gated = value.call(x) * sigmoid(gate.call(x));
        var divided = gated / (2.0 + sigmoid(scale.call(x)));
        return -fc.call(1 - (norm.call(divided) * 0.5)) + 0.25;
    }
}
