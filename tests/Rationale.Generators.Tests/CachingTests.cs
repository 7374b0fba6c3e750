using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Generators.Tests;

/// <summary>What runs again after an edit, and what does not.</summary>
public sealed class CachingTests
{
    private const string Model = """
        using Rationale;
        namespace Models;
        [Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dense(3)] [ExplainConstraint(Weight = 10)]
        public sealed partial class Model;
        """;

    private const string Other = "namespace Models { public class Other { } }";

    [Fact]
    public void The_same_text_is_read_again_and_then_nothing_runs()
    {
        var compilation = TestCompilation.Create(Model, Other);
        var run = new GeneratorRun(compilation);
        AllAre(IncrementalStepRunReason.New, IncrementalStepRunReason.New, run);

        run.Again(compilation.Clone());

        AllAre(IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached, run);
    }

    [Theory]
    [InlineData("namespace Models { public class Other { } /* a comment */ }")]
    [InlineData("namespace Models { public class Another { public int Number; } }")]
    [InlineData("namespace Models { public class Other { } } [System.Obsolete] public class Attributed;")]
    public void An_edit_in_another_file_compiles_no_model_again(string edited)
    {
        var run = Edited(second: edited);

        Assert.Contains(Assert.Single(run.Reasons(TrackingNames.Read)), new[] { IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached });
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Cached], run.OutputReasons().Distinct());
    }

    [Theory]
    [InlineData("using Rationale;", "using Rationale; // a comment")]
    [InlineData("[Relu]", "[Relu]\n\n")]
    [InlineData("class Model;", "class Model { private int _mine; }")]
    [InlineData("[Dense(5)]", "[Dense(units: 2 + 3)]")]
    public void An_edit_of_the_model_that_says_the_same_compiles_nothing_again(string old, string now)
    {
        var run = Edited(first: Replace(old, now));

        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Cached], run.OutputReasons().Distinct());
    }

    [Theory]
    [InlineData("[Dense(5)]", "[Dense(6)]")]
    [InlineData("Weight = 10", "Weight = 11")]
    [InlineData("[Relu]", "[Tanh]")]
    [InlineData("[Classifier(3)]", "[Classifier(3, Reduction = Reduction.Mean)]")]
    [InlineData("class Model;", "class Model { public int GemmKernels; }")]
    [InlineData("class Model;", "class Model { public Model(int mine) { } }")]
    [InlineData("class Model;", "class Renamed;")]
    [InlineData("namespace Models;", "namespace Moved;")]
    public void An_edit_that_changes_the_model_compiles_it_again(string old, string now)
    {
        var run = Edited(first: Replace(old, now));

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Modified], run.OutputReasons().Distinct());
    }

    [Fact]
    public void A_neighbor_that_hides_a_short_name_compiles_the_model_again()
    {
        var run = Edited(second: "namespace Models { public class DenseLayer { } }");

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Compile));
    }

    [Fact]
    public void One_of_two_models_is_compiled_alone()
    {
        var second = Model.Replace("class Model;", "class Second;");
        var compilation = TestCompilation.Create(Model, second);
        var run = new GeneratorRun(compilation);

        run.Again(Replace(compilation, 1, second.Replace("Dense(5)", "Dense(6)")));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Compile));
    }

    private static GeneratorRun Edited(string? first = null, string? second = null)
    {
        var compilation = TestCompilation.Create(Model, Other);
        var run = new GeneratorRun(compilation);
        return run.Again(first is not null ? Replace(compilation, 0, first) : Replace(compilation, 1, second!));
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string text)
    {
        var tree = compilation.SyntaxTrees[index];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath));
    }

    private static string Replace(string old, string now)
    {
        Assert.Contains(old, Model);
        return Model.Replace(old, now);
    }

    private static void AllAre(IncrementalStepRunReason read, IncrementalStepRunReason later, GeneratorRun run)
    {
        Assert.Equal([read], run.Reasons(TrackingNames.Read));
        Assert.Equal([later], run.Reasons(TrackingNames.Compile));
        Assert.Equal([later], run.OutputReasons().Distinct());
    }
}
