using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators;

namespace Rationale.Analyzers.Tests;

/// <summary>Values that nobody would write end in a rule, never in an exception of the analyzer or the generator, and cost no other model its code.</summary>
public sealed class OddValuesTests
{
    private static readonly string[] Integers = ["0", "-1", "1", "46341", "int.MaxValue", "int.MinValue"];
    private static readonly string[] Numbers = ["0", "-1", "1e300", "double.NaN", "double.PositiveInfinity", "double.Epsilon"];

    [Fact]
    public async Task No_value_of_an_attribute_throws()
    {
        var models = Integers.SelectMany(value => (string[])[
                $"[Classifier({value})] [Input(4)] [Dense(2)]",
                $"[Regressor({value})] [Input(4)] [Dense(2)]",
                $"[Classifier(2)] [Input({value})] [Dense(2)] [Smoothed(keep: 0.5)]",
                $"[Classifier(2)] [Input(8, {value}, 3)] [Conv(4, 3)] [Flatten] [Dense(2)] [Smoothed(keep: 0.5, Patch = 2)]",
                $"[Classifier(2)] [Input(8, 8, 3)] [Conv({value}, 3)] [Flatten] [Dense(2)] [Smoothed(keep: 0.5, Patch = {value})]",
                $"[Classifier(2)] [Input(8, 8, 3)] [Conv(4, {value})] [Flatten] [Dense(2)]",
                $"[Classifier(2)] [Input(8, 8, 3)] [MaxPool({value})] [Flatten] [Dense(2)]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed(keep: 0.5, Quantization = {value})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed(keep: 0.5, Groups = new[] {{ {value}, 0, 0, 1 }})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Train(Epochs = {value}, BatchSize = {value})]",
                $"[Classifier(3)] [Input(4)] [SelfExplaining(concepts: {value})]",
                $"[Classifier(2)] [Input(4)] [Embedding({value}, {value})] [Flatten] [Dense(2)]",
            ]).Concat(Numbers.SelectMany(value => (string[])[
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed(keep: {value})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed(keep: 0.5, Replacement = {value})]",
                $"[Classifier(2)] [Input(4)] [Dropout({value})] [Dense(2)]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [ExplainConstraint(Weight = {value})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [ExplainConstraint(AutomaticRatio = {value})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [WeightPenalty(L2 = {value}, L1 = {value})]",
                $"[Classifier(2)] [Input(4)] [Dense(2)] [Train(LearningRate = {value})]",
            ])).ToArray();
        var source = Verify.Using + string.Concat(models.Select((attributes, i) => $"{attributes} public partial class Odd{i};\n"))
            + "[Classifier(2)] [Input(4)] [Dense(2)] public partial class Sound;\n";
        var compilation = TestCompilation.Create(("Model.cs", source));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(await Verify.DiagnosticsAsync(compilation), diagnostic => diagnostic.Id == "AD0001");

        var result = CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();
        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.GeneratedTrees, tree => Path.GetFileName(tree.FilePath).StartsWith("Sound", StringComparison.Ordinal));
    }
}
