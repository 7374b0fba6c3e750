using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Norms and deviations of zeros, such as those of padding or of units that no example reaches, have a slope of zero, as in libtorch.</summary>
public sealed class RootTests
{
    [TorchFact]
    public void The_gradient_at_zeros_is_that_of_autograd()
    {
        using var module = new Rooted();
        using var scope = NewDisposeScope();
        float[] values = [0, 0, 0, 1, 2, -2];
        var x = tensor(values, [1, 2, 3], requires_grad: true);
        var gradient = autograd.grad([module.call(x)[0, 1]], [x])[0].data<float>().ToArray();
        Assert.Equal([0f, 0, 0], gradient[..3]);
        Assert.All(gradient.Zip(module.Explain(values, Target.ForClass(1, TargetOutput.Logit)).Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}

/// <summary>A network of norms and deviations.</summary>
[Classifier(classes: 3)]
[Input(2, 3)]
[ExplainConstraint]
public sealed partial class Rooted : Module<Tensor, Tensor>
{
    private readonly Linear output = Linear(2, 3);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(input.norm(2) + input.std(2));
}
