using System.Text.Json;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Reference;

/// <summary>One case of rrr.json as a model specification and the numbers of its batch.</summary>
internal sealed class RrrCase
{
    private static readonly JsonElement File = ReferenceFile.Read("rrr.json");

    public RrrCase(string name)
    {
        var json = File.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var network = File.GetProperty("networks").GetProperty(json.GetProperty("network").GetString()!);
        Expected = json.GetProperty("expected");
        var sizes = network.GetProperty("sizes").Integers();
        var reduction = Enum.Parse<Reduction>(json.GetProperty("taskReduction").GetString()!);
        ModelTask task = json.GetProperty("task").GetString() switch
        {
            "classifier" => new ClassifierTask(sizes[^1], reduction),
            "binary" => new ClassifierTask(1, reduction),
            "regressor" => new RegressorTask(sizes[^1], reduction),
            var other => throw new InvalidDataException($"unknown task '{other}'"),
        };
        Model = new ModelSpecification(
            name, EquatableArray.Create(sizes[0]), new EquatableArray<Layer>(Layers(json, sizes, network.GetProperty("bias").GetBoolean())), task, TaskLoss.With(Constraint(json), Penalty(json)), new TrainingDefaults());
        Sample = new Sample(
            network.GetProperty("rows").GetInt32(),
            new Dictionary<string, double[]>
            {
                ["features"] = network.GetProperty("inputs").Doubles(),
                ["targets"] = network.GetProperty("targets").Doubles(),
                ["annotations"] = (json.TryGetProperty("mask", out var mask) ? mask : network.GetProperty("mask")).Doubles(),
            },
            network.GetProperty("labels").Integers(),
            new Dictionary<string, double>
            {
                [ExplanationPenalty.Key] = Model.Find<ExplanationPenalty>()?.Weight ?? 0,
                [WeightPenalty.Key + ".L2"] = Model.Find<WeightPenalty>()?.L2 ?? 0,
                [WeightPenalty.Key + ".L1"] = Model.Find<WeightPenalty>()?.L1 ?? 0,
            },
            network.GetProperty("parameters").Doubles());
    }

    public static IEnumerable<string> Names => File.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("name").GetString()!);

    public ModelSpecification Model { get; }

    public Sample Sample { get; }

    public JsonElement Expected { get; }

    private static IEnumerable<Layer> Layers(JsonElement json, int[] sizes, bool bias)
    {
        var attributes = json.GetProperty("attributes");
        for (var i = 1; i < sizes.Length; i++)
        {
            yield return new DenseLayer(sizes[i], bias, Initialization.PyTorchDefault);
            if (i < sizes.Length - 1)
            {
                yield return json.GetProperty("activation").GetString() switch
                {
                    "Relu" => new ReluLayer(),
                    "LeakyRelu" => new LeakyReluLayer(attributes.GetProperty("slope").GetDouble()),
                    "Elu" => new EluLayer(attributes.GetProperty("alpha").GetDouble()),
                    "Gelu" => new GeluLayer(),
                    "Silu" => new SiluLayer(),
                    "Tanh" => new TanhLayer(),
                    "Sigmoid" => new SigmoidLayer(),
                    "Softplus" => new SoftplusLayer(),
                    var other => throw new InvalidDataException($"unknown activation '{other}'"),
                };
            }
        }
    }

    private static ExplanationPenalty? Constraint(JsonElement json) => json.TryGetProperty("constraint", out var constraint)
        ? new ExplanationPenalty(
            constraint.GetProperty("weight").GetDouble(),
            0,
            EveryTarget.Parse(constraint.GetProperty("scalar").GetString()!),
            Enum.Parse<PenaltyNorm>(constraint.GetProperty("norm").GetString()!),
            Enum.Parse<Reduction>(constraint.GetProperty("reduction").GetString()!))
        : null;

    private static WeightPenalty? Penalty(JsonElement json) => json.TryGetProperty("weightPenalty", out var penalty)
        ? new WeightPenalty(penalty.GetProperty("l2").GetDouble(), penalty.GetProperty("l1").GetDouble())
        : null;
}
