namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>Forward passes in the structure of TorchSharp's public examples: each is read, or the part that no layer says is named.</summary>
public sealed class PublicForwardsTests
{
    private const string Block = """
        public sealed class BasicBlock : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> layers, shortcut;

            public BasicBlock(int inputs, int outputs, int stride) : base("BasicBlock")
            {
                layers = Sequential(
                    ("conv1", Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false)), ("bn1", BatchNorm2d(outputs)), ("relu1", ReLU(inplace: true)),
                    ("conv2", Conv2d(outputs, outputs, 3, stride: 1, padding: 1, bias: false)), ("bn2", BatchNorm2d(outputs)));
                if (stride != 1 || inputs != outputs)
                {
                    shortcut = Sequential(("conv3", Conv2d(inputs, outputs, 1, stride: stride, bias: false)), ("bn3", BatchNorm2d(outputs)));
                }
                else
                {
                    shortcut = Sequential();
                }

                RegisterComponents();
            }

            public override Tensor forward(Tensor t)
            {
                var y = layers.call(t);
                return (y + shortcut.call(t)).relu_();
            }
        }

        """;

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["MNIST"] = Net("1, 28, 28", 10, """
            private readonly Module<Tensor, Tensor> conv1 = Conv2d(1, 32, 3), conv2 = Conv2d(32, 64, 3), fc1 = Linear(9216, 128), fc2 = Linear(128, 10);
            private readonly Module<Tensor, Tensor> pool1 = MaxPool2d(kernel_size: new long[] { 2, 2 }), relu1 = ReLU(), relu2 = ReLU(), relu3 = ReLU(), dropout1 = Dropout(0.25), dropout2 = Dropout(0.5), flatten = Flatten();

            public override Tensor forward(Tensor input)
            {
                var l12 = relu1.call(conv1.call(input));
                var l22 = dropout1.call(pool1.call(relu2.call(conv2.call(l12))));
                var x = flatten.call(l22);
                return fc2.call(dropout2.call(relu3.call(fc1.call(x))));
            }
            """),
        ["AlexNet"] = Net("3, 32, 32", 10, """
            private readonly Module<Tensor, Tensor> features = Sequential(
                ("c1", Conv2d(3, 64, kernel_size: 3, stride: 2, padding: 1)), ("r1", ReLU(inplace: true)), ("mp1", MaxPool2d(kernel_size: new long[] { 2, 2 })),
                ("c2", Conv2d(64, 192, kernel_size: 3, padding: 1)), ("r2", ReLU(inplace: true)), ("mp2", MaxPool2d(kernel_size: new long[] { 2, 2 })),
                ("c3", Conv2d(192, 384, kernel_size: 3, padding: 1)), ("r3", ReLU(inplace: true)));
            private readonly Module<Tensor, Tensor> avgPool = AdaptiveAvgPool2d(new long[] { 2, 2 });
            private readonly Module<Tensor, Tensor> classifier = Sequential(("d1", Dropout()), ("l1", Linear(384 * 2 * 2, 512)), ("r6", ReLU(inplace: true)), ("l3", Linear(512, 10)));

            public override Tensor forward(Tensor input)
            {
                var f = features.call(input);
                var avg = avgPool.call(f);
                var x = avg.view(avg.shape[0], 384 * 2 * 2);
                return classifier.call(x);
            }
            """),
        ["VGG"] = Net("3, 32, 32", 10, """
            private readonly Module<Tensor, Tensor> layers;

            public Net() : base("Net")
            {
                long[] channels = { 64, 0, 128, 0, 256, 256, 0, 512, 0, 512, 0 };
                var modules = new System.Collections.Generic.List<(string, Module<Tensor, Tensor>)>();
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
                modules.Add(("linear", Linear(512, 10)));
                layers = Sequential(modules);
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => layers.call(input);
            """),
        ["ResNet"] = Block + Net("3, 16, 16", 10, """
            private readonly Module<Tensor, Tensor> layers;
        
            public Net() : base("Net")
            {
                layers = Sequential(
                    ("conv0", Conv2d(3, 8, 3, padding: 1, bias: false)), ("bn0", BatchNorm2d(8)), ("relu0", ReLU()),
                    ("block1", new BasicBlock(8, 8, 1)), ("block2", new BasicBlock(8, 16, 2)), ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("linear", Linear(16, 10)));
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => layers.call(input);
            """),
        ["ResNet of TorchVision"] = Block + Net("3, 16, 16", 10, """
            private readonly Conv2d conv1 = Conv2d(3, 8, 7, stride: 2, padding: 3, bias: false);
            private readonly BatchNorm2d bn1 = BatchNorm2d(8);
            private readonly ReLU relu = ReLU(inplace: true);
            private readonly MaxPool2d maxpool = MaxPool2d(kernel_size: 3, stride: 2, padding: 1);
            private readonly ModuleList<Module<Tensor, Tensor>> layer1 = ModuleList<Module<Tensor, Tensor>>(new BasicBlock(8, 8, 1), new BasicBlock(8, 8, 1));
            private readonly ModuleList<Module<Tensor, Tensor>> layer2 = ModuleList<Module<Tensor, Tensor>>(new BasicBlock(8, 16, 2));
            private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(new long[] { 1, 1 });
            private readonly Linear fc = Linear(16, 10);

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                x = maxpool.call(relu.call(bn1.call(conv1.call(x))));
                for (var i = 0; i < layer1.Count; i++)
                {
                    x = layer1[i].call(x);
                }

                foreach (var block in layer2)
                {
                    x = block.call(x);
                }

                return fc.call(avgpool.call(x).flatten(1)).MoveToOuterDisposeScope();
            }
            """),
        ["Inception"] = Net("3, 8, 8", 10, """
            private readonly Conv2d one = Conv2d(3, 4, 1), three = Conv2d(3, 4, 3, padding: 1), five = Conv2d(3, 2, 5, padding: 2);
            private readonly Linear fc = Linear(640, 10);

            public override Tensor forward(Tensor x) => fc.call(cat(new[] { one.call(x).relu(), three.call(x).relu(), five.call(x).relu() }, 1).flatten(1));
            """),
        ["MobileNet"] = Net("3, 16, 16", 10, """
            private readonly Module<Tensor, Tensor> layers;

            public Net() : base("Net")
            {
                var modules = new System.Collections.Generic.List<(string, Module<Tensor, Tensor>)>();
                var planes = new long[] { 8, 16 };
                long inputs = 8;
                modules.Add(("conv2d-first", Conv2d(3, 8, kernel_size: 3, stride: 1, padding: 1, bias: false)));
                for (var i = 0; i < planes.Length; i++)
                {
                    modules.Add(($"conv2d-{i}a", Conv2d(inputs, inputs, kernel_size: 3, stride: 2, padding: 1, groups: inputs, bias: false)));
                    modules.Add(($"conv2d-{i}b", Conv2d(inputs, planes[i], kernel_size: 1, bias: false)));
                    modules.Add(($"relu-{i}", ReLU()));
                    inputs = planes[i];
                }

                modules.Add(("flatten", Flatten()));
                modules.Add(("linear", Linear(16 * 4 * 4, 10)));
                layers = Sequential(modules);
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => layers.call(input);
            """),
        ["text classification"] = Net("16", 4, """
            private readonly EmbeddingBag embedding = EmbeddingBag(100, 8);
            private readonly Linear fc = Linear(8, 4);

            public override Tensor forward(Tensor input) => fc.call(embedding.call(input));
            """),
        ["sequence to sequence"] = Net("12", 4, """
            private readonly Embedding embedding = Embedding(50, 8);
            private readonly TransformerEncoder encoder = TransformerEncoder(TransformerEncoderLayer(8, 2, 16, 0.1), 2);
            private readonly Linear decoder = Linear(8, 4);

            public override Tensor forward(Tensor input) => decoder.call(encoder.call(embedding.call(input), null, null).mean(new long[] { 1 }));
            """),
        ["speech commands (M5)"] = Net("1, 128", 4, """
            private readonly Conv1d conv1 = Conv1d(1, 8, 16, stride: 4);
            private readonly Linear fc = Linear(8, 4);

            public override Tensor forward(Tensor x) => fc.call(F.relu(conv1.call(x)).mean(new long[] { 2 }));
            """),
    };

    public static TheoryData<string, string> Table => new()
    {
        { "MNIST", "" },
        { "AlexNet", "" },
        { "VGG", "" },
        { "ResNet", "" },
        { "ResNet of TorchVision", "" },
        { "Inception", "" },
        { "MobileNet", "" },
        { "text classification", "" },
        { "sequence to sequence", "attends along the first dimension, which is the batch here: it takes sequence × batch × width; write x.transpose(0, 1) before it and after it" },
        { "speech commands (M5)", "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void It_is_read_or_says_why_not(string name, string reason)
    {
        var result = ReadModule.Any(Sources[name]);
        var module = result.Declaration!.Module!;
        if (reason.Length == 0)
        {
            Assert.Null(module.Reason);
            Assert.Empty(result.Problems.Select(problem => $"{problem.Id} {string.Join(" ", problem.Arguments)}"));
            Assert.NotEmpty(module.Bindings);
        }
        else
        {
            Assert.EndsWith(reason, module.Reason, StringComparison.Ordinal);
            Assert.Single(result.Problems);
        }
    }

    private static string Net(string shape, int classes, string members) => $$"""
        [Classifier({{classes}})] [Input({{shape}})]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
        {{members}}
        }
        """;
}
