using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>Rates of dropout: nothing is dropped, because libtorch draws other numbers than we do.</summary>
internal static class Rates
{
    /// <summary>No value is dropped.</summary>
    public const double None = 0;
}

/// <summary>In the structure of TorchSharp's MNIST example.</summary>
[Classifier(classes: 10)]
[Input(1, 12, 12)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Mnist : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1 = Conv2d(1, 4, 3), conv2 = Conv2d(4, 6, 3), fc1 = Linear(96, 12), fc2 = Linear(12, 10);
    private readonly Module<Tensor, Tensor> pool1 = MaxPool2d(kernel_size: [2, 2]), relu1 = ReLU(), relu2 = ReLU(), relu3 = ReLU(), dropout1 = Dropout(Rates.None), dropout2 = Dropout(Rates.None);
    private readonly Module<Tensor, Tensor> flatten = Flatten(), logsm = LogSoftmax(1);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var l12 = relu1.call(conv1.call(input));
        var l22 = dropout1.call(pool1.call(relu2.call(conv2.call(l12))));
        var l32 = dropout2.call(relu3.call(fc1.call(flatten.call(l22))));
        return logsm.call(fc2.call(l32));
    }
}

/// <summary>In the structure of TorchSharp's AlexNet for CIFAR.</summary>
[Classifier(classes: 5)]
[Input(3, 16, 16)]
[ExplainConstraint(Weight = 2)]
public sealed partial class AlexNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> features = Sequential(
        ("c1", Conv2d(3, 4, kernel_size: 3, stride: 2, padding: 1)), ("r1", ReLU(inplace: true)), ("mp1", MaxPool2d(kernel_size: [2, 2])),
        ("c2", Conv2d(4, 6, kernel_size: 3, padding: 1)), ("r2", ReLU(inplace: true)), ("mp2", MaxPool2d(kernel_size: [2, 2])),
        ("c3", Conv2d(6, 8, kernel_size: 3, padding: 1)), ("r3", ReLU(inplace: true)));

    private readonly Module<Tensor, Tensor> avgPool = AdaptiveAvgPool2d([2, 2]);
    private readonly Module<Tensor, Tensor> classifier = Sequential(("d1", Dropout(Rates.None)), ("l1", Linear(32, 12)), ("r6", ReLU(inplace: true)), ("l3", Linear(12, 5)));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var avg = avgPool.call(features.call(input));
        return classifier.call(avg.view(avg.shape[0], 32));
    }
}

/// <summary>In the structure of TorchSharp's VGG for CIFAR: a list that a loop fills.</summary>
[Classifier(classes: 5)]
[Input(3, 8, 8)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Vgg : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;

    /// <summary>Makes the module.</summary>
    public Vgg()
        : base(nameof(Vgg))
    {
        long[] channels = [4, 0, 6, 6, 0, 8, 0];
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        long inputs = 3;
        for (var i = 0; i < channels.Length; i++)
        {
            if (channels[i] == 0)
            {
                modules.Add(($"MaxPool2d-{i}a", MaxPool2d(kernel_size: 2, stride: 2)));
            }
            else
            {
                modules.Add(($"conv2d-{i}a", Conv2d(inputs, channels[i], kernel_size: 3, padding: 1)));
                modules.Add(($"bnrm2d-{i}a", BatchNorm2d(channels[i])));
                modules.Add(($"relu-{i}b", ReLU(inplace: true)));
                inputs = channels[i];
            }
        }

        modules.Add(("flatten", Flatten()));
        modules.Add(("linear", Linear(8, 5)));
        layers = Sequential(modules);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => layers.call(input);
}

/// <summary>In the structure of TorchSharp's ResNet for CIFAR: blocks of two lists, of which the one around may be empty.</summary>
[Classifier(classes: 5)]
[Input(3, 8, 8)]
[ExplainConstraint(Weight = 2)]
public sealed partial class CifarResNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;

    /// <summary>Makes the module.</summary>
    public CifarResNet()
        : base(nameof(CifarResNet))
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>
        {
            ("conv2d-first", Conv2d(3, 4, kernel_size: 3, stride: 1, padding: 1, bias: false)), ("bnrm2d-first", BatchNorm2d(4)), ("relu-first", ReLU(inplace: true)),
        };
        var (planes, strides) = (new[] { 4, 6 }, new[] { 1, 2 });
        var inputs = 4;
        for (var i = 0; i < planes.Length; i++)
        {
            modules.Add(($"blck-{i}", new CifarBlock(inputs, planes[i], strides[i])));
            inputs = planes[i];
        }

        modules.Add(("avgpool", AvgPool2d([4, 4])));
        modules.Add(("flatten", Flatten()));
        modules.Add(("linear", Linear(6, 5)));
        layers = Sequential(modules);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => layers.call(input);
}

/// <summary>Two convolutions as a list, and a list around them.</summary>
public sealed class CifarBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers, shortcut;

    /// <summary>Makes the block.</summary>
    public CifarBlock(int inputs, int planes, int stride)
        : base(nameof(CifarBlock))
    {
        layers = Sequential(
            ("conv1", Conv2d(inputs, planes, 3, stride: stride, padding: 1, bias: false)), ("bn1", BatchNorm2d(planes)), ("relu1", ReLU(inplace: true)),
            ("conv2", Conv2d(planes, planes, 3, padding: 1, bias: false)), ("bn2", BatchNorm2d(planes)));
        shortcut = stride != 1 || inputs != planes ? Sequential(("conv3", Conv2d(inputs, planes, 1, stride: stride, bias: false)), ("bn3", BatchNorm2d(planes))) : Sequential();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor t)
    {
        var y = layers.call(t);
        return (y + shortcut.call(t)).relu_();
    }
}

/// <summary>In the structure of Inception: filters of several sizes side by side.</summary>
[Classifier(classes: 4)]
[Input(3, 6, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class Inception : Module<Tensor, Tensor>
{
    private readonly Conv2d one = Conv2d(3, 4, 1), reduced = Conv2d(3, 2, 1), three = Conv2d(2, 4, 3, padding: 1), five = Conv2d(3, 2, 5, padding: 2), pooled = Conv2d(3, 2, 1);
    private readonly MaxPool2d pool = MaxPool2d(3, stride: 1, padding: 1);
    private readonly Linear fc = Linear(12, 4);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var branches = new[] { one.call(x).relu(), three.call(reduced.call(x).relu()).relu(), five.call(x).relu(), pooled.call(pool.call(x)).relu() };
        return fc.call(cat(branches, 1).mean([2, 3]));
    }
}

/// <summary>In the structure of TorchVision's ResNet: a method makes the blocks of each stage, and a field counts the channels.</summary>
[Classifier(classes: 5)]
[Input(3, 16, 16)]
[ExplainConstraint(Weight = 2)]
public sealed partial class ResNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1, bn1, relu, maxpool, layer1, layer2, avgpool, flatten, fc;
    private int inPlanes = 4;

    /// <summary>Makes the module.</summary>
    public ResNet()
        : base(nameof(ResNet))
    {
        conv1 = Conv2d(3, inPlanes, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(inPlanes);
        relu = ReLU(inplace: true);
        maxpool = MaxPool2d(kernel_size: 3, stride: 2, padding: 1);
        layer1 = MakeLayer(4, 1, 1);
        layer2 = MakeLayer(6, 2, 2);
        avgpool = AdaptiveAvgPool2d([1, 1]);
        flatten = Flatten();
        fc = Linear(6, 5);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = maxpool.call(relu.call(bn1.call(conv1.call(input))));
        x = layer2.call(layer1.call(x));
        return fc.call(flatten.call(avgpool.call(x))).MoveToOuterDisposeScope();
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
            layers.append(new BasicBlock(inPlanes, planes, 1, null));
        }

        return layers;
    }
}

/// <summary>Two convolutions, and a way around them.</summary>
public sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Module<Tensor, Tensor>? downsample;

    /// <summary>Makes the block.</summary>
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

/// <summary>In the structure of TorchSharp's MobileNet for CIFAR: each channel by itself, then all of them.</summary>
[Classifier(classes: 5)]
[Input(3, 8, 8)]
[ExplainConstraint(Weight = 2)]
public sealed partial class MobileNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;

    /// <summary>Makes the module.</summary>
    public MobileNet()
        : base(nameof(MobileNet))
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        long[] planes = [6, 8], strides = [1, 2];
        long inputs = 4;
        modules.Add(("conv2d-first", Conv2d(3, 4, kernel_size: 3, stride: 1, padding: 1, bias: false)));
        for (var i = 0; i < planes.Length; i++)
        {
            modules.Add(($"conv2d-{i}a", Conv2d(inputs, inputs, kernel_size: 3, stride: strides[i], padding: 1, groups: inputs, bias: false)));
            modules.Add(($"bnrm2d-{i}a", BatchNorm2d(inputs)));
            modules.Add(($"relu-{i}a", ReLU()));
            modules.Add(($"conv2d-{i}b", Conv2d(inputs, planes[i], kernel_size: 1, bias: false)));
            modules.Add(($"relu-{i}b", ReLU()));
            inputs = planes[i];
        }

        modules.Add(("avgpool", AvgPool2d([2, 2])));
        modules.Add(("flatten", Flatten()));
        modules.Add(("linear", Linear(32, 5)));
        layers = Sequential(modules);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => layers.call(input);
}

/// <summary>In the structure of DenseNet and of squeeze-and-excitation: each layer sees what all before it gave, and channels are weighted.</summary>
[Classifier(classes: 4)]
[Input(2, 6, 6)]
[ExplainConstraint(Weight = 2)]
public sealed partial class DenseNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> growing = ModuleList(Conv2d(2, 3, 3, padding: 1), Conv2d(5, 3, 3, padding: 1), Conv2d(8, 2, 3, padding: 1));
    private readonly Sequential gate = Sequential(("squeeze", Linear(10, 4)), ("act", Tanh()), ("excite", Linear(4, 10)));
    private readonly Linear classifier = Linear(10, 4);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        foreach (var conv in growing)
        {
            x = cat([x, functional.elu(conv.call(x), 1)], 1);
        }

        x = x * sigmoid(gate.call(x.mean([2, 3]))).unsqueeze(-1).unsqueeze(-1);
        return classifier.call(x.mean([2, 3]));
    }
}
