using Rationale.Data;
using Rationale.Training;

namespace Rationale.Generators.Tests;

/// <summary>What is generated for deep and wide models: what is repeated stands there once, and runs as it would written out.</summary>
public sealed class RepeatedBlockTests
{
    private const int MaxLines = 900;

    private const string Classes = "[Classifier(200)] [Input(4)] [SelfExplaining(3)]";

    private static readonly string Layers = $"[Classifier(3)] [Input(4)] {string.Concat(Enumerable.Repeat("[Dense(4)] [Tanh] ", 150))}[Dense(3)] [ExplainConstraint]";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> NormalizedFiles = new(() => new GeneratorRun(TestCompilation.CreateWithGpu(Source(Normalized))).Files);

    public static TheoryData<string, string> Deep => new() { { "300 layers", Layers }, { "1,000 blocks", Blocks(1000) }, { "200 classes", Classes } };

    /// <summary>Those whose steps run: of fewer blocks, since a loop takes each of them through the same lines.</summary>
    public static TheoryData<string, string> Stepped => new() { { "300 layers", Layers }, { "200 blocks", Blocks(200) }, { "200 classes", Classes }, { "8 blocks with batch norm", Normalized } };

    /// <summary>Every statistic of a batch is a pass, in which the layers before it are computed again.</summary>
    private const string Normalized = "[Classifier(3)] [Input(4)] [Residual(typeof(Normed), Times = 8)] [Dense(3)] [ExplainConstraint]";

    [Theory]
    [MemberData(nameof(Stepped))]
    public async Task A_step_of_a_deep_model_gives_the_bits_of_the_interpreter(string name, string attributes)
    {
        using var models = CompiledModels.Create(Source(attributes));
        using var generated = models.Create("Models.Deep", 5UL);
        using var interpreted = Model.Interpret(generated.Specification, seed: 5);
        var (options, data) = (new TrainingOptions { Epochs = 1, BatchSize = 8 }, Data(generated.Specification.Task.Outputs));
        var before = generated.Parameters.Values.ToArray();

        await generated.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        await interpreted.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(generated.Parameters.Values.ToArray(), value => Assert.True(float.IsFinite(value), name));
        Assert.Equal(interpreted.Parameters.Values.ToArray(), generated.Parameters.Values.ToArray());
        Assert.NotEqual(before, generated.Parameters.Values.ToArray());
        Assert.Empty(ProgramComparison.Differences(models, "Models.Deep", generated.Specification, seed: 3));
    }

    [Theory]
    [MemberData(nameof(Deep))]
    public void A_file_of_a_deep_model_can_be_read(string name, string attributes)
    {
        var files = GeneratorRun.Create(Source(attributes)).Files;

        Assert.InRange(files.Count, 5, 6);
        Assert.All(files, file => Assert.True(Lines(file.Value) <= MaxLines, $"{name}: {file.Key} has {Lines(file.Value)} lines."));
    }

    [Theory]
    [InlineData(".Training.g.cs")]
    [InlineData(".GpuTraining.g.cs")]
    public void Every_pass_says_what_it_computes(string file)
    {
        var training = NormalizedFiles.Value.Single(one => one.Key.EndsWith(file, StringComparison.Ordinal)).Value;
        var lines = training.Split('\n').Select(line => line.Trim()).ToList();
        var passes = Enumerable.Range(1, lines.Count - 1).Where(line => lines[line].StartsWith("private static void Pass", StringComparison.Ordinal) && !lines[line].Contains("Turn", StringComparison.Ordinal) && !lines[line].Contains("Of", StringComparison.Ordinal)).ToList();
        Assert.True(passes.Count >= 50);
        Assert.All(passes, (line, pass) => Assert.Matches($"^// Pass {pass + 1} of {passes.Count}: .*, up to .* \\+?= .*$", lines[line - 1]));
        Assert.Contains(lines, line => line.StartsWith("// Pass ", StringComparison.Ordinal) && line.Contains("forward pass, Normed 3, up to", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("// z1 = ", StringComparison.Ordinal) && line.EndsWith(", again", StringComparison.Ordinal));
    }

    [Fact]
    public void Passes_share_the_methods_of_their_blocks()
    {
        var training = GeneratorRun.Create(Source(Normalized)).Files.Single(file => file.Key.EndsWith(".Training.g.cs", StringComparison.Ordinal)).Value;
        var methods = training.Split('\n').Where(line => line.Contains("private static void", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ', '(')[3]).ToList();
        var passes = methods.Where(name => name.StartsWith("Pass", StringComparison.Ordinal)).ToList();
        var forward = methods.Where(name => name.StartsWith("ForwardPassOfNormed", StringComparison.Ordinal)).ToList();

        // Written out, passes of up to eight blocks took over 15,000 lines.
        Assert.InRange(passes.Count, 50, 100);
        Assert.InRange(forward.Count, 1, 4);
        Assert.Contains(forward, name => passes.Count / 2 < training.Split(name + "(frame, ").Length - 1);
        Assert.InRange(Lines(training), 1000, 9000);
    }

    [Fact]
    public void A_turn_of_several_blocks_is_named_after_all_of_them()
    {
        var blocks = string.Concat(Enumerable.Repeat("[Residual(typeof(Inner))] [Residual(typeof(Outer))] ", 8));
        var source = Source($"[Classifier(3)] [Input(4)] {blocks}[Dense(3)]") + "\n/// <summary>Another block.</summary>\n[Block] [Dense(5)] [Relu] [Dense(4)]\npublic static class Outer;";
        var training = GeneratorRun.Create(source).Files.Single(file => file.Key.EndsWith(".Training.g.cs", StringComparison.Ordinal)).Value;
        Assert.Matches("// (Inner and Outer|Outer and Inner), [678] times\n", training.ReplaceLineEndings("\n"));
        Assert.Matches("private static void ForwardPassOf(InnerAndOuter|OuterAndInner)\\(", training);
    }

    [Theory]
    [InlineData("[Classifier(3)] [Input(4)] [Residual(typeof(Inner), Times = {0})] [Dense(3)] [ExplainConstraint]")]
    [InlineData("[Classifier({0})] [Input(4)] [SelfExplaining(3)]")]
    [InlineData("[Classifier(3)] [Input({0})] [Dense(8)] [Relu] [Dense(3)] [ExplainConstraint]")]
    public void Files_grow_with_distinct_layers_only(string attributes)
    {
        var (few, many) = (Lines(30), Lines(60));

        // Where the first turns of a repetition stand apart, more turns may leave less beside it.
        Assert.InRange(many, few - (few / 10), few);

        int Lines(int count) => GeneratorRun.Create(Source(attributes.Replace("{0}", $"{count}", StringComparison.Ordinal))).Files.Values.Sum(RepeatedBlockTests.Lines);
    }

    /// <summary>What RAT0055 advises for more classes than a penalty for each can have, and what RAT0063 does for more features than have seeds.</summary>
    [Theory]
    [InlineData("[Classifier(46341)] [Input(4)] [SelfExplaining(3)]", false)]
    [InlineData("[Classifier(46341)] [Input(4)] [SelfExplaining(3, Class = TargetClass.Predicted)]", true)]
    [InlineData("[Classifier(3)] [Input(1024, 1024, 3)] [Flatten] [Dense(3)] [Smoothed(0.25)]", false)]
    [InlineData("[Classifier(3)] [Input(1024, 1024, 3)] [Flatten] [Dense(3)] [Smoothed(0.25, Patch = 16)]", true)]
    public void Very_wide_models_are_refused_or_short(string attributes, bool isWritten)
    {
        var files = GeneratorRun.Create(Source(attributes)).Files;

        Assert.Equal(isWritten, files.Count > 0);
        Assert.All(files.Values, text => Assert.InRange(Lines(text), 1, MaxLines));
    }

    private static string Blocks(int times) => $"[Classifier(3)] [Input(4)] [Residual(typeof(Inner), Times = {times})] [Dense(3)] [ExplainConstraint]";

    private static int Lines(string text) => text.Count(letter => letter == '\n');

    private static string Source(string attributes) => $"""
        using Rationale;
        namespace Models;
        /// <summary>A model.</summary>
        {attributes}
        public sealed partial class Deep;
        /// <summary>A block.</summary>
        [Block] [Dense(4)] [Tanh]
        public static class Inner;
        /// <summary>A block with a statistic of the batch.</summary>
        [Block] [Dense(4)] [BatchNorm] [Tanh]
        public static class Normed;
        """;

    private static Dataset Data(int classes)
    {
        var random = new Random(3);
        var features = FeatureMatrix.FromArray([.. Enumerable.Range(0, 8 * 4).Select(_ => (float)random.NextDouble())], 4);
        var annotations = FeatureMatrix.FromArray([.. Enumerable.Range(0, 8 * 4).Select(_ => (float)random.Next(2))], 4);
        return Dataset.ForClassification(features, [.. Enumerable.Range(0, 8).Select(row => row % classes)], classes).WithAnnotationMask(annotations);
    }
}
