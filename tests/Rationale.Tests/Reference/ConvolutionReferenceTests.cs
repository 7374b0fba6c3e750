using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>Operators over pictures, and convolutional networks with constraints, against PyTorch's numbers in double precision.</summary>
public class ConvolutionReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("convolution.json");
    private static readonly JsonElement[] Operators = [.. File.GetProperty("operators").EnumerateArray()];
    private static readonly JsonElement[] Networks = [.. File.GetProperty("networks").EnumerateArray()];

    public static TheoryData<int, string> OperatorNumbers => Numbered(Operators, json => $"{json.GetProperty("operator").GetString()} {json.GetProperty("attributes")}");

    public static TheoryData<int, string> NetworkNumbers => Numbered(Networks, json => json.GetProperty("name").GetString()!);

    [Fact]
    public void No_case_is_lost() => Assert.Equal((25, 9), (Operators.Length, Networks.Length));

    [Theory]
    [MemberData(nameof(OperatorNumbers))]
    public void An_operator_and_its_derivatives_agree(int number, string name)
    {
        CheckOperator<double>(Operators[number], name, 1e-10);
        CheckOperator<float>(Operators[number], name, 1e-5);
    }

    [Theory]
    [MemberData(nameof(NetworkNumbers))]
    public void Losses_explanation_and_double_gradients_of_a_network_agree(int number, string name)
    {
        CheckNetwork<double>(new PictureNetwork(Networks[number]), name, 1e-10);
        CheckNetwork<float>(new PictureNetwork(Networks[number]), name, 1e-5);
    }

    private static void CheckOperator<T>(JsonElement json, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reference = new OperatorReference(json, batched: true);
        var result = Runner.Run<T>(reference.Graph, reference.Sample, new ExecutionOptions { Workers = 2, TileRows = 1 });
        foreach (var (output, offset, values) in reference.Expected)
        {
            var found = offset < 0 ? result.Rows[output] : result.Gradients.AsSpan(offset, values.Length).ToArray();
            Near.Check(values, [.. found.Select(double.CreateChecked)], tolerance, $"{name}: {output}");
        }
    }

    private static void CheckNetwork<T>(PictureNetwork network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Every number that the reference holds must be looked at.
        foreach (var expected in network.Expected.EnumerateObject())
        {
            double[] found = expected.Name switch
            {
                "outputs" => Rows("outputs", ModelPrograms.Prediction(network.Model)),
                "explanation" => Rows("explanation", ModelPrograms.Explanation(network.Model, network.Model.Constraint!.Scalar)),
                "taskLoss" => Total(LossTerms.Answers),
                "explanationLoss" => Total(LossTerms.Reasons),
                "total" => Total(ModelPrograms.Loss),
                "gradients" => [.. Run(ModelPrograms.Training(network.Model)).Gradients.Select(double.CreateChecked)],
                var other => throw new InvalidDataException($"nothing here gives '{other}'"),
            };
            var values = expected.Value.ValueKind == JsonValueKind.Number ? [expected.Value.GetDouble()] : expected.Value.Doubles();
            Near.Check(values, found, tolerance, $"{name}, {expected.Name}, {typeof(T).Name}:");
        }

        RunResult<T> Run(Graph.ComputationGraph graph) => Runner.Run<T>(graph, network.Sample, new ExecutionOptions { Workers = 2, TileRows = 2 });

        double[] Rows(string output, Graph.ComputationGraph graph) => [.. Run(graph).Rows[output].Select(double.CreateChecked)];

        double[] Total(string term) => [double.CreateChecked(Run(ModelPrograms.Training(network.Model)).Totals[term])];
    }

    private static TheoryData<int, string> Numbered(JsonElement[] cases, Func<JsonElement, string> name)
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < cases.Length; i++)
        {
            data.Add(i, name(cases[i]));
        }

        return data;
    }
}
