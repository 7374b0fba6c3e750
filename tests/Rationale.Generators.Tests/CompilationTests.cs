using Microsoft.CodeAnalysis;
using Rationale.Generators.Emission;
using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests;

/// <summary>What the generator writes compiles for the strictest user.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Names => [.. Shapes.All.Select(shape => shape.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code_compiles_without_a_warning(string shape)
    {
        var run = GeneratorRun.Create(Shapes.All.Single(entry => entry.Key == shape).Value);

        Assert.Empty(run.Problems);
        Assert.Equal(5 + Shapes.FilesOfItsOwn(shape), run.Files.Count);
    }

    [Fact]
    public void All_shapes_compile_side_by_side()
    {
        var texts = Shapes.All.Select(shape => shape.Value).ToArray();
        var run = GeneratorRun.Create(texts);

        // Each shape alone is compiled above: side by side only their names can clash.
        Assert.Empty(run.Output.GetDeclarationDiagnostics(TestContext.Current.CancellationToken));
        Assert.Equal((5 * texts.Length) + Shapes.All.Sum(shape => Shapes.FilesOfItsOwn(shape.Key)), run.Files.Count);
    }

    [Fact]
    public void An_assembly_that_is_CLS_compliant_may_declare_models()
    {
        // An array as an argument of an attribute is the user's to allow.
        var run = GeneratorRun.Create("[assembly: System.CLSCompliant(true)]\n", "#pragma warning disable CS3016\n" + Shapes.Models["ConstrainedClassifier"]);

        Assert.Empty(run.Problems);
    }

    [Fact]
    public void Global_usings_of_the_user_do_not_make_names_ambiguous()
    {
        var run = GeneratorRun.Create(
            "global using System; global using Rationale; global using Rationale.Graph.Operators; global using Rationale.Graph.Models; global using Other;\n",
            "namespace Other; internal class Task; internal class IProgress<T>; internal class Dataset; internal class GemmKernels; internal class Frame<T>;\n",
            Shapes.Types["GlobalNamespace"],
            Shapes.Models["ConstrainedClassifier"].Replace("using Rationale;", ""));

        Assert.DoesNotContain(run.Problems, problem => !problem.Contains("CS8933") && !problem.Contains("CS0105"));
        Assert.Equal(10, run.Files.Count);
    }

    [Fact]
    public void Neighbors_in_outer_namespaces_do_not_hide_the_runtime()
    {
        var run = GeneratorRun.Create(
            "namespace Samples { internal class GemmKernels; internal class Task; internal class Explanation; namespace Rationale { internal class IModel; } namespace System { internal class Index; } }\n",
            Shapes.Models["ConstrainedClassifier"].Replace("using Rationale;", "using global::Rationale;").Replace("namespace Models;", "namespace Samples.Models;"));

        Assert.Empty(run.Problems);
    }

    [Theory]
    [InlineData("Rationale")]
    [InlineData("Rationale.Data")]
    [InlineData("Rationale.Graph.Operators")]
    [InlineData("System.Threading.Tasks")]
    public void A_namespace_that_referenced_assemblies_fill_too_hides_nothing(string name)
    {
        var run = GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"].Replace("namespace Models;", $"namespace {name};").Replace("using Rationale;", "using global::Rationale;"));

        Assert.DoesNotContain(run.Problems, problem => !problem.Contains("CS8019"));
    }

    [Theory]
    [InlineData("public sealed partial class ConstrainedClassifier(int number) { /// <summary>A number.</summary>\n public int Number { get; } = number; }")]
    [InlineData("internal partial class ConstrainedClassifier { ~ConstrainedClassifier() { } }")]
    [InlineData("public partial class ConstrainedClassifier { static ConstrainedClassifier() { } }")]
    [InlineData("[System.Obsolete(\"old\")] public sealed partial class ConstrainedClassifier;")]
    public void Constructors_and_modifiers_of_the_user_do_not_get_in_the_way(string declaration)
    {
        var run = GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"].Replace("public sealed partial class ConstrainedClassifier;", declaration));

        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_fault_of_the_generator_is_an_error_that_names_the_model()
    {
        var model = Assert.Single(GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]).Values(TrackingNames.Read).Cast<EmissionInput>());
        var file = ModelEmitter.WriteFailure(model, new InvalidOperationException("first line\r\nsecond line"));
        var problem = Assert.Single(TestCompilation.Create(file.Text).GetDiagnostics(TestContext.Current.CancellationToken));

        Assert.Equal("CS1029", problem.Id);
        Assert.Contains("'ConstrainedClassifier'", problem.GetMessage());
        Assert.Contains("InvalidOperationException: first line  second line", problem.GetMessage());
    }

    [Fact]
    public void Lines_end_the_same_on_every_machine_and_hold_no_stray_spaces()
    {
        foreach (var text in Shapes.All.SelectMany(shape => GeneratorRun.Create(shape.Value).Files.Values))
        {
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain(" \n", text);
            Assert.DoesNotContain("\n\n\n", text);
            Assert.EndsWith("}\n", text);
        }
    }

    [Fact]
    public void Another_culture_changes_nothing()
    {
        var expected = GeneratorRun.Create(Shapes.Models["AutomaticWeight"]).Files;
        var before = Thread.CurrentThread.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            Thread.CurrentThread.CurrentCulture = comma;

            Assert.Equal(expected, GeneratorRun.Create(Shapes.Models["AutomaticWeight"]).Files);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_class_with_both_task_attributes_is_skipped()
    {
        var run = GeneratorRun.Create(Shapes.Models["PlainClassifier"].Replace("[Classifier(3)]", "[Classifier(3)] [Regressor(3)]"));

        Assert.Empty(run.Files);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void An_invalid_model_is_skipped_and_others_are_not()
    {
        var run = GeneratorRun.Create(Shapes.Models["PlainClassifier"].Replace("[Dense(3)]", "[Dense(4)]"), Shapes.Types["GlobalNamespace"]);

        Assert.Equal(5, run.Files.Count);
        Assert.All(run.Files.Keys, name => Assert.StartsWith("GlobalModel-", name));
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("public partial class Model;", "[Classifier(3)] [Input(4)] [Dense(3)] public partial class Model;")]
    [InlineData("[Classifier(3)] [Input(4)] [Dense(3)] public partial class Model;", "public partial class Model;")]
    public void A_class_of_two_declarations_is_written_once(string first, string second)
    {
        var run = GeneratorRun.Create($"using Rationale;\n{first}", $"using Rationale;\n{second}");

        Assert.Equal(5, run.Files.Count);
        Assert.DoesNotContain(run.Problems, problem => !problem.Contains("CS1591") && !problem.Contains("CS8019"));
    }

    [Fact]
    public void Attributes_on_both_declarations_do_not_take_the_code_of_other_models_away()
    {
        const string Half = "using Rationale;\n[Classifier(3)] [Input(4)] [Dense(3)] public partial class Model;";
        var run = GeneratorRun.Create(Half, Half, Shapes.Types["GlobalNamespace"]);

        Assert.Empty(run.Diagnostics);
        Assert.Contains(run.Files.Keys, name => name.StartsWith("GlobalModel-", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_generated_member_is_known_to_the_rule_about_clashing_names()
    {
        var run = GeneratorRun.Create(Shapes.Models["ConstrainedClassifier"]);
        var names = run.Output.GetTypeByMetadataName("Models.ConstrainedClassifier")!.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .Select(member => member.Name)

            // Members that only their interface has, under its name, clash with nothing.
            .Where(name => !name.Contains('.', StringComparison.Ordinal))
            .Distinct();

        Assert.Equal(GeneratedMembers.Names.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }
}
