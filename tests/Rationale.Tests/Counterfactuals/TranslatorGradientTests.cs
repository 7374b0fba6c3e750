using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Counterfactuals;
using Rationale.Oracle;
using Rationale.Randomness;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Counterfactuals;

/// <summary>Every derivative of both sides by central differences in double precision; those of the other side are zero.</summary>
public sealed class TranslatorGradientTests
{
    private const int Examples = 3;

    [Theory]
    [InlineData(TranslatorKind.Pair, true, 1, 64)]
    [InlineData(TranslatorKind.Pair, false, 2, 1)]
    [InlineData(TranslatorKind.Star, true, 2, 1)]
    [InlineData(TranslatorKind.Star, false, 1, 64)]
    public void Gradients_are_those_of_finite_differences(TranslatorKind kind, bool generators, int workers, int tile)
    {
        var translator = kind == TranslatorKind.Pair ? TinyTranslator.Pair(guided: true) : TinyTranslator.Star(3) with { Weights = new TranslatorWeights(Classifier: 0.7), Classifier = TinyTranslator.Classifier };
        var networks = TranslatorNetworks.Build(translator);
        var graph = generators ? TranslatorPrograms.Generators(translator) : TranslatorPrograms.Discriminators(translator);
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, networks.Length), Sample(networks.Length), new ExecutionOptions { Workers = workers, TileSize = tile });
        var (start, end) = generators ? (0, networks.GeneratorLength) : (networks.GeneratorLength, networks.TrainedLength);
        var gradients = runner.AssertGradients(step: 1e-6, parameters: start..end);
        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 1e-2);
        Assert.All(gradients[..start].Concat(gradients[end..]), gradient => Assert.Equal(0, gradient));
    }

    private static Sample Sample(int parameters)
    {
        var random = new RandomSource(6);
        double[] Draw(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];
        var (pixels, classes) = (Examples * TinyTranslator.Pixels, new[] { 1.0, 0, 0, 0, 0, 1, 0, 1, 0 });
        return new Sample(
            Examples,
            new Dictionary<string, double[]>
            {
                [TranslatorPrograms.First] = Draw(pixels, 0, 1),
                [TranslatorPrograms.Second] = Draw(pixels, 0, 1),
                [TranslatorPrograms.FakeFirst] = Draw(pixels, -1, 1),
                [TranslatorPrograms.FakeSecond] = Draw(pixels, -1, 1),
                [TranslatorPrograms.Source] = classes,
                [TranslatorPrograms.Target] = [.. classes[3..], .. classes[..3]],
            },
            new int[Examples],
            new Dictionary<string, double> { [TranslatorPrograms.Cycle] = 10, [TranslatorPrograms.Identity] = 5, [TranslatorPrograms.Classifier] = 0.7 },
            Draw(parameters, -0.4, 0.4));
    }
}
