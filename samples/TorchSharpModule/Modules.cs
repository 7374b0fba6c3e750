using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>The paper's network as a module of one's own. Its <c>forward</c> is understood: it becomes layers, and the step is differentiated before the program runs.</summary>
[Classifier(classes: 10)]
[Input(784)]
[ExplainConstraint(Weight = 1000)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 64, BatchSize = 256)]
public sealed partial class DigitsModule : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(784, 50);
    private readonly Linear second = Linear(50, 30);
    private readonly Linear output = Linear(30, 10);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var hidden = functional.relu(first.call(input));
        return output.call(functional.relu(second.call(hidden)));
    }
}

/// <summary>
/// A network whose hidden values are the larger of two sums each. No layer says that: a note of the analyzer names the expression, and the loss is left to autograd.
/// </summary>
[Classifier(classes: 10)]
[Input(784)]
[ExplainConstraint(Weight = 1000)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 64, BatchSize = 256)]
public sealed partial class MaxoutModule : Module<Tensor, Tensor>
{
    private readonly Linear left = Linear(784, 30);
    private readonly Linear right = Linear(784, 30);
    private readonly Linear output = Linear(30, 10);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => output.call(maximum(left.call(input), right.call(input)));
}
