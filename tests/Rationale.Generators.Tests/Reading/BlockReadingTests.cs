using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

public sealed class BlockReadingTests
{
    private const string Step = "[Block] [Dense(4, Bias = false), Tanh]\n[Dropout(0.25)] public class Step;";
    private const string Model = "[Classifier(2)] [Input(4)] [Residual(typeof(Step))] [Dense(2)] public partial class M;";

    [Fact]
    public void Layers_of_a_block_are_read_in_source_order_into_the_layer_that_names_it()
    {
        var residual = Assert.IsType<ResidualLayer>(ReadSource.Model("M", Model, Step).Specification.Layers[0]);

        Assert.Equal("Step", residual.Block);
        Assert.Equal([new DenseLayer(4, false, Initialization.PyTorchDefault), new TanhLayer(), new DropoutLayer(0.25)], residual.Layers);
    }

    [Fact]
    public void A_block_that_is_repeated_stands_so_often_in_a_row()
    {
        var layers = ReadSource.Model("M", Model.Replace("typeof(Step)", "typeof(Step), Times = 3"), Step).Specification.Layers;

        Assert.Equal(["Residual", "Residual", "Residual", "Dense"], layers.Select(layer => layer.Name));
        Assert.Equal(layers[0], layers[2]);
    }

    [Fact]
    public void A_block_may_use_blocks()
    {
        var model = ReadSource.Model("M", Model.Replace("Step", "Outer.Stage"), Step, "static class Outer { [Block] [Residual(typeof(Step), Times = 2)] [Relu] internal abstract class Stage; }");

        var stage = Assert.IsType<ResidualLayer>(model.Specification.Layers[0]);
        Assert.Equal("Stage", stage.Block);
        Assert.Equal(["Residual", "Residual", "Relu"], stage.Layers.Select(layer => layer.Name));
        Assert.Equal(3, Assert.IsType<ResidualLayer>(stage.Layers[1]).Layers.Count);
    }

    [Fact]
    public void A_block_of_another_assembly_is_read_from_its_metadata()
    {
        using var image = new MemoryStream();
        Assert.True(ReadSource.Compile(Step.Replace("public", "[Residual(typeof(Inner))] public") + "\n[Block] [Dense(3), Relu] [Dense(4)] public class Inner;").Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var apart = Read(ReadSource.Compile(Model).AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
        var together = ReadSource.Model("M", Model, Step.Replace("public", "[Residual(typeof(Inner))] public"), "[Block] [Dense(3), Relu] [Dense(4)] public class Inner;");

        Assert.Empty(apart.Problems);
        Assert.Equal(together, apart.Declaration);
    }

    [Fact]
    public void A_block_of_another_project_is_read_from_its_source()
    {
        var library = ReadSource.Compile(Step);
        var result = Read(ReadSource.Compile(Model).AddReferences(library.ToMetadataReference()));

        Assert.Empty(result.Problems);
        Assert.Equal(ReadSource.Model("M", Model, Step), result.Declaration);
    }

    [Fact]
    public void A_broken_block_of_another_assembly_is_reported_where_it_is_used()
    {
        using var image = new MemoryStream();
        Assert.True(ReadSource.Compile(Step.Replace("0.25", "1.5")).Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);

        var problem = Assert.Single(Read(ReadSource.Compile(Model).AddReferences(MetadataReference.CreateFromImage(image.ToArray()))).Problems);

        Assert.Equal(RuleIds.BlockHasErrors, problem.Id);
        Assert.Equal("typeof(Step)", problem.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(problem.Location.SourceSpan));
    }

    [Fact]
    public void A_block_is_no_model_for_a_class_that_inherits_from_it()
    {
        var model = ReadSource.Model("M", "[Block] [Relu] public class B; [Classifier(2)] [Input(4)] [Dense(2)] public partial class M : B;");

        Assert.Equal(["Dense"], model.Specification.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void An_edit_of_a_block_in_another_file_gives_another_declaration() =>
        Assert.NotEqual(ReadSource.Model("M", Model, Step), ReadSource.Model("M", Model, Step.Replace("Tanh", "Relu")));

    [Fact]
    public void The_generator_sees_an_edit_of_a_block_in_another_file_and_no_other_edit()
    {
        string[] sources = ["using Rationale; namespace N; /** */ " + Model, "using Rationale; namespace N; /** */ " + Step];
        var compilation = TestCompilation.Create(sources);
        var run = new GeneratorRun(compilation);
        var tree = compilation.SyntaxTrees[1];
        Assert.Empty(run.Problems);

        run.Again(compilation.ReplaceSyntaxTree(tree, Parse(tree, sources[1] + " // A comment.")));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.Read));

        run.Again(compilation.ReplaceSyntaxTree(tree, Parse(tree, sources[1].Replace("Tanh", "Relu"))));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Read));
    }

    private static SyntaxTree Parse(SyntaxTree tree, string text) =>
        Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken);

    private static ReadResult Read(Compilation compilation) => ModelReader.Read(compilation.Type("M"), TestContext.Current.CancellationToken);
}
