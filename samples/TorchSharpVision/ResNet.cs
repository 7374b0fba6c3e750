using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Samples.TorchSharpVision;

/// <summary>
/// A small residual network for digits, written as TorchVision writes its own: a method makes the blocks of each stage, a field counts the channels, and a block has a shortcut that may be null. All of it is read,
/// so that the network is trained by compiled steps.
/// </summary>
public abstract class SmallResNet : Module<Tensor, Tensor>
{
    /// <summary>The parts, which TorchSharp registers where they are not private.</summary>
    protected readonly Module<Tensor, Tensor> conv1, bn1, layer1, layer2, layer3, avgpool, fc;

    private int inPlanes = 8;

    /// <summary>Makes the network with freshly drawn parameters.</summary>
    /// <param name="name">Name of the module.</param>
    protected SmallResNet(string name)
        : base(name)
    {
        conv1 = Conv2d(1, inPlanes, 3, stride: 2, padding: 1, bias: false);
        bn1 = BatchNorm2d(inPlanes);
        layer1 = MakeLayer(8, blocks: 1, stride: 1);
        layer2 = MakeLayer(16, blocks: 1, stride: 2);
        layer3 = MakeLayer(32, blocks: 1, stride: 2);
        // A mean over all places would hardly see a block in a corner; here each of sixteen places has weights of its own.
        avgpool = AdaptiveAvgPool2d([4, 4]);
        fc = Linear(32 * 4 * 4, 10);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.relu(bn1.call(conv1.call(input)));
        x = layer3.call(layer2.call(layer1.call(x)));
        return fc.call(avgpool.call(x).flatten(1)).MoveToOuterDisposeScope();
    }

    private Sequential MakeLayer(int planes, int blocks, int stride)
    {
        Module<Tensor, Tensor>? downsample = null;
        if (stride != 1 || inPlanes != planes)
        {
            downsample = Sequential(("0", Conv2d(inPlanes, planes, 1, stride: stride, bias: false)), ("1", BatchNorm2d(planes)));
        }

        var layers = Sequential().append(new BasicBlock(inPlanes, planes, stride, downsample));
        inPlanes = planes;
        for (var i = 1; i < blocks; i++)
        {
            layers.append(new BasicBlock(inPlanes, planes, 1, downsample: null));
        }

        return layers;
    }
}

/// <summary>Two convolutions, and a way around them.</summary>
public sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1, bn1, conv2, bn2;
    private readonly Module<Tensor, Tensor>? downsample;

    /// <summary>Makes the block.</summary>
    /// <param name="inputs">Channels that it takes.</param>
    /// <param name="planes">Channels that it gives.</param>
    /// <param name="stride">Step of its first convolution.</param>
    /// <param name="downsample">What brings the input to the shape of the output; null where it has that shape.</param>
    public BasicBlock(int inputs, int planes, int stride, Module<Tensor, Tensor>? downsample)
        : base(nameof(BasicBlock))
    {
        conv1 = Conv2d(inputs, planes, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(planes);
        conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(planes);
        this.downsample = downsample;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var y = functional.relu(bn1.call(conv1.call(x)));
        y = bn2.call(conv2.call(y));
        return functional.relu(y + (downsample is null ? x : downsample.call(x)));
    }
}

/// <summary>The network as it learns by itself.</summary>
[Classifier(classes: 10)]
[Input(1, 28, 28)]
[Train(Epochs = 6, BatchSize = 64, LearningRate = 2e-3)]
public sealed partial class FreeResNet() : SmallResNet(nameof(FreeResNet));

/// <summary>The network, not allowed to look at the block that gives the label away.</summary>
[Classifier(classes: 10)]
[Input(1, 28, 28)]
[ExplainConstraint(Weight = 1000)]
[Train(Epochs = 6, BatchSize = 64, LearningRate = 2e-3)]
public sealed partial class ConstrainedResNet() : SmallResNet(nameof(ConstrainedResNet));
