using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Reads random declarations, most of them wrong and some half typed: the reader must not throw, and must not be silent.</summary>
public sealed class ModelReaderFuzzTests
{
    private const int Rounds = 400;

    private static readonly string[] Attributes =
    [
        "[Classifier(2)]", "[Classifier(1)]", "[Regressor]", "[Classifier]", "[Classifier(]", "[Classifier(classes: )]", "[Classifier(2, Reduction = (Reduction)9)]",
        "[Input(4)]", "[Input(2, 2)]", "[Input(6, 6, 2)]", "[Input()]", "[Input]", "[Input(null)]", "[Input(0)]", "[Input(new[] { 4 })]", "[Input(new int[0])]", "[Input(65536, 65536)]", "[Input(4, \"\")]",
        "[Join]", "[Input(4, Name = \"a\")]", "[Input(4, Name = \"b\")]", "[Input(2, 2, Name = \"c\")]", "[Input(4, Name = null!)]", "[Input(4, Name = \"\")]", "[Input(4, Name = \"a\")] [Input(3, Name = \"b\")] [Join]", "[Input(65536, 65536, Name = \"d\")]",
        "[ExplainConstraint(OnInputs = new[] { \"a\" })]", "[ExplainConstraint(OnInputs = null!)]", "[Smoothed(0.25, Input = \"b\")]", "[SelfExplaining(3, OnInputs = new[] { null! })]",
        "[Dense(2)]", "[Dense(1)]", "[Dense(2, Bias = false), Relu]", "[Dense(]", "[Dense()]", "[Dense(units: 2, units: 3)]", "[Dense(Units = 3)]", "[Dense(int.MaxValue)]", "[Dense(-1)]", "[Dense(2L)]", "[Dense(Missing)]",
        "[Flatten]", "[Relu]", "[Relu(3)]", "[LeakyRelu]", "[Elu(double.NaN)]", "[Dropout(0.5)]", "[Dropout(1)]", "[Dropout]", "[Missing]",
        "[Conv(2, 3)]", "[Conv(2, 1, Padding = 1, Groups = 2)]", "[Conv(0, -1, Stride = -1)]", "[Conv(2)]", "[Conv(int.MaxValue, int.MaxValue, Padding = int.MaxValue, Dilation = int.MaxValue)]",
        "[MaxPool(2)]", "[MaxPool(1, Padding = 1)]", "[AveragePool(int.MaxValue, Padding = int.MaxValue)]", "[GlobalAveragePool]", "[LayerNorm]", "[LayerNorm(Epsilon = 0)]", "[Block]",
        "[Residual(typeof(Good))]", "[Residual(typeof(Good), Times = 3)]", "[Residual(typeof(Images))]", "[Residual(typeof(Loop))]", "[Residual(typeof(Generic<>))]", "[Residual(typeof(M))]",
        "[Residual(typeof(Good), Times = int.MaxValue)]", "[Residual(null)]", "[Residual]", "[Residual(typeof(Missing))]", "[Residual(typeof(int*))]", "[Residual(typeof())]",
        "[ExplainConstraint]", "[ExplainConstraint(Weight = 1, Weight = 2)]", "[ExplainConstraint(Weight = )]", "[ExplainConstraint(AutomaticRatio = 1)]", "[ExplainConstraint(Output = null)]",
        "[WeightPenalty(L2 = 1e-4)]", "[WeightPenalty]", "[Train(Epochs = 3)]", "[Train(Epochs = 0)]", "[Train(Epochs = 1.5)]", "[Train(Nothing = 1)]",
        "[CosineSchedule]", "[CosineSchedule(Epochs = 2)]", "[StepSchedule]", "[ReduceOnPlateau(Metric = null!)]", "[WarmUp(Steps = 5)]", "[WarmUp(StartFactor = double.NaN)]",
    ];

    private const string Blocks = """
        [Block, Dense(4), Relu] class Good;
        [Block] [Conv(3, 3, Padding = 1)] [Residual(typeof(Good))] class Images;
        [Block] [Residual(typeof(Loop))] [Residual(typeof(M))] class Loop;
        [Block] [Relu] class Generic<T>;

        """;

    private static readonly string[] Declarations =
    [
        "public partial class M;", "public partial class M;", "public class M;", "partial struct M;", "abstract partial class M;", "partial record M;", "partial class M { void Predict() { } }",
        "partial class M { int forward() => 1; }", "partial class M : M;", "partial class M : System.Exception;", "partial class M<", "enum M { A }", "delegate void M();", "partial class M",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260725)]
    public void A_model_that_cannot_be_read_is_explained(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var source = Source(random);
            var compilation = ReadSource.Compile(source, Blocks);
            foreach (var type in compilation.GlobalNamespace.GetTypeMembers("M").Where(type => type.Locations[0].IsInSource))
            {
                var result = ModelReader.Read(type, TestContext.Current.CancellationToken);
                read += result.Declaration is null ? 0 : 1;
                Assert.True(
                    result.Declaration is not null || result.Problems.Any(problem => problem.Blocks) || DoesNotCompile(compilation) || !ModelAttributes.MarkAsModel(type),
                    $"Nothing is said of: {source}");
                Assert.False(result.Declaration is not null && result.Problems.Any(problem => problem.Blocks), source);
            }
        }

        // Both ways must have been walked, or the test shows nothing.
        Assert.InRange(read, 10, Rounds - 10);
    }

    private static bool DoesNotCompile(Compilation compilation) =>
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    // Half of the models start out right, so that single mistakes are tried as well as heaps of them.
    private static string Source(Random random)
    {
        var attributes = random.Next(2) == 0 ? [] : new List<string> { "[Classifier(2)]", "[Input(4)]", "[Dense(8)]", "[Tanh]", "[Dense(2)]" };
        for (var count = random.Next(attributes.Count == 0 ? 8 : 3); count > 0; count--)
        {
            attributes.Insert(random.Next(attributes.Count + 1), Attributes[random.Next(Attributes.Length)]);
        }

        var declaration = random.Next(2) == 0 ? Declarations[0] : Declarations[random.Next(Declarations.Length)];
        var split = random.Next(4) == 0 ? random.Next(attributes.Count + 1) : 0;
        return string.Join(" ", attributes.Take(split)) + (split > 0 ? " partial class M; " : "") + string.Join(" ", attributes.Skip(split)) + " " + declaration;
    }
}
