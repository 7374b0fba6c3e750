using Rationale.Generators.Reading;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Tests.Reading;

public sealed class ModelReaderTests
{
    private const string Digits = "[Classifier(2)] [Input(4)] [Dense(8)] [Relu] [Dense(2)] [ExplainConstraint] public sealed partial class Digits;";

    [Fact]
    public void Layers_are_read_in_source_order_across_brackets()
    {
        var model = ReadSource.Model("M", "[Input(4), Dense(8), Tanh]\n[Classifier(2)]\n[Dropout(0.5)] [Dense(2)]\npublic partial class M;");

        Assert.Equal(["Dense", "Tanh", "Dropout", "Dense"], model.Specification.Layers.Select(layer => layer.Name));
        Assert.Equal([8, 2], model.Specification.Layers.OfType<DenseLayer>().Select(dense => dense.Units));
    }

    [Fact]
    public void Attributes_of_two_declarations_are_read_as_one_model()
    {
        string[] files = ["[Classifier(2)] [ExplainConstraint(Weight = 7)] public partial class M;", "[Input(4)] [Dense(2)] public partial class M;"];

        var model = ReadSource.Model("M", files);

        Assert.Equal(7, model.Specification.Find<ExplanationPenalty>()!.Weight);
        Assert.Equal(model, ReadSource.Model("M", [.. files.Reverse()]));
    }

    [Theory]
    [InlineData("[Classifier", "// A comment, and a type that has nothing to do with it.\npublic class Other;\n[Classifier")]
    [InlineData("sealed ", "")]
    public void An_edit_that_does_not_matter_gives_an_equal_declaration(string before, string after)
    {
        var first = ReadSource.Model("Digits", Digits);
        var second = ReadSource.Model("Digits", Digits.Replace(before, after));

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("Dense(8)", "Dense(9)")]
    [InlineData("[Relu]", "[Tanh]")]
    [InlineData("[ExplainConstraint]", "[ExplainConstraint(Weight = 1)]")]
    [InlineData("[ExplainConstraint]", "")]
    [InlineData("public", "internal")]
    [InlineData("Digits;", "Digits { public Digits(int seed) { } }")]
    public void An_edit_that_matters_gives_another_declaration(string before, string after) =>
        Assert.NotEqual(ReadSource.Model("Digits", Digits), ReadSource.Model("Digits", Digits.Replace(before, after)));

    [Theory]
    [InlineData("Digits;", false)]
    [InlineData("Digits { static Digits() { } }", false)]
    [InlineData("Digits { public Digits() { } }", true)]
    [InlineData("Digits(int seed) { public int Seed => seed; }", true)]
    public void Constructors_of_the_user_are_seen(string declaration, bool expected) =>
        Assert.Equal(expected, ReadSource.Model("Digits", Digits.Replace("Digits;", declaration)).HasConstructor);

    [Fact]
    public void A_type_without_attributes_is_not_a_model() =>
        Assert.Same(ReadResult.NotAModel, ModelReader.Read(ReadSource.Compile("public class M;").Type("M"), TestContext.Current.CancellationToken));

    [Fact]
    public void A_problem_that_blocks_leaves_no_declaration_and_advice_does()
    {
        var blocked = Read("[Classifier(3)] [Input(4)] [Dense(2)] public partial class M;");
        var advised = Read("[Classifier(2)] [Input(4)] [Dense(2)] [ExplainConstraint(Weight = 0)] public partial class M;");

        Assert.Null(blocked.Declaration);
        Assert.True(Assert.Single(blocked.Problems).Blocks);
        Assert.NotNull(advised.Declaration);
        Assert.False(Assert.Single(advised.Problems).Blocks);
    }

    [Fact]
    public void The_name_of_a_specification_is_not_escaped() =>
        Assert.Equal("class", ReadSource.Model("class", "[Classifier(2)] [Input(4)] [Dense(2)] public partial class @class;").Specification.Name);

    private static ReadResult Read(string source) => ModelReader.Read(ReadSource.Compile(source).Type("M"), TestContext.Current.CancellationToken);
}
