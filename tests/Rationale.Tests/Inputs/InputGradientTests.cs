using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Inputs;

/// <summary>Derivatives of models of two inputs, in double precision.</summary>
public sealed class InputGradientTests
{
    private const int Rows = 5;

    private static readonly Target LabeledLogit = new(TargetOutput.Logit, TargetClass.Labeled);

    /// <summary>The weight of <see cref="TwoInputs.Explanation"/>.</summary>
    private const double Weight = 10;

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var name in Models.Keys)
            {
                cases.Add(name, 1, 64);
                cases.Add(name, 2, 3);
            }

            return cases;
        }
    }

    private static Dictionary<string, ModelSpecification> Models { get; } = new()
    {
        ["both explanations"] = TwoInputs.ImageAndTable(TwoInputs.Explanation()),
        ["the explanation of the image"] = TwoInputs.ImageAndTable(TwoInputs.Explanation("image")),
        ["the explanation of the table, normalized"] = TwoInputs.ImageAndTable(TwoInputs.Explanation("table") with { Reduction = Reduction.Normalized }),
        ["both explanations, normalized"] = TwoInputs.ImageAndTable(TwoInputs.Explanation() with { Reduction = Reduction.Normalized }),
        ["token ids"] = TwoInputs.TextAndTable(TwoInputs.Explanation()),
        ["robust to both"] = TwoInputs.SelfExplaining(TwoInputs.Robustness(), new ReconstructionPenalty(0.3), new SparsityPenalty(0.1)),
        ["robust to one"] = TwoInputs.SelfExplaining(TwoInputs.Robustness("b")),
    };

    /// <summary>The gradient with respect to each parameter by central differences of the loss.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_those_of_finite_differences(string name, int workers, int tile)
    {
        var model = Models[name];
        var sample = ModelSample.Create(model, Rows, seed: 12);
        var program = InterpretedProgram<double>.FromGraph(ModelPrograms.Training(model), sample.Parameters.Length);
        using var runner = new Runner<double>(program, sample, new ExecutionOptions { Workers = workers, TileSize = tile });
        runner.AssertGradients();
    }

    /// <summary>The explanation of each input by central differences of the outputs, and the penalty as it is defined over them.</summary>
    [Fact]
    public void Explanations_and_their_penalty_are_those_of_finite_differences()
    {
        var model = TwoInputs.ImageAndTable(TwoInputs.Explanation() with { Target = LabeledLogit });
        var sample = ModelSample.Create(model, Rows, seed: 4);
        var graph = ModelPrograms.Compile(ModelPrograms.Explanation(model, LabeledLogit));
        var found = Runner.Run<double>(graph, sample).Rows;
        Assert.Equal(["explanation.image", "explanation.table", "outputs"], found.Keys.Order());
        var penalties = new Dictionary<string, double>();
        foreach (var input in model.Inputs)
        {
            var (values, gradients, mask) = (sample.Columns[input.Name], found[$"explanation.{input.Name}"], sample.Columns[input.Mask]);
            penalties[input.Name] = 0;
            for (var i = 0; i < values.Length; i++)
            {
                var (step, row) = (1e-5, i / input.Width);
                double At(double shift)
                {
                    var moved = values.ToArray();
                    moved[i] += shift;
                    var shifted = sample with { Columns = new Dictionary<string, double[]>(sample.Columns) { [input.Name] = moved } };
                    return Runner.Run<double>(graph, shifted).Rows["outputs"][(row * 3) + sample.Labels[row]];
                }

                var expected = (At(step) - At(-step)) / (2 * step);
                Assert.Equal(expected, gradients[i], 1e-8);
                penalties[input.Name] += Weight * Math.Pow(mask[i] * expected, 2);
            }
        }

        Assert.All(penalties.Values, penalty => Assert.True(penalty > 1e-3));
        Assert.Equal(penalties["image"] + penalties["table"], Penalty(), 1e-7);
        Assert.Equal(penalties["image"], Penalty("image"), 1e-7);
        Assert.Equal(penalties["table"], Penalty("table"), 1e-7);

        double Penalty(params string[] inputs)
        {
            var penalized = TwoInputs.ImageAndTable(TwoInputs.Explanation(inputs) with { Target = LabeledLogit });
            return Runner.Run<double>(ModelPrograms.Compile(ModelPrograms.Evaluation(penalized)), sample).Totals["explanation"];
        }
    }

    /// <summary>Two inputs side by side are one input that is both; a penalty on each adds up to a penalty on both.</summary>
    [Fact]
    public void Two_inputs_side_by_side_are_one()
    {
        var one = TwoInputs.SelfExplainingOfOne(TwoInputs.Robustness(), new ReconstructionPenalty(0.3));
        var sample = ModelSample.Create(one, Rows, seed: 6);
        var both = sample.Columns["both"];
        sample = sample with
        {
            Columns = new Dictionary<string, double[]>(sample.Columns)
            {
                ["a"] = [.. both.Where((_, i) => i % 5 < 2)],
                ["b"] = [.. both.Where((_, i) => i % 5 >= 2)],
            },
        };
        var expected = Step(one);
        var found = Step(TwoInputs.SelfExplaining(TwoInputs.Robustness(), new ReconstructionPenalty(0.3)));
        Assert.Equal(expected.Totals.Keys.Order(), found.Totals.Keys.Order());
        Assert.All(expected.Totals, total => Assert.Equal(total.Value, found.Totals[total.Key], 1e-12));
        Assert.Equal(expected.Gradients.Length, found.Gradients.Length);
        Assert.All(expected.Gradients.Zip(found.Gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        var parts = new[] { "a", "b" }.Select(input => Step(TwoInputs.SelfExplaining(TwoInputs.Robustness(input))).Totals["robustness"]).ToList();
        Assert.All(parts, part => Assert.True(part > 1e-3));
        Assert.Equal(expected.Totals["robustness"], parts.Sum(), 1e-12);

        RunResult<double> Step(ModelSpecification model) => Runner.Run<double>(ModelPrograms.Compile(ModelPrograms.Training(model)), sample);
    }
}
