using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>A dictionary of modules by name, run through in order; it is not moved, which TorchSharp 0.107 cannot do.</summary>
[Classifier(classes: 3)]
[Input(1, 9)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Dictionary : Module<Tensor, Tensor>
{
    private readonly ModuleDict<Module<Tensor, Tensor>> parts = ModuleDict<Module<Tensor, Tensor>>(("conv", Conv1d(1, 4, 3, stride: 2)), ("act", Tanh()), ("flat", Flatten()));
    private readonly Linear last;

    /// <summary>Makes the module.</summary>
    public Dictionary()
        : base(nameof(Dictionary))
    {
        parts.Add("dense", Linear(16, 5));
        last = Linear(5, 3);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        foreach (var (_, part) in parts)
        {
            x = part.call(x);
        }

        return last.call(parts["act"].call(x));
    }
}
