using System.Text.Json;

namespace Rationale.Tests.Reference;

/// <summary>Operators over tokens, and networks of attention and of growing images with constraints, against PyTorch's numbers in double precision.</summary>
public class SequenceReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("sequence.json");
    private static readonly JsonElement[] Operators = [.. File.GetProperty("operators").EnumerateArray()];
    private static readonly JsonElement[] Networks = [.. File.GetProperty("networks").EnumerateArray()];

    public static TheoryData<int, string> OperatorNumbers => ReferenceChecks.Numbered(Operators, json => $"{json.GetProperty("operator").GetString()} {json.GetProperty("attributes")}");

    public static TheoryData<int, string> NetworkNumbers => ReferenceChecks.Numbered(Networks, json => json.GetProperty("name").GetString()!);

    [Fact]
    public void No_case_is_lost() => Assert.Equal((21, 8), (Operators.Length, Networks.Length));

    [Theory]
    [MemberData(nameof(OperatorNumbers))]
    public void An_operator_and_its_derivatives_agree(int number, string name)
    {
        ReferenceChecks.Operator<double>(Operators[number], name, 1e-10);
        ReferenceChecks.Operator<float>(Operators[number], name, 1e-5);
    }

    [Theory]
    [MemberData(nameof(NetworkNumbers))]
    public void Losses_explanation_and_double_gradients_of_a_network_agree(int number, string name)
    {
        ReferenceChecks.Network<double>(new ImageNetwork(Networks[number]), name, 1e-10);
        ReferenceChecks.Network<float>(new ImageNetwork(Networks[number]), name, 1e-5);
    }
}
