using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Contract;

/// <summary>The module of the reference script, part for part.</summary>
internal sealed class Net : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv = nn.Conv2d(2, 4, 3, padding: 1, dtype: float64);
    private readonly BatchNorm2d norm = nn.BatchNorm2d(4, dtype: float64);
    private readonly MaxPool2d pool = nn.MaxPool2d(2);
    private readonly InstanceNorm2d instance = nn.InstanceNorm2d(4, affine: true, dtype: float64);
    private readonly ConvTranspose2d up = nn.ConvTranspose2d(4, 3, 2, stride: 2, dtype: float64);
    private readonly Sequential head = nn.Sequential(
        ("flatten", nn.Flatten()),
        ("hidden", nn.Linear(48, 6, dtype: float64)),
        ("layer", nn.LayerNorm(6, dtype: float64)),
        ("act", nn.GELU()),
        ("output", nn.Linear(6, 3, dtype: float64)));

    public Net()
        : base(nameof(Net))
    {
        RegisterComponents();

        // Made in double precision, TorchSharp 0.107 counts batches in it too; PyTorch's state has a whole number.
        norm.num_batches_tracked = zeros([], int64);
    }

    public override Tensor forward(Tensor x)
    {
        var h = pool.call(tanh(norm.call(conv.call(x))));
        h = up.call(instance.call(h));
        return head.call(nn.functional.avg_pool2d(h, 1) + (0.1 * h * h));
    }

    /// <summary>Cross-entropy, and twice the sum of squares of the masked gradient of all log-probabilities.</summary>
    public Tensor Penalized(Tensor x, Tensor labels, Tensor mask)
    {
        var rows = x.detach().requires_grad_();
        var p = nn.functional.log_softmax(call(rows), 1);
        var answers = -p.gather(1, labels.reshape(-1, 1)).sum();
        var gradient = autograd.grad([p.sum()], [rows], retain_graph: true, create_graph: true)[0];
        return answers + (2 * (mask * gradient).pow(2).sum());
    }
}
