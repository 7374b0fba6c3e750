using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Storage;

/// <summary>The module of tests/reference/state.py.</summary>
[Classifier(classes: 3)]
[Input(5)]
public sealed partial class Stated : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(5, 7);
    private readonly BatchNorm1d norm = BatchNorm1d(7);
    private readonly Linear output = Linear(7, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => output.call(norm.call(hidden.call(x)).relu());
}
