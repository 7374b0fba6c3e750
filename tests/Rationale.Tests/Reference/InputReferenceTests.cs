using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Inputs;

namespace Rationale.Tests.Reference;

/// <summary>Networks of two inputs with constraints on one or both, against PyTorch's numbers in double precision.</summary>
public class InputReferenceTests
{
    private static readonly JsonElement[] Cases = [.. ReferenceFile.Read("inputs.json").GetProperty("cases").EnumerateArray()];

    public static TheoryData<int, string> Numbers => ReferenceChecks.Numbered(Cases, json => json.GetProperty("name").GetString()!);

    [Fact]
    public void No_case_is_lost() => Assert.Equal(6, Cases.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Losses_explanations_and_double_gradients_agree(int number, string name)
    {
        Check<double>(Cases[number], name, 1e-10);
        Check<float>(Cases[number], name, 1e-5);
    }

    private static void Check<T>(JsonElement json, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (model, sample) = (Model(json), Sample(json));
        var target = model.Find<ExplanationPenalty>()!.Target;

        // Every number that the reference holds must be looked at.
        foreach (var expected in json.GetProperty("expected").EnumerateObject())
        {
            double[] found = expected.Name switch
            {
                "outputs" => [.. Run(ModelPrograms.Prediction(model)).Rows["outputs"].Select(double.CreateChecked)],
                "explanation.image" or "explanation.table" or "explanation.text" => [.. Run(ModelPrograms.Explanation(model, target)).Rows[expected.Name].Select(double.CreateChecked)],
                "taskLoss" => Total(TaskLoss.Key),
                "explanationLoss" => Total(ExplanationPenalty.Key),
                "total" => Total(ModelPrograms.Loss),
                "gradients" => [.. Run(ModelPrograms.Training(model)).Gradients.Select(double.CreateChecked)],
                var other => throw new InvalidDataException($"nothing here gives '{other}'"),
            };
            var values = expected.Value.ValueKind == JsonValueKind.Number ? [expected.Value.GetDouble()] : expected.Value.Doubles();
            Near.Check(values, found, tolerance, $"{name}, {expected.Name}, {typeof(T).Name}:");
        }

        RunResult<T> Run(ComputationGraph graph) => Runner.Run<T>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = 2 });

        double[] Total(string term) => [double.CreateChecked(Run(ModelPrograms.Training(model)).Totals[term])];
    }

    private static ModelSpecification Model(JsonElement json)
    {
        var penalty = new ExplanationPenalty(
            json.GetProperty("weight").GetDouble(),
            0,
            EveryTarget.Parse(json.GetProperty("scalar").GetString()!),
            Enum.Parse<PenaltyNorm>(json.GetProperty("norm").GetString()!),
            Enum.Parse<Reduction>(json.GetProperty("reduction").GetString()!))
        {
            OnInputs = new(json.GetProperty("onInputs").EnumerateArray().Select(input => input.GetString()!)),
        };
        return json.GetProperty("model").GetString() == "ImageAndTable" ? TwoInputs.ImageAndTable(penalty) : TwoInputs.TextAndTable(penalty);
    }

    private static Sample Sample(JsonElement json)
    {
        var columns = json.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => input.Value.Doubles());
        foreach (var mask in json.GetProperty("masks").EnumerateObject())
        {
            columns.Add($"annotations.{mask.Name}", mask.Value.Doubles());
        }

        return new Sample(
            json.GetProperty("rows").GetInt32(),
            columns,
            json.GetProperty("labels").Integers(),
            new Dictionary<string, double> { [ExplanationPenalty.Key] = json.GetProperty("weight").GetDouble() },
            json.GetProperty("parameters").Doubles());
    }
}
