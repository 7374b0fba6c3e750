using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>What the files of operators and networks have in common: every number in them is looked at.</summary>
internal static class ReferenceChecks
{
    /// <summary>Checks an operator and its derivatives of both orders.</summary>
    public static void Operator<T>(JsonElement json, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reference = new OperatorReference(json, batched: true);
        var result = Runner.Run<T>(reference.Graph, reference.Sample, new ExecutionOptions { Workers = 2, TileSize = 1 });
        foreach (var (output, offset, values) in reference.Expected)
        {
            var found = offset < 0 ? result.Rows[output] : result.Gradients.AsSpan(offset, values.Length).ToArray();
            Near.Check(values, [.. found.Select(double.CreateChecked)], tolerance, $"{name}: {output}");
        }
    }

    /// <summary>Checks outputs, losses, explanation and gradients of a network.</summary>
    public static void Network<T>(ImageNetwork network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Every number that the reference holds must be looked at.
        foreach (var expected in network.Expected.EnumerateObject())
        {
            double[] found = expected.Name switch
            {
                "outputs" => Rows("outputs", ModelPrograms.Prediction(network.Model)),
                "explanation" => Rows("explanation", ModelPrograms.Explanation(network.Model, network.Model.Find<ExplanationPenalty>()!.Target)),
                "taskLoss" => Total(TaskLoss.Key),
                "explanationLoss" => Total(ExplanationPenalty.Key),
                "total" => Total(ModelPrograms.Loss),
                "gradients" => [.. Run(ModelPrograms.Training(network.Model)).Gradients.Select(double.CreateChecked)],
                var other => throw new InvalidDataException($"nothing here gives '{other}'"),
            };
            var values = expected.Value.ValueKind == JsonValueKind.Number ? [expected.Value.GetDouble()] : expected.Value.Doubles();
            Near.Check(values, found, tolerance, $"{name}, {expected.Name}, {typeof(T).Name}:");
        }

        RunResult<T> Run(Graph.ComputationGraph graph) => Runner.Run<T>(graph, network.Sample, new ExecutionOptions { Workers = 2, TileSize = 2 });

        double[] Rows(string output, Graph.ComputationGraph graph) => [.. Run(graph).Rows[output].Select(double.CreateChecked)];

        double[] Total(string term) => [double.CreateChecked(Run(ModelPrograms.Training(network.Model)).Totals[term])];
    }

    /// <summary>Numbers and names of cases, for theories.</summary>
    public static TheoryData<int, string> Numbered(JsonElement[] cases, Func<JsonElement, string> name)
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < cases.Length; i++)
        {
            data.Add(i, name(cases[i]));
        }

        return data;
    }
}
