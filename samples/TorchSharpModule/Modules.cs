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
/// A network whose hidden values are the larger of two sums each. No layer says that: a note of the analyzer names the expression, and the same members, <c>TrainAsync</c> among them, run by autograd.
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

/// <summary>
/// A module that explains itself, with the two convolutions of the paper's table of architectures for concepts and for relevances, and the penalty on log-probabilities. It has no <c>forward</c>: that is
/// generated from the marked fields, f(x) = Σ θ(x) h(x).
/// </summary>
[Classifier(classes: 10, Reduction = Reduction.Mean)]
[Input(1, 28, 28)]
[SelfExplaining(concepts: 5, Output = TargetOutput.LogProbability, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = Robustness)]
[Train(BatchSize = 128, LearningRate = 1e-3)]
public sealed partial class ConceptModule : Module<Tensor, Tensor>
{
    /// <summary>λ, for which others have repeated the paper.</summary>
    public const double Robustness = 1e-4;

    [ConceptEncoder]
    private readonly Sequential encoder = Sequential(
        Conv2d(1, 10, 5), MaxPool2d(2), ReLU(), Conv2d(10, 20, 5), MaxPool2d(2), ReLU(), Flatten(), Linear(320, 5));

    [ConceptDecoder]
    private readonly Sequential decoder = Sequential(Linear(5, 128), ReLU(), Linear(128, 784));

    [Relevance]
    private readonly Sequential relevance = Sequential(
        Conv2d(1, 10, 5), MaxPool2d(2), ReLU(), Conv2d(10, 20, 5), MaxPool2d(2), ReLU(), Flatten(), Linear(320, 50));
}

/// <summary>A module whose predictions and explanations are certified: it votes over versions of a digit that keep a quarter of its patches each, and learns from such versions.</summary>
[Classifier(classes: 10)]
[Input(1, 28, 28)]
[Smoothed(keep: Keep, Quantization = 16, Patch = 4)]
[Train(BatchSize = 64, LearningRate = 2e-3)]
public sealed partial class CertifiedModule : Module<Tensor, Tensor>
{
    /// <summary>λ, the share of the patches that a version keeps.</summary>
    public const double Keep = 0.25;

    private readonly Conv2d conv1 = Conv2d(1, 16, 5, stride: 2, padding: 2);
    private readonly Conv2d conv2 = Conv2d(16, 32, 3, stride: 2, padding: 1);
    private readonly Linear hidden = Linear(1568, 64);
    private readonly Linear output = Linear(64, 10);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var features = functional.relu(conv2.call(functional.relu(conv1.call(input))));
        return output.call(functional.relu(hidden.call(features.flatten(1))));
    }
}
