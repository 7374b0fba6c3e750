using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators.Emission;
using Rationale.Generators.Reading;
using Rationale.Oracle;

namespace Rationale.Generators.Tests;

/// <summary>What the generator writes for TorchSharp modules compiles for the strictest user and is written again only after an edit that matters.</summary>
public sealed class ModuleCompilationTests
{
    public static TheoryData<string> Names => [.. ModuleShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code_compiles_without_a_warning(string shape)
    {
        var run = GeneratorRun.Create(ModuleShapes.All[shape]);

        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems));
    }

    [Theory]
    [InlineData("[Classifier(2)] [Input(4)]", "Module<Tensor, Tensor, Tensor>", "Tensor forward(Tensor x, Tensor y) => f.call(x + y)", "")]
    [InlineData("[Classifier(2)] [Input(4)]", "Module<Tensor, (Tensor, Tensor)>", "(Tensor, Tensor) forward(Tensor x) => (x, f.call(x))", "")]
    [InlineData("[Classifier(2)] [SelfExplaining(2)]", "Module<Tensor, Tensor>", "Tensor forward(Tensor x) => f.call(x)", "")]
    [InlineData("[Classifier(2)] [Input(4)]", "Module<Tensor, Tensor, Tensor>", "Tensor forward(Tensor x, Tensor y) => f.call(x + y)", "public Net() : base(\"own\") => RegisterComponents();")]
    public void A_module_that_cannot_be_a_model_has_its_constructor_all_the_same(string attributes, string module, string forward, string constructor)
    {
        var run = GeneratorRun.Create($$"""
            using Rationale;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            {{attributes}}
            internal sealed partial class Net : {{module}}
            {
                private readonly Linear f = Linear(4, 2);
                public override {{forward}};
                {{constructor}}
            }
            """);

        Assert.Equal(constructor.Length > 0 ? 0 : 1, run.Files.Count);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems));
    }

    [Fact]
    public void Nothing_is_written_of_a_module_with_both_tasks()
    {
        var run = GeneratorRun.Create(ModuleShapes.All["SortingModule"].Replace("[Regressor]", "[Classifier(2)] [Regressor]"));

        Assert.Empty(run.Files);
        Assert.Empty(run.Diagnostics);
    }

    // The class around the programs is never loaded, so neither is TorchSharp.
    [Theory]
    [InlineData("DigitsModule")]
    [InlineData("GatedModule")]
    [InlineData("RegisteredByHand")]
    public void Compiled_programs_of_a_module_give_the_bits_of_the_interpreter(string shape)
    {
        var read = Assert.Single(GeneratorRun.Create(ModuleShapes.All[shape]).Values(TrackingNames.Read).Cast<EmissionInput>()).Declaration;
        using var compiled = CompiledModels.Create(ModuleShapes.All[shape]);

        Assert.Null(read.Module!.Reason);
        Assert.Empty(ProgramComparison.Differences(compiled, "Models." + shape, read.Specification, seed: 7));
    }

    public static TheoryData<string> Attributes => [.. from target in EveryTarget.All
        from task in new[] { "[Classifier(3)]", "[Classifier(1, Reduction = Reduction.Mean)]" }
        from form in new[] { "Reduction = Reduction.Normalized", "Norm = PenaltyNorm.L1, Reduction = Reduction.Mean" }
        select $"{task} [ExplainConstraint({EveryTarget.Arguments(target)}, {form})]",
        "[Classifier(3)]", "[Regressor(2, Reduction = Reduction.Mean)]", "[Regressor(2)] [ExplainConstraint]", "[Classifier(1)] [WeightPenalty(L1 = 1, L2 = 2)]"];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_loss_compiles(string attributes)
    {
        var run = GeneratorRun.Create(ModuleShapes.All["SortingModule"].Replace("[Regressor] [Input(4)] [ExplainConstraint(Norm = PenaltyNorm.L1)] [WeightPenalty(L2 = 0.01)]", attributes));

        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems));
        Assert.Contains("ExplainedLoss", Assert.Single(run.Files).Value);
    }

    [Fact]
    public void Every_generated_member_is_known_to_the_rule_about_clashing_names()
    {
        Assert.Equal(GeneratedMembers.ModuleMembers.Order(StringComparer.Ordinal), Generated("DigitsModule").Order(StringComparer.Ordinal));
        Assert.Equal(
            GeneratedMembers.ModuleModelMembers.Order(StringComparer.Ordinal),
            Generated("DigitsModule", TorchProgramTests.Target).Where(name => name is not ("Dispose" or "save" or "load")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_class_that_saves_or_loads_by_itself_keeps_its_way()
    {
        const string Forward = "public override Tensor forward";
        const string Own = "public override global::TorchSharp.torch.nn.Module load(string location, bool strict = true, global::System.Collections.Generic.IList<string>? skip = null, global::System.Collections.Generic.Dictionary<string, bool>? loadedParameters = null) => this;";
        var source = ModuleShapes.All["DigitsModule"].Replace(Forward, $"{Own}\n    {Forward}", StringComparison.Ordinal);
        Assert.Contains(Own, source, StringComparison.Ordinal);
        Assert.DoesNotContain("InOrder", string.Concat(GeneratorRun.Create([source, TorchProgramTests.Target]).Files.Values), StringComparison.Ordinal);
        Assert.Contains("InOrder", string.Concat(GeneratorRun.Create([ModuleShapes.All["DigitsModule"], TorchProgramTests.Target]).Files.Values), StringComparison.Ordinal);
    }

    /// <summary>Names that the generator adds, but for those of interfaces and of the method that registers what the user wrote.</summary>
    private static IEnumerable<string> Generated(string shape, params string[] more) =>
        GeneratorRun.Create([ModuleShapes.All[shape], .. more]).Output.GetTypeByMetadataName($"Models.{shape}")!.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .Where(member => member.Locations.All(location => location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
            .Select(member => member.Name)
            .Where(name => name != "RegisterComponents" && !name.Contains('.', StringComparison.Ordinal));

    [Theory]
    [InlineData("x = F.max_pool2d", "// a comment\n        x = F.max_pool2d")]
    [InlineData("using Rationale;", "using Rationale; // a comment")]
    [InlineData("F.relu(norm.call(conv1.call(x)))", "norm.call(conv1.call(x)).relu()")]
    public void An_edit_that_says_the_same_writes_nothing_again(string old, string now)
    {
        var run = Edited(old, now);

        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Compile));
    }

    [Theory]
    [InlineData("F.relu(", "F.silu(")]
    [InlineData("padding: 1, bias: false", "padding: 1")]
    [InlineData("Weight = 100", "Weight = 10")]
    public void An_edit_of_the_forward_or_of_a_field_writes_the_model_again(string old, string now) =>
        Assert.Equal([IncrementalStepRunReason.Modified], Edited(old, now).Reasons(TrackingNames.Compile));

    private static GeneratorRun Edited(string old, string now)
    {
        var source = ModuleShapes.All["DigitsModule"];
        Assert.Contains(old, source);
        var compilation = TestCompilation.Create(source);
        var tree = compilation.SyntaxTrees[0];
        return new GeneratorRun(compilation).Again(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source.Replace(old, now), TestCompilation.ParseOptions, tree.FilePath)));
    }
}
