using System.Runtime.Loader;
using Rationale.Generators.Emission;
using Rationale.Generators.Emission.Surface;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>The specification that generated code builds must be the one that was read: here the written expression is compiled and run.</summary>
public sealed class SpecificationTextTests
{
    private const string Blocks = """
        [Block] [Conv(4, 3, Padding = 1, Bias = false), LayerNorm(Epsilon = 1e-3)] [LeakyRelu(0.2)] [Conv(4, 3, Padding = 1)] public class Step;
        [Block] [Residual(typeof(Step), Times = 2)] [Conv(8, 3, Stride = 2, Padding = 1)] [Relu] public class Stage;
        """;

    private const string Model = """
        [Classifier(5)] [ExplainConstraint(Weight = 10)] [WeightPenalty(L2 = 1e-4)]
        [Input(16, 16, 3)] [Conv(4, 3, Padding = 2, Dilation = 2, Initialization = Initialization.KaimingNormal)] [Relu] [Residual(typeof(Stage))] [Conv(8, 3, Groups = 4)]
        [MaxPool(2, Stride = 1)] [AveragePool(2, Padding = 1)] [Residual(typeof(Stage), Times = 1)] [GlobalAveragePool] [Dropout(0.1)] [Dense(5)]
        public partial class M;
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_specification_that_is_written_compiled_and_run_is_the_one_that_was_read(bool importsNamespaces)
    {
        var model = ReadSource.Model("M", Model, Blocks).Specification;

        Assert.Equal(model, Run(model, importsNamespaces));
    }

    [Fact]
    public void Layers_of_blocks_are_indented_by_their_depth()
    {
        var text = new SpecificationText(new TypeNames(default, importsNamespaces: true)).Format(ReadSource.Model("M", Model, Blocks).Specification);

        Assert.Contains("\n        new ResidualLayer(Block: \"Stage\", Layers: EquatableArray.Create<Layer>(\n            new ResidualLayer(Block: \"Step\", Layers: EquatableArray.Create<Layer>(\n                new ConvLayer(Filters: 4, ", text);
    }

    [Fact]
    public void A_network_in_one_line_has_the_sizes_of_what_changes_them() => Assert.Equal(
        "16×16×3 → Conv 16×16×4 → Relu → Residual 8×8×8 → Conv 6×6×8 → MaxPool 5×5×8 → AveragePool 3×3×8 → Residual 2×2×8 → GlobalAveragePool 8 → Dropout → Dense 5 (2,373 parameters)",
        ArchitectureDocumentation.Format(ReadSource.Model("M", Model, Blocks).Specification));

    [Fact]
    public void Running_statistics_are_no_parameters()
    {
        var model = ReadSource.Model("M", "[Classifier(2)] [Input(4, 4, 3)] [Conv(4, 3)] [BatchNorm] [Flatten] [Dense(2)] public partial class M;").Specification;

        Assert.Equal("4×4×3 → Conv 2×2×4 → BatchNorm → Flatten 16 → Dense 2 (154 parameters)", ArchitectureDocumentation.Format(model));
        Assert.Equal(8, model.Layers.OfType<BatchNormLayer>().Single().ParameterCount(EquatableArray.Create(2, 2, 4)));
        Assert.Equal(162, ModelGraph.Build(model, training: false).ParameterLength);
    }

    [Fact]
    public void Layers_count_the_parameters_that_they_lay_out()
    {
        var model = ReadSource.Model("M", Model, Blocks).Specification;
        var (shape, count) = (model.InputShape, 0.0);
        foreach (var layer in model.Layers)
        {
            var before = new LayerContext(new GraphBuilder(), training: false);
            layer.Apply(before, before.Builder.Input("features", new Shape(true, shape)));
            Assert.Equal(before.ParameterLength, layer.ParameterCount(shape));
            count += layer.ParameterCount(shape);
            shape = layer.OutputShape(shape);
        }

        Assert.Equal(ModelGraph.Build(model, training: true).ParameterLength, count);
    }

    private static ModelSpecification Run(ModelSpecification model, bool importsNamespaces)
    {
        var names = new TypeNames(default, importsNamespaces);
        var text = new SpecificationText(names).Format(model);
        var full = names["ModelSpecification"];
        var imports = string.Concat(names.Directives);
        var source = importsNamespaces
            ? $"namespace N {{ {imports} internal static class P {{ internal static {full} Value() => {text}; }} }}"
            : $"{imports} namespace N {{ internal static class P {{ internal static {full} Value() => {text}; }} }}";
        using var image = new MemoryStream();
        var emitted = TestCompilation.Create(source).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("specification", isCollectible: true);
        try
        {
            var value = context.LoadFromStream(image).GetType("N.P")!.GetMethod("Value", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.Invoke(null, null);
            return Assert.IsType<ModelSpecification>(value);
        }
        finally
        {
            context.Unload();
        }
    }
}
