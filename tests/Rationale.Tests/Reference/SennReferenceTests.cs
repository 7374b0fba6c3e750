using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>Losses of self-explaining networks and their gradients against PyTorch's, which form the whole Jacobians of f and h.</summary>
public class SennReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("senn.json");

    public static TheoryData<string> Names => new(File.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    [Fact]
    public void No_case_is_lost() => Assert.Equal(102, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_agrees_to_ten_digits(string name) => Check<double>(name, 1e-10);

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees_to_five_digits(string name) => Check<float>(name, 2e-5);

    private static void Check<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var json = File.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var model = Model(json);
        var sample = ModelSample.Create(model, json.GetProperty("rows").GetInt32(), 1) with { Parameters = json.GetProperty("parameters").Doubles(), Labels = json.GetProperty("labels").Integers() };
        sample = sample with { Columns = new Dictionary<string, double[]>(sample.Columns) { ["features"] = json.GetProperty("inputs").Doubles() } };
        var training = Run(ModelPrograms.Training(model));
        var evaluation = Run(ModelPrograms.Evaluation(model));
        foreach (var expected in json.GetProperty("expected").EnumerateObject())
        {
            if (expected.Name is "outputs" or "gradients")
            {
                var actual = expected.Name == "outputs" ? evaluation.Rows["outputs"] : training.Gradients;
                Near.Check(expected.Value.Doubles(), [.. actual.Select(double.CreateChecked)], tolerance, expected.Name);
            }
            else
            {
                Near.Check([expected.Value.GetDouble()], [double.CreateChecked(training.Totals[expected.Name])], tolerance, expected.Name);
            }
        }

        RunResult<T> Run(ComputationGraph graph) => Runner.Run<T>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = 2 });
    }

    private static ModelSpecification Model(JsonElement json)
    {
        var (classes, inputs) = (json.GetProperty("classes").GetInt32(), 4);
        ConceptSource source = json.GetProperty("source").GetString() switch
        {
            "learned" => new LearnedConcepts(EquatableArray.Create<Layer>(Dense(6), new TanhLayer(), Dense(3)), EquatableArray.Create<Layer>(Dense(inputs))),
            "identity" => new IdentityConcepts(true),
            "chosen" => new ChosenConcepts(EquatableArray.Create(2, 0), false),
            "prototypes" => new PrototypeConcepts(3),
            var other => throw new InvalidDataException($"unknown source '{other}'"),
        };
        var relevance = EquatableArray.Create<Layer>(Dense(5), new TanhLayer(), Dense(source.Count(EquatableArray.Create(inputs)) * classes));
        Layer[] aggregation = json.TryGetProperty("aggregation", out _) ? [new TanhLayer(), new SoftplusLayer()] : [];
        return new ModelSpecification(
            "Reference",
            EquatableArray.Create(inputs),
            EquatableArray.Create<Layer>(new SelfExplainingNetwork(source, relevance, classes, Choice<ConceptAggregator>("aggregator"), new EquatableArray<Layer>(aggregation))),
            new ClassifierTask(classes, Reduction.Mean),
            TaskLoss.With([.. ConceptObjectives.Create(
                source,
                new RobustnessPenalty(
                    new Target(json.GetProperty("penalized").GetString() == "Logits" ? TargetOutput.Logit : Choice<TargetOutput>("penalized"), Choice<TargetClass>("classesPenalized")),
                    Choice<RobustnessReduction>("reduction"),
                    json.GetProperty("robustness").GetDouble()),
                json.GetProperty("reconstruction").GetDouble(),
                json.GetProperty("sparsity").GetDouble())]),
            new TrainingDefaults());

        static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
        TChoice Choice<TChoice>(string name)
            where TChoice : struct, Enum => Enum.Parse<TChoice>(json.GetProperty(name).GetString()!);
    }
}
