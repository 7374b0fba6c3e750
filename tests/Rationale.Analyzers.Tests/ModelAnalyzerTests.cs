namespace Rationale.Analyzers.Tests;

public sealed class ModelAnalyzerTests
{
    private const string Broken = "[Classifier(2)] [Input(4)] [Dense(2)]\npublic class Digits;\n";

    [Fact]
    public async Task A_pragma_silences_a_rule()
    {
        var silenced = TestCompilation.Create(("Model.cs", $"{Verify.Using}#pragma warning disable RAT0001\n{Broken}"));
        var loud = TestCompilation.Create(("Model.cs", Verify.Using + Broken));

        Assert.Empty(await Verify.DiagnosticsAsync(silenced));
        Assert.Single(await Verify.DiagnosticsAsync(loud));
    }

    [Fact]
    public async Task Generated_code_is_not_analyzed()
    {
        var compilation = TestCompilation.Create(("Model.g.cs", Verify.Using + Broken));

        Assert.Empty(await Verify.DiagnosticsAsync(compilation));
    }

    [Theory]
    [InlineData("[Classifier]")]
    [InlineData("[Classifier(\"ten\")]")]
    [InlineData("[Classifier(2)] [Train(Epochs = \"ten\")]")]
    [InlineData("[Classifier(2)] [Input(4, \"x\")]")]
    public async Task What_the_compiler_rejects_is_left_to_it(string attributes)
    {
        var compilation = TestCompilation.Create(("Model.cs", $"{Verify.Using}{attributes} public class Digits;"));

        Assert.NotEmpty(compilation.GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.Empty(await Verify.DiagnosticsAsync(compilation));
    }

    [Fact]
    public Task Attributes_of_the_same_names_elsewhere_are_not_ours() => Verify.ReportsAsync("""
        namespace Other
        {
            public abstract class TaskAttribute : System.Attribute;

            public sealed class TrainAttribute : System.Attribute;

            public sealed class ClassifierAttribute(int classes) : TaskAttribute
            {
                public int Classes => classes;
            }

            [Classifier(2), Train]
            public class Digits;
        }
        """);

    [Fact]
    public Task Layers_in_one_file_and_the_rest_in_another_are_read_together() => Verify.ReportsAsync(
        ("Digits.cs", "[Input(4)] [Dense({|RAT0014:3|})]\npublic partial class Digits;"),
        ("Digits.Task.cs", "[Classifier(2)]\npublic partial class Digits;"));
}
