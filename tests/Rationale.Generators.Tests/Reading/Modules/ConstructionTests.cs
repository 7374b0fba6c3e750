using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>Where fields get their modules from, and the names under which these are registered.</summary>
public sealed class ConstructionTests
{
    [Theory]
    [InlineData("private readonly Linear f = Linear(4, 2);")]
    [InlineData("private readonly Linear f = Linear(outputSize: 2, inputSize: 4);")]
    [InlineData("private const int Classes = 2; private readonly Module<Tensor, Tensor> f = Linear(Classes * 2, Classes);")]
    [InlineData("private static readonly int Classes = 1 + 1; private readonly Linear f = Linear(2 * Classes, Classes);")]
    [InlineData("private readonly int _classes = 2; private readonly Linear f; public Net() : base(\"net\") { f = Linear(2 * _classes, _classes); RegisterComponents(); }")]
    [InlineData("private Linear f; public Net() : base(\"net\") { var inputs = 4; inputs += 0; f = Linear(inputs, 2); init.zeros_(f.weight); RegisterComponents(); }")]
    [InlineData("private Linear f; public Net() : this(2) { } private Net(int classes) : base(\"net\") { this.f = Linear(4, classes); }")]
    [InlineData("private readonly Linear f = Linear(4, 2); public Net(string name) : base(name) { System.GC.Collect(); RegisterComponents(); } public Net() : base(\"net\") { }")]
    [InlineData("private Module<Tensor, Tensor> f => _layers; private readonly Linear _layers = Linear(2 * Classes, Classes); private int Unused { get { return 2; } } private const int Classes = 2;")]
    [InlineData("private readonly Linear f; public Net(string name) : base(name) { f = Linear(4, 2); RegisterComponents(); }")]
    public void A_module_is_read_from_its_initializer_or_constructor(string members) =>
        Assert.Equal("Dense(2)", ReadModule.Text(ReadModule.Understood(ReadModule.Module("4", 2, members, "=> f.call(x);")).Specification));

    [Fact]
    public void Children_of_a_Sequential_have_their_names_or_their_numbers()
    {
        const string Members = """
            private readonly Sequential named = Sequential(("in", Linear(4, 8)), ("act", ReLU()), ("drop", Dropout(0.25)));
            private readonly Sequential numbered = Sequential(Linear(8, 6), Tanh(), Sequential(Linear(6, 2), Identity()));
            """;

        var model = ReadModule.Understood(ReadModule.Module("4", 2, Members, "=> numbered.call(named.call(x));"));

        Assert.Equal("Dense(8) Relu Dropout(0.25) Dense(6) Tanh Dense(2)", ReadModule.Text(model.Specification));
        Assert.Equal(
            ["named.in.weight", "named.in.bias", "numbered.0.weight", "numbered.0.bias", "numbered.2.0.weight", "numbered.2.0.bias"],
            model.Module!.Bindings.Select(binding => binding.Name));
    }

    [Fact]
    public void Modules_of_a_list_are_called_in_a_loop_or_by_number()
    {
        const string Members = "private readonly ModuleList<Linear> layers = ModuleList(Linear(4, 5), Linear(5, 6)); private readonly Linear last = Linear(6, 2);";

        var looped = ReadModule.Understood(ReadModule.Module("4", 2, Members, "{ foreach (var layer in layers) x = layer.call(x).relu(); return last.call(x); }"));
        var numbered = ReadModule.Understood(ReadModule.Module("4", 2, Members, "=> last.call(layers[1].call(layers[0].call(x).relu()).relu());"));

        Assert.Equal("Dense(5) Relu Dense(6) Relu Dense(2)", ReadModule.Text(looped.Specification));
        Assert.Equal(looped, numbered);
        Assert.Equal("layers.1.weight", looped.Module!.Bindings[2].Name);
    }

    [Fact]
    public void Modules_of_a_list_are_counted()
    {
        const string Members = "private readonly ModuleList<Linear> layers = ModuleList(Linear(4, 5), Linear(5, 6)); private readonly Linear last = Linear(6, 2);";

        var counted = ReadModule.Understood(ReadModule.Module("4", 2, Members, "{ for (var i = 0; i < layers.Count; i++) x = layers[i].call(x).relu(); return last.call(x); }"));

        Assert.Equal("Dense(5) Relu Dense(6) Relu Dense(2)", ReadModule.Text(counted.Specification));
    }

    [Fact]
    public void Modules_that_a_loop_adds_to_a_list_are_a_Sequential()
    {
        var model = ReadModule.Understood("""
            [Classifier(2)] [Input(4)]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> layers;

                public Net() : base("Net")
                {
                    var sizes = new System.Collections.Generic.List<int> { 4, 6, 5 };
                    var modules = new System.Collections.Generic.List<(string, Module<Tensor, Tensor>)>();
                    for (var i = 0; i + 1 < sizes.Count; i++)
                    {
                        modules.Add(($"dense{i}", Linear(sizes[i], sizes[i + 1])));
                        if (i == 0)
                        {
                            modules.Add(("act", Tanh()));
                        }
                    }

                    modules.Add(("last", Linear(5, 2)));
                    layers = Sequential(modules);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => layers.call(x);
            }
            """);

        Assert.Equal("Dense(6) Tanh Dense(5) Dense(2)", ReadModule.Text(model.Specification));
        Assert.Equal(["layers.dense0.weight", "layers.dense1.weight", "layers.last.weight"], model.Module!.Bindings.Select(binding => binding.Name).Where(name => name.EndsWith("weight", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_a_loop_fills_with_what_cannot_be_read_is_not_read_in_part()
    {
        var reason = ReadModule.NotUnderstood("""
            [Classifier(2)] [Input(4)]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> layers;

                public Net() : base("Net")
                {
                    var modules = new System.Collections.Generic.List<Module<Tensor, Tensor>>();
                    for (var i = 0; i < 2; i++)
                    {
                        modules.Add(Linear(4, i == 0 ? 4 : System.Environment.ProcessorCount));
                    }

                    layers = Sequential(modules);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => layers.call(x);
            }
            """);

        Assert.Contains("ProcessorCount", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hand_written_module_in_a_field_is_read_with_the_arguments_of_its_constructor()
    {
        const string Source = """
            [Classifier(2)] [Input(3, 8, 8)]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Block one = new(3, 4, 1), two = new(4, 4, stride: 2);
                private readonly Linear fc = Linear(4, 2);
                public override Tensor forward(Tensor x) => fc.call(two.call(one.call(x)).mean([2, 3]));
            }

            internal sealed class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv, way;
                private readonly BatchNorm2d norm;
                public Block(int from, int to, int stride) : base("block")
                {
                    conv = Conv2d(from, to, 3, stride: stride, padding: 1, bias: false);
                    norm = BatchNorm2d(to);
                    way = Conv2d(from, to, 1, stride);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => F.relu(norm.call(conv.call(x)) + way.call(x));
            }
            """;

        var model = ReadModule.Understood(Source);

        Assert.Equal(
            "Permute(1, 2, 0) Sum[Conv(4, 3×3, padding 1, no bias) BatchNorm(0.1, 1E-05)][Conv(4, 1×1)] Relu "
                + "Sum[Conv(4, 3×3, stride 2, padding 1, no bias) BatchNorm(0.1, 1E-05)][Conv(4, 1×1, stride 2)] Relu GlobalAveragePool Dense(2)",
            ReadModule.Text(model.Specification));
        Assert.Equal(
            ["one.conv.weight", "one.norm.weight", "one.norm.bias", "one.way.weight", "one.way.bias", "two.conv.weight", "two.norm.weight", "two.norm.bias", "two.way.weight", "two.way.bias",
                "fc.weight", "fc.bias", "one.norm.running_mean", "one.norm.running_var", "two.norm.running_mean", "two.norm.running_var"],
            model.Module!.Bindings.Select(binding => binding.Name));
    }

    [Fact]
    public void Tensors_are_bound_to_parameters_with_the_order_of_their_dimensions()
    {
        const string Members = """
            private readonly Conv2d c = Conv2d(2, 4, (3, 5), stride: (1, 1));
            private readonly Conv2d grouped = Conv2d(4, 6, 1, groups: 2);
            private readonly ConvTranspose2d up = ConvTranspose2d(6, 4, 2, stride: 2, output_padding: 1, groups: 2, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(4);
            private readonly Linear fc = Linear(4, 3);
            """;

        var model = ReadModule.Understood(ReadModule.Module("2, 9, 9", 3, Members, "=> fc.call(norm.call(up.call(grouped.call(c.call(x)))).mean([2, 3]));"));

        Assert.Equal(
            [
                "c.weight -> conv1.weight [4, 2, 3, 5] (2, 3, 1, 0)",
                "c.bias -> conv1.bias [4] (0)",
                "grouped.weight -> conv2.weight [2, 3, 2, 1, 1] (0, 3, 4, 2, 1)",
                "grouped.bias -> conv2.bias [6] (0)",
                "up.weight -> transposed1.weight [2, 3, 2, 2, 2] (0, 3, 4, 2, 1)",
                "norm.weight -> batchNorm1.scale [4] (0)",
                "norm.bias -> batchNorm1.shift [4] (0)",
                "fc.weight -> dense1.weight [3, 4] (1, 0)",
                "fc.bias -> dense1.bias [3] (0)",
                "norm.running_mean -> batchNorm1.mean [4] (0) state",
                "norm.running_var -> batchNorm1.variance [4] (0) state",
            ],
            model.Module!.Bindings.Select(binding => $"{binding.Name} -> {binding.Parameter} [{string.Join(", ", binding.Shape)}] ({string.Join(", ", binding.Order)}){(binding.Trained ? "" : " state")}"));
    }

    [Fact]
    public void Auto_properties_and_named_components_keep_the_name_that_TorchSharp_gives_them()
    {
        const string Members = """
            private Linear Hidden { get; } = Linear(4, 8);
            [TorchSharp.Utils.ComponentName(Name = "out")] private readonly Linear f = Linear(8, 2);
            """;

        var model = ReadModule.Understood(ReadModule.Module("4", 2, Members, "=> f.call(Hidden.call(x));"));

        Assert.Equal(["<Hidden>k__BackingField.weight", "<Hidden>k__BackingField.bias", "out.weight", "out.bias"], model.Module!.Bindings.Select(binding => binding.Name));
        Assert.Equal(["<Hidden>k__BackingField Hidden", "out f"], model.Module.Components.Select(component => $"{component.Name} {component.Member}"));
    }

    [Fact]
    public void Same_padding_and_other_forms_of_convolutions_are_read()
    {
        const string Members = "private readonly Conv2d a = Conv2d(1, 2, 5, Padding.Same), b = Conv2d(2, 2, 3, Padding.Valid, dilation: 2); private readonly Linear f = Linear(2, 2);";

        var model = ReadModule.Understood(ReadModule.Module("1, 9, 9", 2, Members, "=> f.call(b.call(a.call(x)).mean([2, 3]));"));

        Assert.Equal(new Window(5, 5, Padding: 2), Assert.IsType<ConvLayer>(model.Specification.Layers[1]).Window);
        Assert.Equal(new Window(3, 3, Dilation: 2), Assert.IsType<ConvLayer>(model.Specification.Layers[2]).Window);
    }

    [Fact]
    public void Settings_of_the_model_come_from_its_attributes()
    {
        var model = ReadModule.Understood("""
            [Regressor(2)] [Input(4)] [ExplainConstraint(Weight = 7)] [WeightPenalty(L2 = 0.5)] [Train(LearningRate = 0.25)]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 2);
                public override Tensor forward(Tensor x) => f.call(x);
            }
            """).Specification;

        Assert.Equal((7, 0.5, 0.25, 2), (model.Find<ExplanationPenalty>()!.Weight, model.Find<WeightPenalty>()!.L2, model.Training.LearningRate, model.Task.Outputs));
    }

    [Fact]
    public void Equal_sources_give_equal_declarations_and_an_edit_that_matters_another()
    {
        var source = ReadModule.Module("4", 2, "private readonly Linear f = Linear(4, 2);", "=> f.call(x.relu());");

        Assert.Equal(ReadModule.Understood(source), ReadModule.Understood(source.Replace("=> f.call(x.relu());", "{ /* a comment */ return f.call(x.relu()); }")));
        Assert.NotEqual(ReadModule.Understood(source), ReadModule.Understood(source.Replace("relu", "tanh")));
        Assert.NotEqual(ReadModule.Understood(source), ReadModule.Understood(source.Replace("Linear f", "Linear g").Replace("f.call", "g.call")));
    }
}
