using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>Terms on attributions with fixed draws, and their parameter gradients, against PyTorch's autograd.</summary>
public sealed class PriorReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("dapr.json");
    private static readonly JsonElement[] Cases = [.. File.GetProperty("cases").EnumerateArray()];

    public static TheoryData<int, string> Numbers => ReferenceChecks.Numbered(Cases, json =>
        string.Join(" ", json.EnumerateObject().Where(property => property.Name != "expected").Select(property => property.Value.ToString())));

    [Fact]
    public void No_case_is_lost() => Assert.Equal(34, Cases.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Double_precision_agrees_to_ten_digits(int number, string name) => Check<double>(Cases[number], name, 1e-10);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Single_precision_agrees_to_five_digits(int number, string name) => Check<float>(Cases[number], name, 4e-5);

    private static void Check<T>(JsonElement json, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = File.GetProperty("batches").GetProperty(json.GetProperty("batch").GetString()!);
        var model = Model(json, batch);
        var sample = Sample(batch, model);
        var program = InterpretedProgram<T>.FromGraph(ModelPrograms.Training(model), sample.Parameters.Length);
        using var runner = new Runner<T>(program, sample, new ExecutionOptions { Workers = 2, TileSize = 2 });
        var edges = batch.GetProperty("edges").EnumerateArray().Select(edge => (edge[0].GetInt32(), edge[1].GetInt32(), edge[2].GetSingle()));
        Load(AttributionPrior.MetaFeaturesInput, batch.GetProperty("metaFeatures").Doubles());
        Load(GraphAttributionPenalty.Laplacian, [.. FeatureGraph.Create(batch.GetProperty("sizes")[0].GetInt32(), edges).ToLaplacian().ToArray().Select(value => (double)value)]);

        // The second run finds what the first has left.
        runner.Run();
        var result = runner.Run();
        var expected = json.GetProperty("expected");
        Near.Check([expected.GetProperty("task").GetDouble()], [double.CreateChecked(result.Totals[TaskLoss.Key])], tolerance, $"{name}: task");
        Near.Check([expected.GetProperty("value").GetDouble()], [double.CreateChecked(result.Totals[model.Objectives[1].Name])], tolerance, $"{name}: term");
        Near.Check(expected.GetProperty("gradients").Doubles(), [.. result.Gradients.Select(double.CreateChecked)], tolerance, $"{name}: gradients");
        Near.Check(expected.GetProperty("attribution").Doubles(), Attribution<T>(model, sample), tolerance, $"{name}: attribution");

        void Load(string input, double[] values)
        {
            if (runner.Layout.SharedInputs.Any(place => place.Name == input))
            {
                runner.Executor.Load(input, [.. values.Select(T.CreateChecked)]);
            }
        }
    }

    private static double[] Attribution<T>(ModelSpecification model, Sample sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var term = (AttributionTerm)model.Objectives[1];
        var forward = ModelGraph.Build(model, training: true);
        var graph = new ComputationGraph([new Output("attribution", OutputKind.PerExample, term.Source.Build(new ObjectiveContext(term, model, forward)).Affine(1, 0))]);
        return [.. Runner.Run<T>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = 2 }).Rows["attribution"].Select(double.CreateChecked)];
    }

    private static Sample Sample(JsonElement batch, ModelSpecification model)
    {
        var columns = new Dictionary<string, double[]> { ["features"] = batch.GetProperty("inputs").Doubles(), ["targets"] = batch.GetProperty("targets").Doubles() };
        foreach (var (reference, places, number) in batch.GetProperty("references").EnumerateArray().Zip(batch.GetProperty("places").EnumerateArray()).Select((pair, i) => (pair.First, pair.Second, i + 1)))
        {
            (columns[$"reference{number}"], columns[$"place{number}"]) = (reference.Doubles(), places.Doubles());
        }

        var parameters = batch.GetProperty("parameters").Doubles();
        return new Sample(
            batch.GetProperty("rows").GetInt32(),
            columns,
            batch.GetProperty("labels").Integers(),
            model.Objectives.SelectMany(term => term.Coefficients).ToDictionary(coefficient => coefficient.Key, coefficient => coefficient.Value),
            model.Find<AttributionPrior>() is null ? parameters : [.. parameters, .. batch.GetProperty("priorParameters").Doubles()]);
    }

    private static ModelSpecification Model(JsonElement json, JsonElement batch)
    {
        var (sizes, image) = (batch.GetProperty("sizes").Integers(), batch.GetProperty("image"));
        var reduction = Choice<Reduction>(json, "reduction");
        Layer activation = batch.GetProperty("activation").GetString() switch { "Tanh" => new TanhLayer(), "Softplus" => new SoftplusLayer(), _ => new ReluLayer() };
        var layers = sizes.Skip(1).SelectMany(units => new Layer[] { Dense(units), activation }).SkipLast(1);
        var isImage = image.ValueKind != JsonValueKind.Null;
        return new ModelSpecification(
            "Reference",
            isImage ? new EquatableArray<int>(image.Integers()) : EquatableArray.Create(sizes[0]),
            new EquatableArray<Layer>(isImage ? layers.Prepend(new FlattenLayer()) : layers),
            json.GetProperty("task").GetString() == "classifier" ? new ClassifierTask(sizes[^1], reduction) : new RegressorTask(sizes[^1], reduction),
            TaskLoss.With(Term(json, batch)),
            new TrainingDefaults());
    }

    private static AttributionTerm Term(JsonElement json, JsonElement batch)
    {
        var weight = json.GetProperty("weight").GetDouble();
        var source = new AttributionSource(
            Choice<AttributionKind>(json, "attribution"),
            json.GetProperty("references").GetInt32(),
            json.TryGetProperty("output", out var output) ? Target.ForClass(output.GetInt32()) : json.GetProperty("scalar").GetString() switch
            {
                "LabeledLogit" => new Target(TargetOutput.Logit, TargetClass.Labeled),
                "LabeledLogProbability" => new Target(TargetOutput.LogProbability, TargetClass.Labeled),
                "SumOfOutputs" => new Target(TargetOutput.Logit, TargetClass.All),
                var other => throw new InvalidDataException($"unknown scalar '{other}'"),
            });
        switch (json.GetProperty("term").GetString())
        {
            case "prior":
                var prior = batch.GetProperty("prior").Integers();
                Layer activation = json.TryGetProperty("relu", out _) ? new ReluLayer() : new TanhLayer();
                var network = prior.Skip(1).SelectMany(units => new Layer[] { Dense(units), activation }).SkipLast(1);
                return new AttributionPrior(weight, prior[0], new EquatableArray<Layer>(network), source, json.GetProperty("signed").GetBoolean(), Choice<PenaltyNorm>(json, "norm"));
            case "smooth":
                return new SmoothAttributionPenalty(weight, source);
            case "graph":
                return new GraphAttributionPenalty(weight, source);
            default:
                return new SparseAttributionPenalty(weight, Choice<SparsityMeasure>(json, "measure"), source);
        }
    }

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static T Choice<T>(JsonElement json, string name)
        where T : struct, Enum => Enum.Parse<T>(json.GetProperty(name).GetString()!);
}
