using System.Text.Json;

namespace Rationale.Tests.Reference;

/// <summary>Networks with batch and instance normalization and constraints, in training and evaluation, against PyTorch's numbers in double precision.</summary>
public class NormReferenceTests
{
    private static readonly JsonElement[] Networks = [.. ReferenceFile.Read("norms.json").GetProperty("networks").EnumerateArray()];

    public static TheoryData<int, string> NetworkNumbers => ReferenceChecks.Numbered(Networks, json => json.GetProperty("name").GetString()!);

    [Fact]
    public void No_case_is_lost() => Assert.Equal(6, Networks.Length);

    [Theory]
    [MemberData(nameof(NetworkNumbers))]
    public void Losses_explanation_double_gradients_and_next_statistics_of_a_network_agree(int number, string name)
    {
        ReferenceChecks.Network<double>(new ImageNetwork(Networks[number]), name, 1e-10);
        ReferenceChecks.Network<float>(new ImageNetwork(Networks[number]), name, 1e-5);
    }
}
